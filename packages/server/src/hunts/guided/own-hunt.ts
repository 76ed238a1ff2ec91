import { Type } from '@sinclair/typebox'
import { Value } from '@sinclair/typebox/value'
import { createHash } from 'node:crypto'
import {
  SigmaError,
  type SigmaCorrelation,
  type SigmaHeader,
  type SigmaRule,
} from '../../sigma/document.js'
import { HuntAttribute } from './guided-hunt.js'

/** What a hunt that a site saved is read with. */
export interface OwnHunt {
  /** Its id from when it was saved first; absent if it is new. */
  readonly id?: string
  /** Names of the saved lists that it may ask for. */
  readonly lists?: Iterable<string>
}

/** Of the attribute `hunt` an own hunt says as much as it likes. */
const PartialAttribute = Type.Partial(HuntAttribute, { additionalProperties: false })

const QUESTION_CHARACTERS = 160
const NAME_CHARACTERS = 80
/** Statuses of rules that their authors do not trust to be quiet. */
const OFF = new Set(['experimental', 'deprecated', 'unsupported'])

/**
 * The document of an own hunt with what it leaves out: rules of other people have no name and know
 * nothing of Spoor.
 */
export function ownHeader<D extends SigmaRule | SigmaCorrelation>(main: D, { id }: OwnHunt): D {
  const status = OFF.has(main.status ?? '') ? 'experimental' : 'stable'
  return {
    ...main,
    name: id ?? idOf(main.name ?? main.title),
    description: main.description ?? main.title,
    status,
    level: main.level ?? 'medium',
  }
}

/** A name as an id: `Failed logon (FTP)` is `failed-logon-ftp`. */
export function idOf(name: string): string {
  const plain = name
    .normalize('NFKD')
    .replaceAll(/\p{M}/gu, '')
    .toLowerCase()
    .replaceAll(/[^a-z0-9_]+/g, '-')
    .slice(0, NAME_CHARACTERS)
    .replaceAll(/^[-_]+|[-_]+$/g, '')
  // Of a title in another script too little is left to tell hunts apart.
  if (plain.length > 2) return plain
  return `hunt-${createHash('sha256').update(name).digest('hex').slice(0, 8)}`
}

/** What stands in a finding of a hunt that does not say it. */
const SENTENCES = {
  filter: '{count record}[ of {client}][ with {server}].',
  pattern: '{count record}[ of {entity}].',
} as const

/** The attribute `hunt`, as far as it is there. @throws SigmaError if that is wrong */
export function ownAttribute(main: SigmaRule | SigmaCorrelation): HuntAttribute {
  const given = main.custom['hunt'] ?? {}
  if (!Value.Check(PartialAttribute, given)) {
    const [first] = Value.Errors(PartialAttribute, given)
    throw new SigmaError(
      main.place,
      `The attribute "hunt" is wrong at ${first?.path || '/'}: ${first?.message}.`,
    )
  }
  const isFilter = main.kind === 'rule' && main.custom['behaviour'] === undefined
  return {
    question: questionFrom(main),
    needs: [],
    finding: isFilter ? SENTENCES.filter : SENTENCES.pattern,
    next: [],
    matches: [],
    misses: [],
    ...given,
  }
}

/** The question that a hunt answers, from what people wrote about it. */
function questionFrom({ description, title }: SigmaHeader): string {
  const [line = ''] = (description ?? '').trim().split('\n', 1)
  return line === '' || line.length > QUESTION_CHARACTERS ? title : line
}
