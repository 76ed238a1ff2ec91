import { userInfo } from 'node:os'
import type { Author } from '../hunts/tuning/index.js'
import type { Installation } from '../installation.js'
import { huntChangedHunts } from '../serving/hunting.js'
import { openForReading, type StoreFlags } from './settings.js'

/** Who calls the command, and when. */
export function commandAuthor(): Author {
  return { name: `${userName()} (command line)`, now: new Date() }
}

function userName(): string {
  try {
    return userInfo().username
  } catch {
    // An account without a name, as in some containers.
    return `user ${process.getuid?.() ?? ''}`.trim()
  }
}

/** Opens the store that a command works with, and closes it afterwards. */
export async function withInstallation<T>(
  flags: StoreFlags,
  work: (installation: Installation) => Promise<T>,
): Promise<T> {
  const installation = await openForReading(flags, 'made')
  try {
    return await work(installation)
  } finally {
    await installation.close()
  }
}

/** The same for a command that changes hunts: what they find is as they say afterwards. */
export function changingHunts<T>(
  flags: StoreFlags,
  work: (installation: Installation) => Promise<T>,
): Promise<T> {
  return withInstallation(flags, async (installation) => {
    try {
      return await work(installation)
    } finally {
      await huntChangedHunts(installation)
    }
  })
}
