import { useLocation, useNavigate, useSearch } from '@tanstack/react-router'
import { useCallback } from 'react'
import { carried, validateView, type View } from './search-state.js'

/** Pages that a question can be asked on or carried through. */
export type PagePath =
  | '/today'
  | '/explorer'
  | '/transfers'
  | '/sessions'
  | '/hosts'
  | '/sightings'
  | '/outliers'
  | '/spread'
  | '/hunts'
  | '/trail'
  | '/findings'
  | '/quarantine'
  | '/organisation'
  | '/status'

/** The state of the view, from the URL. */
export function useView(): View {
  return validateView(useSearch({ strict: false }))
}

/** Path of the page that is open. */
export function usePage(): string {
  return useLocation({ select: (location) => location.pathname })
}

/**
 * Changes a part of the view on the page that is open.
 *
 * @returns a function; `replace` leaves no entry in the browser's history.
 */
export function useUpdateView(): (patch: View, replace?: boolean) => void {
  const navigate = useNavigate()
  return useCallback(
    (patch, replace = false) => {
      void navigate({
        to: '.',
        search: (previous) => ({ ...validateView(previous), ...patch }),
        replace,
      })
    },
    [navigate],
  )
}

/** Goes to the page of a host; question, range and zone go along unless the patch says otherwise. */
export function useOpenHost(): (ip: string, patch?: View) => void {
  const navigate = useNavigate()
  return useCallback(
    (ip, patch = {}) => {
      void navigate({
        to: '/hosts/$ip',
        params: { ip },
        search: (previous) => ({ ...carried(validateView(previous)), ...patch }),
      })
    },
    [navigate],
  )
}

/** Goes to another page; question, range and zone go along unless the patch says otherwise. */
export function useGo(): (page: PagePath, patch?: View) => void {
  const navigate = useNavigate()
  return useCallback(
    (page, patch = {}) => {
      void navigate({
        to: page,
        search: (previous) => ({ ...carried(validateView(previous)), ...patch }),
      })
    },
    [navigate],
  )
}
