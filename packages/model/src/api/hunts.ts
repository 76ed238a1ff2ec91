import { Type, type Static } from '@sinclair/typebox'
import { Moment, Subject } from './common.js'
import { Level } from './findings.js'

/** Shapes of `/api/v1/hunts`. */

const HuntParameter = Type.Object({
  name: Type.String(),
  value: Type.Number({ description: 'As it is for this site.' }),
  default: Type.Number({ description: 'As it is unless the hunt is tuned.' }),
  from: Type.Number(),
  to: Type.Number(),
  meaning: Type.String(),
})
export type HuntParameter = Static<typeof HuntParameter>

export const HuntDescription = Type.Object(
  {
    id: Type.String(),
    title: Type.String(),
    category: Type.String({ description: 'What it is about; `own` for hunts of this site.' }),
    question: Type.String({ description: 'The question in one plain sentence.' }),
    why: Type.String({ description: 'Why it matters.' }),
    level: Level,
    is_on: Type.Boolean({ description: 'Whether it makes findings unless a person runs it.' }),
    own: Type.Boolean({ description: 'Whether it was saved here instead of shipped.' }),
    tuned: Type.Boolean({
      description: 'Whether its switch, level, parameters or filters are those of this site.',
    }),
    is_due: Type.Boolean({
      description: 'Whether it was changed and is still to be tried on the kept days.',
    }),
    techniques: Type.Array(Type.String()),
    kind: Type.Union(
      [Type.Literal('filter'), Type.Literal('correlation'), Type.Literal('behaviour')],
      { description: 'A filter judges single records; the others find patterns in many.' },
    ),
    subject: Subject,
    q: Type.String({ description: 'What it looks at, as a question.' }),
    false_positives: Type.String(),
    needs: Type.Array(Type.String(), { description: 'Kinds of records that it reads.' }),
    next: Type.Array(Type.Object({ hunt: Type.String(), why: Type.String() }), {
      description: 'Hunts that may know more.',
    }),
    parameters: Type.Array(HuntParameter, { description: 'Thresholds.' }),
    findings: Type.Integer({
      description: 'Findings in the time range asked for; suppressed ones are not counted.',
    }),
  },
  { description: 'A hunt as it is for this site.' },
)
export type HuntDescription = Static<typeof HuntDescription>

/** What is wrong with something saved: it is left out, and all else goes on. */
const SavedProblem = Type.Object({
  name: Type.String({ description: 'Hunt or filter.' }),
  message: Type.String(),
  line: Type.Optional(Type.Integer()),
})
export type SavedProblem = Static<typeof SavedProblem>

export const HuntsAnswer = Type.Object({
  hunts: Type.Array(HuntDescription),
  problems: Type.Array(SavedProblem, {
    description: 'Own hunts, filters and tunings that cannot be used as they were saved.',
  }),
})
export type HuntsAnswer = Static<typeof HuntsAnswer>

const Proposal = {
  is_on: Type.Optional(Type.Boolean({ description: 'Absent: as the hunt says itself.' })),
  level: Type.Optional(
    Type.Union(Level.anyOf, { description: 'Of all its findings. Absent: as the hunt says.' }),
  ),
  parameters: Type.Optional(
    Type.Record(Type.String({ pattern: '^[A-Za-z_][A-Za-z0-9_]*$' }), Type.Number(), {
      additionalProperties: false,
      maxProperties: 100,
      description: 'Values by name; those that are absent are as the hunt says.',
    }),
  ),
}

/** How a site wants a hunt. It is put as a whole: what is absent is the hunt's own. */
export const TuningRequest = Type.Object({
  ...Proposal,
  read: Type.Optional(
    Type.Union([Type.Null(), Moment], {
      description:
        '`updated` of the tuning as it was read, or null if there was none. If given, and somebody has changed it since, the request is refused.',
    }),
  ),
})
export type TuningRequest = Static<typeof TuningRequest>

