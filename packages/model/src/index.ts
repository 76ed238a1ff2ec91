export {
  attackId,
  isWithinTechnique,
  parentTechnique,
  shortTechniqueName,
  tacticOf,
  techniqueName,
  techniquesIn,
} from './attack/attack.js'
export { ATTACK_VERSION, TACTICS } from './attack/names.js'
export * from './fields/field.js'
export { eventFields, fieldsOf, findField } from './fields/dictionary.js'
export type { AttributePivot, HostAttribute, HostAttributeKind } from './fields/host-attribute.js'
export { factAttributes, findHostAttribute, hostAttributes } from './fields/host-attributes.js'
export * from './api/records.js'
export * from './api/findings.js'
export * from './api/decisions.js'
export * from './api/hunts.js'
export * from './api/health.js'
export * from './api/organisation.js'
export * from './api/trail.js'
export * from './api/sightings.js'
export * from './api/host.js'
export * from './api/hosts.js'
export {
  Subject as SubjectSchema,
  Moment,
  Value,
  Row,
  Question,
  Completeness,
  ErrorAnswer,
} from './api/common.js'
export type * from './query/ast.js'
export { allOf, anyOf } from './query/build-query.js'
export { escapeWildcard, wildcardParts } from './query/escapes.js'
export type { WildcardPart } from './query/escapes.js'
export { QUERY_LIMITS } from './query/limits.js'
export { checkRegex, regexMatchesEmpty } from './query/field-values.js'
export { parseQuery } from './query/parse.js'
export type { ParseOptions, ParseResult } from './query/parse.js'
export { printQuery, printValue } from './query/print.js'
export {
  formatAddress,
  parseAddress,
  parseBoolean,
  parseDecimal,
  parseInteger,
  parseNetwork,
  parseTime,
} from './query/values.js'
export type { AddressRange, TimeSpan } from './query/values.js'
export { fromChips, toChips } from './query/chips.js'
export type { Chip } from './query/chips.js'
export { completionsAt } from './query/complete.js'
export type { Completion, Completions, CompletionSources } from './query/complete.js'
export { exclude, include, only } from './query/narrow.js'
export { parser as questionParser } from './query/generated/parser.js'
