import type { PreviewAnswer, PreviewRequest } from '@spoor/model'
import {
  previewHunt,
  proposedHunt,
  readOwnHunt,
  siteHunt,
  siteHunts,
  TuningError,
  tunedOwnHunt,
  type Proposal,
} from '../hunts/tuning/index.js'
import type { Hunt } from '../hunts/hunt.js'
import type { Platform } from '../platform.js'
import { parseRange } from '../questions/moment.js'

type Wanted = Omit<PreviewRequest, 'tuning'> & { readonly tuning?: Proposal }

/** A preview reads as much as a run of the hunt: more of them would hold up everybody's questions. */
const AT_ONCE = 2

/** Answers what hunts would find. */
export function previewer(platform: Platform): (wanted: Wanted) => Promise<PreviewAnswer> {
  let running = 0
  return async (wanted) => {
    const now = new Date()
    const { from, to } = parseRange(wanted, now)
    const hunt = await huntOf(platform, wanted)
    if (running >= AT_ONCE) {
      throw new TuningError('BUSY', 'Other previews are under way. Try again in a moment.')
    }
    running += 1
    try {
      const range = {
        ...(from !== undefined && { from: new Date(from / 1000) }),
        ...(to !== undefined && { to: new Date(to / 1000) }),
      }
      const { events, lists, calendar } = platform
      const preview = await previewHunt(events, hunt, range, { now, lists, calendar })
      return { title: hunt.title, ...preview }
    } finally {
      running -= 1
    }
  }
}

async function huntOf(platform: Platform, { id, tuning, text }: Wanted): Promise<Hunt> {
  if ((id === undefined) === (text === undefined)) {
    throw new TuningError('TUNING_INVALID', 'Give either the id of a hunt, or a text.')
  }
  if (text !== undefined) {
    const { filters } = await siteHunts(platform)
    return tunedOwnHunt(readOwnHunt(text, platform.lists.keys()), tuning, filters)
  }
  const { hunt, untuned, filters } = await siteHunt(platform, id ?? '')
  return tuning === undefined ? hunt : proposedHunt(untuned, tuning, filters)
}
