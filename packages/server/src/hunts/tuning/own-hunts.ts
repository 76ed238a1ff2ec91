import { parseQuery } from '@spoor/model'
import { SigmaError } from '../../sigma/document.js'
import { mappingOf } from '../../sigma/compile/log-sources.js'
import { readSigma } from '../../sigma/read/read-documents.js'
import type { GuidedHunt } from '../guided/guided-hunt.js'
import { readGuidedHunt } from '../guided/read-guided.js'
import type { Hunt } from '../hunt.js'
import { TuningError } from './tuning-error.js'

/** Under which heading people find hunts of this site. */
const OWN_CATEGORY = 'own'
/** What an own hunt is called in messages about its lines. */
const FILE = 'hunt'

/**
 * Reads a hunt that a person wrote or imported: a Sigma rule, a correlation after its rules, or a
 * behaviour. Its attribute `hunt`, name, level and status may be absent.
 * @param id of a hunt that was saved before; a new one gets it from its name or title
 * @param lists names of the saved lists that it may ask for
 * @throws TuningError HUNT_INVALID with the line
 */
export function readOwnHunt(text: string, lists: Iterable<string>, id?: string): GuidedHunt {
  try {
    const hunt = readGuidedHunt(text, FILE, OWN_CATEGORY, {}, { lists, ...(id && { id }) })
    checkQuestions(hunt)
    return hunt
  } catch (error) {
    if (!(error instanceof SigmaError)) throw error
    throw new TuningError('HUNT_INVALID', error.message, [error.problem])
  }
}

/**
 * Rules can ask longer questions than can be typed, and a filter makes a question longer.
 * @throws SigmaError if a question of the hunt cannot be asked
 */
export function checkQuestions(hunt: Hunt): void {
  if (hunt.kind === 'correlation') return
  const questions = hunt.kind === 'behaviour' ? [hunt.where] : hunt.ways.map(({ where }) => where)
  for (const question of questions) {
    const parsed = parseQuery(question, hunt.subject)
    if (parsed.ok) continue
    const [problem] = parsed.problems
    throw new SigmaError(
      { file: FILE, line: 1 },
      `The hunt asks for too much at once. ${problem?.message ?? ''}`.trim(),
      'Split the rule, or use wildcards, a saved list or a regex in place of many values.',
    )
  }
}

/** The name that a document gives itself, if it gives itself one. */
export function nameIn(text: string): string | undefined {
  const { documents } = readSigma(text, FILE)
  const main = documents.findLast(({ kind }) => kind === 'correlation') ?? documents[0]
  return main?.name
}

/** What to know of a hunt's document, such as that Spoor cannot read what it is about. */
export function notesOn(text: string): string[] {
  const { documents } = readSigma(text, FILE)
  const absent = documents.flatMap((document) => {
    if (document.kind !== 'rule') return []
    const why = mappingOf(document.logSource).absent
    return why === undefined ? [] : [`${why}: the hunt finds nothing until there are such records.`]
  })
  return [...new Set(absent)]
}
