/**
 * Masking of FTP passwords in EVE lines, as SQL. Works on `line` (the original) and `e` (what the
 * projection read of it).
 */
const command = `tupleElement(tupleElement(e, 'ftp'), 'command')`
const data = `tupleElement(tupleElement(e, 'ftp'), 'command_data')`

/** True where the event's FTP command is PASS. */
export const PASS = `upper(${command}) = 'PASS'`

/**
 * Keyed hash of the password (SipHash-128 with the installation's secret): equal passwords can be
 * found again, and nobody without the secret can test guesses.
 */
export const passwordHash = `if(${PASS} AND ${data} != '', lower(hex(sipHash128ReferenceKeyed((reinterpretAsUInt64(unhex({key0:String})), reinterpretAsUInt64(unhex({key1:String}))), ${data}))), '')`

/** A JSON string, also one that the end of the line cuts off. */
const JSON_STRING_REST = `(?:[^"\\\\\\\\]|\\\\\\\\.)*`

const commandDataValue = (text: string) =>
  `replaceRegexpAll(${text}, '("command_data"\\\\s*:\\\\s*")${JSON_STRING_REST}', '\\\\1****')`

/** `PASS word` in printable payload, up to the end of the FTP line. */
const printable = (text: string) =>
  `replaceRegexpAll(${text}, '(?i)((?:\\\\\\\\[rn]|\\\\b)PASS )(?:[^"\\\\\\\\]|\\\\\\\\[^rn])*', '\\\\1****')`

/** Payloads in base64 cannot be masked in part: one that holds a password goes whole. */
const withoutPayload = (text: string) =>
  `replaceRegexpAll(${text}, '("(?:payload|packet)"\\\\s*:\\\\s*")[A-Za-z0-9+/=]*', '\\\\1****')`

const carriesPayload = `(position(line, '"payload') > 0 OR position(line, '"packet"') > 0)`
const payloadHasPassword = `(match(line, '(?i)(?:\\\\\\\\[rn]|\\\\b)PASS ') OR match(tryBase64Decode(JSONExtractString(line, 'payload')), '(?i)(^|[\\\\r\\\\n])PASS ') OR match(tryBase64Decode(JSONExtractString(line, 'packet')), '(?i)PASS '))`

/** The line with every password replaced by `****`. */
export const maskedLine = `multiIf(
    ${PASS}, ${withoutPayload(printable(commandDataValue('line')))},
    ${carriesPayload} AND if(${carriesPayload}, ${payloadHasPassword}, 0), ${withoutPayload(printable('line'))},
    line)`

/** Text that could not be read as JSON, masked by its looks: errs on the side of masking. */
export function maskedText(text: string): string {
  return withoutPayload(printable(commandDataValue(text)))
}

/** The same for text in this process, such as the beginning of a line that is too long. */
export function maskText(text: string): string {
  return text
    .replaceAll(/("command_data"\s*:\s*")(?:[^"\\]|\\.)*/g, '$1****')
    .replaceAll(/("(?:payload|packet)"\s*:\s*")[A-Za-z0-9+/=]*/g, '$1****')
    .replaceAll(/((?:\\[rn]|\b)PASS )(?:[^"\\\r\n]|\\[^rn])*/gi, '$1****')
}
