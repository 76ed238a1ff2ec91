import { useCallback, useSyncExternalStore, type RefObject } from 'react'
import { remPixels } from '../rem.js'
import { fittingLayout, type Layout } from './layout.js'

/** The layout that fits into an element, before it is painted and whenever its width changes. */
export function useLayout(
  element: RefObject<HTMLElement | null>,
  layouts: readonly [Layout, ...Layout[]],
): Layout {
  const subscribe = useCallback((changed: () => void) => whenResized(element, changed), [element])
  const width = useSyncExternalStore(subscribe, () => element.current?.clientWidth)
  return width === undefined ? layouts[0] : fittingLayout(layouts, width / remPixels())
}

/** @returns what ends it */
function whenResized(element: RefObject<HTMLElement | null>, changed: () => void): () => void {
  const observer = new ResizeObserver(changed)
  if (element.current !== null) observer.observe(element.current)
  return () => observer.disconnect()
}
