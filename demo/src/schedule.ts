/** Hostile takes that are performed together, with the same hosts. */
interface Campaign {
  take: string
  runs: number
  /** About how far apart the runs begin. */
  everyMinutes?: number
}

/** Every hostile take once, a few twice, and two that only make sense repeated. */
export const CAMPAIGNS: readonly Campaign[] = [
  { take: 'ftp-brute-force', runs: 1 },
  { take: 'ftp-brute-force', runs: 1 },
  { take: 'ftp-guessed-upload', runs: 1 },
  { take: 'ftp-drip', runs: 4, everyMinutes: 55 },
  { take: 'ftp-stealer', runs: 3, everyMinutes: 22 },
  { take: 'ftp-stealer', runs: 1 },
  { take: 'ftp-port-2121', runs: 1 },
  { take: 'ftp-anonymous', runs: 1 },
  { take: 'ftps-upload', runs: 1 },
  { take: 'ftp-active-upload', runs: 1 },
  { take: 'ftp-ipv6', runs: 1 },
  { take: 'ftp-stou-appe', runs: 1 },
  { take: 'ftp-executable', runs: 1 },
  { take: 'ftp-pret', runs: 1 },
  { take: 'ftp-unseen', runs: 1 },
  { take: 'ftp-database-dump', runs: 1 },
  { take: 'partner-misuse', runs: 1 },
  { take: 'sftp-parallel-archive', runs: 1 },
  { take: 'ssh-port-443', runs: 1 },
  { take: 'rclone-upload', runs: 1 },
  { take: 'psftp-upload', runs: 1 },
  { take: 'libssh-upload', runs: 1 },
  { take: 'scp-upload', runs: 1 },
  { take: 'curl-sftp-upload', runs: 1 },
  { take: 'winscp-download', runs: 1 },
  { take: 'ssh-brute-force', runs: 1 },
]

/** Something that happens at given hours (UTC), or some times a day. */
interface Chore {
  take: string
  at?: readonly number[]
  perDay?: number
  /** Spread over the whole day and not over office hours. */
  allHours?: boolean
  weekdaysOnly?: boolean
}

export const CHORES: readonly Chore[] = [
  { take: 'internal-dump', at: [1] },
  { take: 'nightly-backup', at: [2] },
  { take: 'offsite-backup', at: [3.5] },
  { take: 'partner-ftp', at: [8.5, 16.25], weekdaysOnly: true },
  { take: 'partner-sftp', at: [17], weekdaysOnly: true },
  { take: 'switch-config', at: [6, 12] },
  { take: 'printer-scan', perDay: 16, weekdaysOnly: true },
  { take: 'build-drop', perDay: 3.5, weekdaysOnly: true },
  { take: 'active-download', perDay: 2.5, weekdaysOnly: true },
  { take: 'ftp-mistyped', perDay: 0.6, weekdaysOnly: true },
  { take: 'public-download', perDay: 14, allHours: true },
  { take: 'customer-pickup', perDay: 3, allHours: true },
  { take: 'ssh-shell', perDay: 11, weekdaysOnly: true },
  { take: 'ssh-mistyped', perDay: 1.5, weekdaysOnly: true },
  { take: 'scp-download', perDay: 4, weekdaysOnly: true },
  { take: 'vendor-download', perDay: 0.8, weekdaysOnly: true },
  { take: 'filezilla-internal', perDay: 2, weekdaysOnly: true },
  { take: 'ssh-command-outside', perDay: 14, weekdaysOnly: true },
  { take: 'mail-out', perDay: 60, weekdaysOnly: true },
  { take: 'printer-status', perDay: 96, allHours: true },
  { take: 'dns-lookups', perDay: 24, allHours: true },
]

/** What people at screens do, and how often one thing compared with the others. */
export const PASTIMES: readonly { take: string; weight: number }[] = [
  { take: 'browse-news', weight: 4 },
  { take: 'browse-plain', weight: 2 },
  { take: 'browse-crm', weight: 5 },
  { take: 'browse-intranet', weight: 4 },
  { take: 'software-update', weight: 1 },
  { take: 'dns-lookups', weight: 3 },
]

/** How much of a working day falls into each hour. */
const HOURS = [1, 1, 1, 1, 1, 2, 4, 10, 26, 30, 30, 28, 20, 26, 30, 28, 24, 14, 6, 4, 3, 3, 2, 1]
const ALL = HOURS.reduce((sum, share) => sum + share, 0)

/** An hour of the day, with fraction, for a number in [0, 1): more of them in office hours. */
export function rhythm(number: number): number {
  let left = number * ALL
  for (const [hour, share] of HOURS.entries()) {
    if (left < share) return hour + left / share
    left -= share
  }
  return 23.999
}
