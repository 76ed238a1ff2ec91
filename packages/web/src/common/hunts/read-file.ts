/** Greatest size of a text that is sent to the API, in bytes. */
const MOST = 1_048_576

/** The text of a dropped or chosen file, or why it cannot be had. */
export async function readHuntFile(
  file: Pick<File, 'name' | 'size' | 'text'>,
): Promise<{ readonly text: string } | { readonly problem: string }> {
  if (file.size > MOST) return { problem: 'The file is larger than 1 MiB: this is no hunt.' }
  const text = await file.text()
  if (text.includes('\0')) return { problem: 'The file is no text.' }
  return text.trim() === '' ? { problem: 'The file is empty.' } : { text }
}
