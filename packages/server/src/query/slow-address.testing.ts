/** An address as 128 binary digits, IPv4 mapped; undefined when it is none. */
export function bitsOf(text: string): string | undefined {
  const v4 = /^(.*:)?(\d+)\.(\d+)\.(\d+)\.(\d+)$/.exec(text)
  if (v4 !== null) {
    const octets = v4.slice(2).map(Number)
    if (octets.some((octet) => octet > 255)) return undefined
    const tail = octets.map((octet) => octet.toString(2).padStart(8, '0')).join('')
    if (v4[1] === undefined) return '0'.repeat(80) + '1'.repeat(16) + tail
    const groups = [tail.slice(0, 16), tail.slice(16)].map((bits) => parseInt(bits, 2).toString(16))
    return bitsOf(v4[1] + groups.join(':'))
  }
  if (!/^[0-9a-f:]*:[0-9a-f:]*$/i.test(text)) return undefined
  const [head = '', tail] = text.split('::')
  const left = head.split(':').filter((group) => group !== '')
  const right = (tail ?? '').split(':').filter((group) => group !== '')
  const missing = 8 - left.length - right.length
  if (tail === undefined ? missing !== 0 : missing < 1) return undefined
  const groups = [...left, ...Array<string>(missing).fill('0'), ...right]
  return groups.map((group) => parseInt(group, 16).toString(2).padStart(16, '0')).join('')
}
