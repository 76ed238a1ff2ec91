import type { OrganisationFormat } from '@spoor/model'

/** Greatest size of a file, in bytes: the server takes no larger one. */
const MOST = 16 * 1024 * 1024
/** Longer texts are kept, but not put into a field: that would be slow. */
const MOST_SHOWN = 500_000

/** The format of a file, by its name or else by how it begins. */
export function formatOf(text: string, name = ''): OrganisationFormat {
  if (/\.csv$/i.test(name)) return 'csv'
  if (/\.ya?ml$/i.test(name)) return 'yaml'
  const first = text.trimStart().split(/\r?\n/, 1)[0] ?? ''
  return /^"?[a-z_]+"?\s*[,;\t]/i.test(first) ? 'csv' : 'yaml'
}

export function isShown(text: string): boolean {
  return text.length <= MOST_SHOWN
}

/** The text of a dropped or chosen file, or why it cannot be had. */
export async function readOrganisationFile(
  file: Pick<File, 'name' | 'size' | 'text'>,
): Promise<{ readonly text: string } | { readonly problem: string }> {
  if (file.size > MOST) return { problem: `${file.name} is larger than 16 MiB.` }
  const text = await file.text()
  if (text.includes('\0')) return { problem: `${file.name} is no text.` }
  return text.trim() === '' ? { problem: `${file.name} is empty.` } : { text }
}

/** Where a line of a text begins and ends. Lines count from 1. */
export function lineRange(text: string, line: number): readonly [from: number, to: number] {
  let from = 0
  for (let passed = 1; passed < line; passed += 1) {
    const end = text.indexOf('\n', from)
    if (end === -1) break
    from = end + 1
  }
  const end = text.indexOf('\n', from)
  return [from, end === -1 ? text.length : end]
}
