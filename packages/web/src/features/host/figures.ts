/** Points to a tenth, without a needless zero. */
export function points(figure: number): string {
  return String(Math.round(figure * 10) / 10)
}

/** A value that this many of a hundred hosts share is rare. */
const RARE_PERCENT = 1

/** Fewer hosts than this say nothing of how rare a value is. */
const ENOUGH_HOSTS = 10

/** Whether a value is only here, or on few hosts; undefined where it is common, or nothing is known. */
export function rarity(hosts: number, total: number): 'only here' | 'rare' | undefined {
  if (total < ENOUGH_HOSTS) return undefined
  if (hosts <= 1) return 'only here'
  return hosts <= Math.max(3, (total * RARE_PERCENT) / 100) ? 'rare' : undefined
}

/** A share of 0 to 1 as percent. */
export function percent(share: number): string {
  const figure = share * 100
  return figure > 0 && figure < 1 ? '< 1 %' : `${Math.round(figure)} %`
}

/** How a day lies to its usual band: `above`, `below`, or `undefined` if inside or nothing is usual. */
export function beside(
  value: number,
  band: { readonly low: number; readonly high: number } | null | undefined,
): 'above' | 'below' | undefined {
  if (band === null || band === undefined) return undefined
  if (value > band.high) return 'above'
  return value < band.low ? 'below' : undefined
}

/** Name of an attribute as people read it: `ssh client software`. */
export function attributeWords(attribute: string): string {
  return attribute.replaceAll('_', ' ')
}

/** What a part of the risk is, without the level, where a badge says it: `Finding (high): Upload …`. */
export function withoutLevel(what: string): string {
  const [, count, rest] = /^(?:Finding|([\d,]+) findings) \([a-z]+\): (.+)$/s.exec(what) ?? []
  if (rest === undefined) return what
  return count === undefined ? rest : `${rest} (${count} times)`
}
