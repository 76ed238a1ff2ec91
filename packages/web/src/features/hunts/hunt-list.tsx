import type { HuntDescription } from '@spoor/model'
import { useEffect, useRef } from 'react'
import { formatCount } from '../../common/bytes/format.js'
import { categoryName } from '../../common/hunts/category.js'
import { useKeys } from '../../common/keys/use-keys.js'
import { HuntRow } from './hunt-row.js'
import { shelvesOf } from './library.js'
import classes from './hunts.module.css'

/** The links of the rows, in the order in which they are shown. */
function rowLinks(list: HTMLElement | null): HTMLElement[] {
  return [...(list?.querySelectorAll<HTMLElement>('[data-hunt]') ?? [])]
}

/** Moves the focus from row to row with `j` and `k`, and with arrows while a row has it. */
function useRowKeys(list: React.RefObject<HTMLElement | null>): void {
  const goTo = (pick: (at: number, last: number) => number, always: boolean) => () => {
    const inside = list.current?.contains(document.activeElement) === true
    if (!always && !inside) return false
    const links = rowLinks(list.current)
    const row = document.activeElement?.closest('li')
    const at = inside ? links.findIndex((link) => row?.contains(link)) : -1
    const next = links[Math.min(links.length - 1, Math.max(0, pick(at, links.length - 1)))]
    next?.focus({ preventScroll: true })
    next?.closest('li')?.scrollIntoView({ block: 'nearest' })
    return true
  }
  useKeys({
    j: goTo((at) => at + 1, true),
    k: goTo((at) => at - 1, true),
    ArrowDown: goTo((at) => at + 1, false),
    ArrowUp: goTo((at) => at - 1, false),
    Home: goTo(() => 0, false),
    End: goTo((_, last) => last, false),
  })
}

/** The library: pinned hunts, then all others under the headings of their categories. */
export function HuntList({
  hunts,
  chosen,
  pinned,
  toggle,
  seen,
}: {
  hunts: readonly HuntDescription[]
  chosen: string | undefined
  /** Ids of the hunts on top. */
  pinned: readonly string[]
  toggle: (id: string) => void
  seen: ReadonlySet<string> | undefined
}) {
  const place = useRef<HTMLDivElement>(null)
  useRowKeys(place)
  // A link to a hunt, or the next one of another, shows where it stands.
  useEffect(() => {
    if (chosen === undefined) return
    const link = place.current?.querySelector(`[data-hunt="${CSS.escape(chosen)}"]`)
    link?.closest('li')?.scrollIntoView({ block: 'nearest' })
  }, [chosen])
  const onTop = pinned.flatMap((id) => hunts.find((hunt) => hunt.id === id) ?? [])
  const rowsOf = (of: readonly HuntDescription[]) => (
    <ul className={classes.rows}>
      {of.map((hunt) => (
        <HuntRow
          key={hunt.id}
          hunt={hunt}
          chosen={hunt.id === chosen}
          pinned={pinned.includes(hunt.id)}
          toggle={toggle}
          seen={seen}
        />
      ))}
    </ul>
  )
  return (
    <div ref={place} className={classes.list} id="hunt-list">
      <div className={classes.columns} aria-hidden="true">
        <span />
        <span>Level</span>
        <span>Hunt, and what it asks</span>
        <span className={classes.techniques}>ATT&amp;CK</span>
        <span className={classes.needs}>Needs</span>
        <span className={classes.found}>Findings</span>
      </div>
      {onTop.length > 0 && (
        <section aria-label="Pinned hunts">
          <h2 className={classes.shelf}>
            Pinned <span className="dim">{formatCount(onTop.length)}</span>
          </h2>
          {rowsOf(onTop)}
        </section>
      )}
      {shelvesOf(hunts).map(({ category, hunts: of }) => {
        const rest = of.filter(({ id }) => !pinned.includes(id))
        const above = of.length - rest.length
        return (
          <section key={category} aria-label={categoryName(category)}>
            <h2 className={classes.shelf}>
              {categoryName(category)} <span className="dim">{formatCount(of.length)}</span>
              {above > 0 && <span className={classes.above}>{above} pinned above</span>}
            </h2>
            {rest.length > 0 && rowsOf(rest)}
          </section>
        )
      })}
    </div>
  )
}
