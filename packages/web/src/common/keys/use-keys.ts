import { useEffect, useRef } from 'react'

/** Key → what it does. A handler that returns false lets the key go on. */
export type KeyMap = Readonly<Record<string, (event: KeyboardEvent) => unknown>>

function isTyping(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    (target.isContentEditable || target.matches('input, textarea, select, [role="textbox"]'))
  )
}

/** Whether Enter or Space would press what has the focus. */
function isPressable(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && target.closest('button, a, [role="menuitem"]') !== null
}

/**
 * Listens for single keys anywhere on the page, but not while somebody types, nor when a dialog or
 * menu is open: those have keys of their own.
 */
export function useKeys(keys: KeyMap): void {
  const latest = useRef(keys)
  useEffect(() => {
    latest.current = keys
  })
  useEffect(() => {
    const listen = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return
      if (isTyping(event.target)) return
      if (event.key === 'Enter' && isPressable(event.target)) return
      if (document.querySelector('[role="dialog"][aria-modal="true"], [role="menu"]') !== null) {
        return
      }
      const act = latest.current[event.key]
      if (act !== undefined && act(event) !== false) event.preventDefault()
    }
    document.addEventListener('keydown', listen)
    return () => document.removeEventListener('keydown', listen)
  }, [])
}
