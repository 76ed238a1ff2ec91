/** Moves an entry of a list by a number of places; a place outside the list changes nothing. */
export function moved(names: readonly string[], name: string, by: number): string[] {
  const from = names.indexOf(name)
  const to = from + by
  if (from < 0 || to < 0 || to >= names.length) return [...names]
  const rest = names.filter((other) => other !== name)
  return [...rest.slice(0, to), name, ...rest.slice(to)]
}
