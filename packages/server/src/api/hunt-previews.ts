import { PreviewRequest, type PreviewAnswer } from '@spoor/model'
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
import type { Answering, App } from './app.js'
import { DOCUMENT_LIMIT, exactly } from './bodies.js'
import { contextOf, Nothing, proposalOf } from './hunt-requests.js'
import { answers, strict } from './schemas.js'

type Wanted = Omit<PreviewRequest, 'tuning'> & { readonly tuning?: Proposal }

/** A preview reads as much as a run of the hunt: more of them would hold up everybody's questions. */
const AT_ONCE = 2

/** What hunts would find. */
export function huntPreviewRoutes(app: App, { platform }: Answering): void {
  const preview = previewer(platform)
  app.post(
    '/api/v1/hunts/preview',
    {
      config: { permission: 'hunts:preview' },
      bodyLimit: DOCUMENT_LIMIT,
      validatorCompiler: exactly,
      schema: {
        operationId: 'preview_hunt',
        summary: 'What a hunt would find',
        description:
          'Tries a hunt, with a proposed tuning if given, or a document that is not saved, over whole UTC days. Nothing is kept. Default: the newest 7 days with records.',
        tags: ['hunts'],
        querystring: Nothing,
        body: strict(PreviewRequest),
        response: answers('PreviewAnswer', 'What it would find.'),
      },
    },
    ({ body }): Promise<PreviewAnswer> =>
      preview({ ...body, tuning: body.tuning && proposalOf(body.tuning) }),
  )
}

function previewer(platform: Platform): (wanted: Wanted) => Promise<PreviewAnswer> {
  let running = 0
  return async (wanted) => {
    const { from, to } = parseRange(wanted, new Date())
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
      const preview = await previewHunt(platform.events, hunt, range, contextOf(platform))
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
