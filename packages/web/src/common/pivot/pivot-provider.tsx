import { useCallback, useMemo, useState, type ReactNode } from 'react'
import { pageOf, pageSubject } from '../query/translate.js'
import { changed } from '../query/language.js'
import { useGo, usePage, useUpdateView, useView } from '../url/use-view.js'
import { PivotContext, type Pivot, type PivotAct, type Pivots } from './pivot-context.js'
import { PivotMenu } from './pivot-menu.js'

interface Open {
  readonly pivot: Pivot
  readonly at: DOMRect
  readonly returnTo: HTMLElement | undefined
}

/** Gives every value of the page its menu: one menu for all of them, opened where it is wanted. */
export function PivotProvider({ children }: { children: ReactNode }) {
  const view = useView()
  const page = usePage()
  const update = useUpdateView()
  const go = useGo()
  const [opened, setOpened] = useState<Open>()

  const act = useCallback(
    (pivot: Pivot, how: PivotAct) => {
      const q = changed(view.q ?? '', pivot, how)
      const target = pageOf(pivot.subject)
      // A value on a page that answers no question leads to the page that does.
      if (page === target && pageSubject(page) === pivot.subject) {
        update({ q, id: undefined, at: undefined })
      } else {
        go(target, { q })
      }
    },
    [view.q, page, update, go],
  )

  const pivots = useMemo<Pivots>(
    () => ({
      act,
      open: (pivot, anchor) =>
        setOpened({
          pivot,
          at: anchor.getBoundingClientRect(),
          returnTo:
            document.activeElement instanceof HTMLElement ? document.activeElement : undefined,
        }),
    }),
    [act],
  )

  return (
    <PivotContext value={pivots}>
      {children}
      {opened !== undefined && (
        <PivotMenu
          pivot={opened.pivot}
          at={opened.at}
          act={act}
          close={() => {
            opened.returnTo?.focus({ preventScroll: true })
            setOpened(undefined)
          }}
        />
      )}
    </PivotContext>
  )
}