const Tuning = Type.Object({
  ...Proposal,
  updated: Moment,
  updated_by: Type.String(),
})
export type Tuning = Static<typeof Tuning>

export const HuntStatistics = Type.Object({
  from: Moment,
  to: Moment,
  by_day: Type.Array(
    Type.Object({
      day: Type.String({ description: 'UTC day: 2026-06-22.' }),
      findings: Type.Integer(),
      records: Type.Integer({ description: 'Records that the findings stand on.' }),
    }),
    { description: 'Days with findings, the first one first; suppressed ones are not counted.' },
  ),
  findings: Type.Integer(),
  suppressed: Type.Integer(),
  entities: Type.Integer({ description: 'Different entities of the findings.' }),
  confirmed: Type.Integer({ description: 'Findings that analysts confirmed.' }),
  dismissed: Type.Integer({ description: 'Findings that analysts dismissed.' }),
  open: Type.Integer({ description: 'Findings that nobody has judged.' }),
  last_match: Type.Union([Type.Null(), Moment], {
    description: 'End of the newest finding ever, whatever the time range.',
  }),
  last_run: Type.Union(
    [
      Type.Object({
        at: Moment,
        ms: Type.Integer({ description: 'Time that it took.' }),
        together: Type.Integer({
          description: 'Hunts that were tried in this time: filters are tried together.',
        }),
        error: Type.Optional(Type.String({ description: 'Why it could not be run.' })),
      }),
      Type.Null(),
    ],
    { description: 'Null if it never ran.' },
  ),
})
export type HuntStatistics = Static<typeof HuntStatistics>

const OwnDocument = Type.Object({
  from: Type.Optional(Type.String({ description: 'Time range saved with it.' })),
  to: Type.Optional(Type.String()),
  created: Moment,
  updated: Moment,
  updated_by: Type.String(),
})

/** Everything about one hunt. */
export const HuntDetail = Type.Object({
  hunt: HuntDescription,
  untuned: Type.Object(
    { is_on: Type.Boolean(), level: Level, q: Type.String() },
    { description: 'What the hunt itself says.' },
  ),
  tuning: Type.Union([Tuning, Type.Null()]),
  filters: Type.Array(Type.Object({ id: Type.String(), title: Type.String() }), {
    description: 'Filters that narrow it.',
  }),
  suppressions: Type.Integer({ description: 'Suppressions in force that concern it.' }),
  sigma: Type.Union([Type.Null(), Type.String()], {
    description: 'Its text, YAML; null if it is written in code.',
  }),
  sql: Type.String({ description: 'What it looks at, as the engine is asked.' }),
  sql_parameters: Type.Record(Type.String(), Type.Unknown()),
  statistics: HuntStatistics,
  own: Type.Union([OwnDocument, Type.Null()], { description: 'Null if it was shipped.' }),
  notes: Type.Array(Type.String(), {
    description: 'What to know, such as that Spoor cannot read what it is about.',
  }),
})
export type HuntDetail = Static<typeof HuntDetail>

const DocumentText = Type.String({
  minLength: 1,
  maxLength: 1_048_576,
  description: 'YAML: a Sigma rule, a correlation after its rules, a behaviour, or a filter.',
})
const SavedTime = Type.Optional(
  Type.String({ maxLength: 64, pattern: '^[ -~]*$', description: 'ISO 8601 or `now-30d`.' }),
)

export const OwnHuntRequest = Type.Object({
  text: DocumentText,
  from: SavedTime,
  to: SavedTime,
  is_on: Type.Optional(
    Type.Boolean({ description: 'Absent: on, unless its status says that it is experimental.' }),
  ),
  read: Type.Optional(
    Type.String({
      description:
        'For a change: `own.updated` as it was read. If given, and somebody has changed it since, the request is refused.',
    }),
  ),
})
export type OwnHuntRequest = Static<typeof OwnHuntRequest>

