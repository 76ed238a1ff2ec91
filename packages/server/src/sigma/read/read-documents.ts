import {
  SigmaError,
  type LogSource,
  type SigmaDocument,
  type SigmaFilter,
  type SigmaHeader,
  type SigmaProblem,
  type SigmaRule,
} from '../document.js'
import { readCorrelation } from './read-correlation.js'
import { readDetection } from './read-detection.js'
import { readHeader } from './read-header.js'
import { readYaml } from './read-yaml.js'
import {
  asMap,
  asText,
  asTexts,
  attribute,
  quoted,
  type YamlEntry,
  type YamlMap,
} from './yaml-node.js'

/**
 * Reads the rules, correlations and filters of a Sigma file (Sigma specification 2.1.0).
 * Each document is judged by itself, and what is wrong first is its problem. References between
 * documents, fields, modifiers and log sources are not looked at. Never throws, whatever the text.
 * @param file its name, for messages
 */
export function readSigma(
  text: string,
  file: string,
): { readonly documents: SigmaDocument[]; readonly problems: SigmaProblem[] } {
  const documents: SigmaDocument[] = []
  const problems: SigmaProblem[] = []
  for (const result of readYaml(text, file)) {
    if (!('kind' in result)) {
      problems.push(result)
      continue
    }
    try {
      documents.push(readDocument(result))
    } catch (error) {
      if (!(error instanceof SigmaError)) throw error
      problems.push(error.problem)
    }
  }
  return { documents, problems }
}

function readDocument(map: YamlMap): SigmaDocument {
  refuseAction(map)
  const [kind, ...others] = KINDS.filter((key) => map.entries.has(key))
  const entry = kind && map.entries.get(kind)
  if (!entry) {
    throw new SigmaError(
      map.place,
      'The document has no "detection", no "correlation" and no "filter".',
    )
  }
  if (others.length > 0) {
    const [other = ''] = others
    const hint = 'Write two documents, with "---" between them.'
    throw new SigmaError(
      entry.place,
      `A document cannot have both ${quoted(kind)} and ${quoted(other)}.`,
      hint,
    )
  }
  const header = readHeader(map)
  switch (kind) {
    case 'detection':
      return readRule(map, entry, header)
    case 'correlation':
      return readCorrelation(map, entry, header)
    case 'filter':
      return readFilter(map, entry, header)
  }
}

const KINDS = ['detection', 'correlation', 'filter'] as const

/** Rule collections, which Sigma had before its version 2. */
function refuseAction(map: YamlMap): void {
  const entry = map.entries.get('action')
  if (entry?.value.kind !== 'scalar') return
  const { value } = entry.value
  if (value !== 'global' && value !== 'repeat' && value !== 'reset') return
  throw new SigmaError(
    entry.place,
    `Rule collections ("action: ${value}") are no longer part of Sigma.`,
    'Write each rule out in full.',
  )
}

function readRule(map: YamlMap, entry: YamlEntry, header: SigmaHeader): SigmaRule {
  const logSource = readLogSource(map)
  const fields = attribute(map, 'fields')
  return {
    ...header,
    kind: 'rule',
    logSource,
    detection: readDetection(asMap(entry, 'detection'), entry.place),
    fields: fields ? asTexts(fields, 'fields') : [],
  }
}

function readFilter(map: YamlMap, entry: YamlEntry, header: SigmaHeader): SigmaFilter {
  const logSource = readLogSource(map)
  const section = asMap(entry, 'filter')
  return {
    ...header,
    kind: 'filter',
    logSource,
    rules: readFilterRules(section, entry),
    detection: readDetection(section, entry.place, ['rules']),
  }
}

function readFilterRules(section: YamlMap, { place }: YamlEntry): readonly string[] | 'any' {
  const entry = attribute(section, 'rules')
  const hint = 'Write ids or names of rules, or "any" for all of the log source.'
  if (!entry) throw new SigmaError(place, 'The filter has no "rules".', hint)
  if (entry.value.kind === 'scalar' && entry.value.value === 'any') return 'any'
  const rules = asTexts(entry, 'rules')
  if (rules.length > 0) return rules
  throw new SigmaError(entry.place, 'The list of rules is empty.', hint)
}

/** `definition` and further attributes are for readers and not kept. */
function readLogSource(map: YamlMap): LogSource {
  const entry = attribute(map, 'logsource')
  if (!entry) throw new SigmaError(map.place, 'The document has no "logsource".')
  const section = asMap(entry, 'logsource')
  const text = (key: string) => {
    const found = attribute(section, key)
    return found && asText(found, key, 256)
  }
  const source = { product: text('product'), category: text('category'), service: text('service') }
  if (source.product ?? source.category ?? source.service) return { place: entry.place, ...source }
  throw new SigmaError(
    entry.place,
    'The log source is empty.',
    'It needs a "product", a "category" or a "service".',
  )
}
