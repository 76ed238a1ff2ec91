import { emptyDraft, PARTS, type Draft } from './draft.js'

const KEY = 'spoor-organisation-draft'

/** Where a draft is kept: as long as the browser's tab is open, over reloads. */
export type Store = Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** The draft that was kept; undefined if there is none, or none that can be read. */
export function readKept(store: Store): Draft | undefined {
  try {
    const kept: unknown = JSON.parse(store.getItem(KEY) ?? 'null')
    if (!isRecord(kept) || !isRecord(kept['nodes']) || !isRecord(kept['items'])) return undefined
    const { base, next, nodes, items } = kept
    if (!Number.isInteger(base) || !Number.isInteger(next)) return undefined
    if (!PARTS.every((part) => isRecord(items[part]))) return undefined
    return { ...emptyDraft(base as number), next: next as number, nodes, items } as Draft
  } catch {
    return undefined
  }
}

/** Keeps a draft; undefined forgets it. False if there is no room for it. */
export function keep(store: Store, draft: Draft | undefined): boolean {
  try {
    if (draft === undefined) store.removeItem(KEY)
    else store.setItem(KEY, JSON.stringify(draft))
    return true
  } catch {
    return false
  }
}
