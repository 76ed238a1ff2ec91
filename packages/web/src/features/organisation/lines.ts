/** Values as people write them: one a line; empty lines say nothing. */
export function linesOf(text: string): string[] {
  return text
    .split(/\r?\n/)
    .map((line) => line.trim())
    .filter((line) => line !== '')
}

/** Networks, which may also stand beside each other. */
export function networksOf(text: string): string[] {
  return text.split(/[\s,;]+/).filter((one) => one !== '')
}

/** How many values there are, and how many of them are there twice. */
export function countValues(values: readonly string[]): { distinct: number; doubled: number } {
  const distinct = new Set(values).size
  return { distinct, doubled: values.length - distinct }
}