export const FromQuestionRequest = Type.Object({
  title: Type.String({ minLength: 3, maxLength: 256 }),
  q: Type.String({ minLength: 1, maxLength: 10_000 }),
  subject: Subject,
  level: Type.Optional(Type.Union(Level.anyOf)),
  description: Type.Optional(Type.String({ minLength: 1, maxLength: 4000 })),
})
export type FromQuestionRequest = Static<typeof FromQuestionRequest>

/** A document made from a question, to be looked at, changed and saved. */
export const DocumentAnswer = Type.Object({ text: Type.String() })
export type DocumentAnswer = Static<typeof DocumentAnswer>

export const PreviewRequest = Type.Object(
  {
    id: Type.Optional(Type.String({ maxLength: 256, description: 'A hunt that there is.' })),
    tuning: Type.Optional(
      Type.Object(Proposal, {
        additionalProperties: false,
        description: 'Instead of its tuning. Absent: as it is tuned.',
      }),
    ),
    text: Type.Optional(DocumentText),
    from: SavedTime,
    to: SavedTime,
  },
  { description: 'Give an `id`, with a proposed tuning if you like, or a `text`.' },
)
export type PreviewRequest = Static<typeof PreviewRequest>

const PreviewedFinding = Type.Object({
  day: Type.String(),
  level: Level,
  entity: Type.String(),
  client: Type.String(),
  server: Type.String(),
  user: Type.String(),
  why: Type.String(),
  first_seen: Moment,
  last_seen: Moment,
  count: Type.Integer(),
  bytes: Type.Union([Type.Integer(), Type.Null()]),
  evidence: Type.Object({ subject: Subject, q: Type.String(), from: Moment, to: Moment }),
})
export type PreviewedFinding = Static<typeof PreviewedFinding>

/** What a hunt would find, without that anything is kept. */
export const PreviewAnswer = Type.Object({
  title: Type.String(),
  from: Moment,
  to: Moment,
  findings: Type.Integer(),
  records: Type.Integer({ description: 'Records that the findings stand on.' }),
  entities: Type.Integer(),
  by_day: Type.Array(
    Type.Object({
      day: Type.String(),
      findings: Type.Integer(),
      kept: Type.Integer({ description: 'Findings that are kept of the hunt as it is.' }),
    }),
    { description: 'Every UTC day that was looked at, the first one first.' },
  ),
  kept: Type.Integer({ description: 'Findings that are kept of the hunt as it is.' }),
  by_level: Type.Array(Type.Object({ level: Level, count: Type.Integer() })),
  sample: Type.Array(PreviewedFinding, { description: 'Twenty of them, the gravest first.' }),
  took_ms: Type.Integer(),
  cut: Type.Union([Type.Null(), Type.String()], {
    description: 'Why not everything was looked at or counted; null if everything was.',
  }),
})
export type PreviewAnswer = Static<typeof PreviewAnswer>

export const HuntFilter = Type.Object({
  id: Type.String(),
  title: Type.String(),
  text: Type.String({ description: 'YAML.' }),
  hunts: Type.Array(Type.String(), { description: 'Ids of the hunts that it narrows.' }),
  problem: Type.Optional(Type.String({ description: 'Why it cannot be used as it was saved.' })),
  updated: Moment,
  updated_by: Type.String(),
})
export type HuntFilter = Static<typeof HuntFilter>

export const HuntFiltersAnswer = Type.Object({ filters: Type.Array(HuntFilter) })
export type HuntFiltersAnswer = Static<typeof HuntFiltersAnswer>

export const HuntFilterRequest = Type.Object({ text: DocumentText })
export type HuntFilterRequest = Static<typeof HuntFilterRequest>

/** What a request has removed. */
export const RemovedAnswer = Type.Object({ removed: Type.String() })
export type RemovedAnswer = Static<typeof RemovedAnswer>
