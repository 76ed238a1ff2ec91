import { useLocalStorage } from '@mantine/hooks'

const KEY = 'spoor-pinned-hunts'
const MOST = 200

/** Ids of hunts from what the browser kept. What cannot be meant is dropped. */
export function readPinned(text: string | undefined): string[] {
  let kept: unknown
  try {
    kept = JSON.parse(text ?? '[]')
  } catch {
    return []
  }
  if (!Array.isArray(kept)) return []
  const ids = kept.filter((id): id is string => typeof id === 'string' && id.length <= 128)
  return [...new Set(ids)].slice(0, MOST)
}

/** With the hunt if it was not there, else without it. */
export function togglePinned(pinned: readonly string[], id: string): string[] {
  return pinned.includes(id) ? pinned.filter((one) => one !== id) : [...pinned, id]
}

/** The hunts that a person wants on top; this browser keeps them. */
export function usePinned(): {
  readonly pinned: readonly string[]
  readonly toggle: (id: string) => void
} {
  const [pinned, setPinned] = useLocalStorage<string[]>({
    key: KEY,
    defaultValue: [],
    getInitialValueInEffect: false,
    serialize: (ids) => JSON.stringify(ids),
    deserialize: readPinned,
  })
  return { pinned, toggle: (id) => setPinned((old) => togglePinned(old, id)) }
}
