/** The time range that is saved with a hunt; undefined for all data. */
export function savedRange({
  from,
  to,
}: {
  from?: string
  to?: string
}): { readonly from: string; readonly to?: string } | undefined {
  if (from === undefined || from === '' || from === 'all') return undefined
  return { from, ...(to !== undefined && to !== '' && { to }) }
}
