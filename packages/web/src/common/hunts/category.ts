const SHORT: ReadonlySet<string> = new Set(['dns', 'ssh', 'tls', 'ftp', 'smb', 'vpn'])

/** `login-attacks` → `Login attacks`, `dns` → `DNS`. */
export function categoryName(category: string): string {
  const words = category
    .split('-')
    .map((word) => (SHORT.has(word) ? word.toUpperCase() : word))
    .join(' ')
  return words.charAt(0).toUpperCase() + words.slice(1)
}
