import {
  DocumentAnswer,
  ErrorAnswer,
  FieldsAnswer,
  Finding,
  FindingsAnswer,
  FirstsAnswer,
  HistogramAnswer,
  HostAnswer,
  HostCountsAnswer,
  HostFilesAnswer,
  HostFacetsAnswer,
  HostNetworksAnswer,
  HostsAnswer,
  HuntDetail,
  HuntFilter,
  HuntFiltersAnswer,
  HuntsAnswer,
  InsightsAnswer,
  LabelsAnswer,
  ListAnswer,
  NetworkNode,
  NetworksAnswer,
  OrganisationAnswer,
  OrganisationCheckAnswer,
  OrganisationSaved,
  OrganisationVersionAnswer,
  OrganisationVersionsAnswer,
  OutliersAnswer,
  PeerGraphAnswer,
  PeersAnswer,
  PreviewAnswer,
  QuarantineAnswer,
  RecordAnswer,
  RelatedAnswer,
  RemovedAnswer,
  RhythmAnswer,
  SightingKindChanged,
  SightingKindsAnswer,
  SightingsAnswer,
  SpreadAnswer,
  StatusAnswer,
  Suppression,
  SuppressionsAnswer,
  TodayAnswer,
  TopAnswer,
  TrailAnswer,
  VolumeAnswer,
} from '@spoor/model'
import { Type, type TObject, type TProperties, type TSchema } from '@sinclair/typebox'
import type { App } from './app.js'

/** Shapes of answers, which the API's description knows by these names. */
const ANSWERS = {
  DocumentAnswer,
  ErrorAnswer,
  FieldsAnswer,
  Finding,
  FindingsAnswer,
  FirstsAnswer,
  HistogramAnswer,
  HostAnswer,
  HostCountsAnswer,
  HostFilesAnswer,
  HostFacetsAnswer,
  HostNetworksAnswer,
  HostsAnswer,
  HuntDetail,
  HuntFilter,
  HuntFiltersAnswer,
  HuntsAnswer,
  InsightsAnswer,
  LabelsAnswer,
  ListAnswer,
  NetworkNode,
  NetworksAnswer,
  OrganisationAnswer,
  OrganisationCheckAnswer,
  OrganisationSaved,
  OrganisationVersionAnswer,
  OrganisationVersionsAnswer,
  OutliersAnswer,
  PeerGraphAnswer,
  PeersAnswer,
  PreviewAnswer,
  QuarantineAnswer,
  RecordAnswer,
  RelatedAnswer,
  RemovedAnswer,
  RhythmAnswer,
  SightingKindChanged,
  SightingKindsAnswer,
  SightingsAnswer,
  SpreadAnswer,
  StatusAnswer,
  Suppression,
  SuppressionsAnswer,
  TodayAnswer,
  TopAnswer,
  TrailAnswer,
  VolumeAnswer,
} as const

export type AnswerName = keyof typeof ANSWERS

/** Makes the shapes known to the server, so that routes refer to them by name. */
export function addAnswerSchemas(app: App): void {
  for (const [name, schema] of Object.entries(ANSWERS)) app.addSchema({ ...schema, $id: name })
}

function reference(name: AnswerName, description: string): TSchema {
  return Type.Unsafe({ $ref: `${name}#`, description })
}

/** Answers of a route: the one it is there for, and those that refuse. */
export function answers(name: AnswerName, description: string): Record<string, TSchema> {
  return { 200: reference(name, description), ...refusals }
}

/** What every route may answer instead. */
export const refusals: Record<string, TSchema> = {
  '4xx': reference('ErrorAnswer', 'The request was refused; the message says why.'),
  '5xx': reference('ErrorAnswer', 'Spoor could not answer; its log says why.'),
}

/** A request that refuses parameters it does not know: a mistyped name must not go unnoticed. */
export function strict<T extends TProperties>(schema: TObject<T>): TObject<T> {
  return Type.Object(schema.properties, { additionalProperties: false })
}
