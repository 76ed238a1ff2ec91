import {
  isNew,
  nextKey,
  own,
  sameTexts,
  without,
  type Draft,
  type ItemChanges,
  type Part,
  type Parts,
} from './draft.js'

/** A named thing as the draft has it. */
export interface ShownItem<P extends Part> {
  readonly key: string
  /** What it is in the draft; what it was, if it is removed. */
  readonly item: Parts[P]
  readonly state: 'same' | 'changed' | 'new' | 'removed'
}

/** What a thing is called; no two of a part have the same name. */
export function nameOf(item: Parts[Part]): string {
  return 'role' in item ? item.role : item.name
}

function isSameValue(a: unknown, b: unknown): boolean {
  if (Array.isArray(a) && Array.isArray(b)) return a === b || sameTexts(a, b)
  return (a ?? '') === (b ?? '') || (a === undefined && b === false)
}

function isSame<P extends Part>(a: Parts[P], b: Parts[P]): boolean {
  const [left, right] = [{ ...a }, { ...b }] as Record<string, unknown>[]
  const keys = new Set([...Object.keys(left ?? {}), ...Object.keys(right ?? {})])
  return [...keys].every((key) => isSameValue(left?.[key], right?.[key]))
}

/** Things of a part in their order, the new ones last. */
export function shownItems<P extends Part>(
  saved: readonly Parts[P][],
  changes: ItemChanges<P>,
): ShownItem<P>[] {
  const shown = saved.map((item): ShownItem<P> => {
    const key = nameOf(item)
    const change = own(changes, key)
    if (change === undefined) return { key, item, state: 'same' }
    return change === null
      ? { key, item, state: 'removed' }
      : { key, item: change, state: 'changed' }
  })
  for (const [key, item] of Object.entries(changes) as [string, Parts[P] | null][]) {
    if (isNew(key) && item !== null) shown.push({ key, item, state: 'new' })
  }
  return shown
}

/** @param saved the thing as it is saved; undefined if it is new */
export function changeItem<P extends Part>(
  draft: Draft,
  part: P,
  key: string,
  saved: Parts[P] | undefined,
  item: Parts[P] | null,
): Draft {
  const changes: ItemChanges<P> = draft.items[part]
  const isBack = saved === undefined ? item === null : item !== null && isSame<P>(saved, item)
  const next = isBack ? without(changes, key) : { ...changes, [key]: item }
  return { ...draft, items: { ...draft.items, [part]: next } }
}

/** A new thing; its key comes along. */
export function addItem<P extends Part>(
  draft: Draft,
  part: P,
  item: Parts[P],
): readonly [draft: Draft, key: string] {
  const key = nextKey(draft)
  return [changeItem({ ...draft, next: draft.next + 1 }, part, key, undefined, item), key]
}
