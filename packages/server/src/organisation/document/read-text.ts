import type { OrganisationFormat } from '@spoor/model'
import { readCsv } from './read-csv.js'
import { readYaml, type ReadText } from './read-yaml.js'
import { refuseLargeText } from './text-limits.js'

/**
 * Reads a file of an organisation. CSV holds the tree of networks alone; what a file leaves out stays
 * as it is.
 * @param most bytes that it may have
 * @throws OrganisationError that names the line
 */
export function readText(text: string, format: OrganisationFormat, most?: number): ReadText {
  refuseLargeText(text, most)
  return format === 'csv' ? readCsv(text) : readYaml(text)
}
