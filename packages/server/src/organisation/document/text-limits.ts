import { OrganisationError } from '../organisation.js'
import { ORGANISATION_LIMITS as LIMITS } from './limits.js'
import { numberText } from './read-values.js'

/** @throws OrganisationError if a file is larger than one may be; it is not read before that */
export function refuseLargeText(text: string, most: number = LIMITS.bytes): void {
  if (Buffer.byteLength(text) > most) {
    throw new OrganisationError(`The file is larger than ${numberText(most)} bytes.`)
  }
  let lines = 1
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) lines += 1
  if (lines > LIMITS.lines) {
    throw new OrganisationError(
      `The file has ${numberText(lines)} lines; ${numberText(LIMITS.lines)} is the most. ` +
        `An organisation has at most ${numberText(LIMITS.networks)} networks.`,
    )
  }
}
