/**
 * SQL of the zone, by where data goes: `senderHome` and `receiverHome` are SQL that is true for
 * an address of one's own.
 */
export function zoneOf(senderHome: string, receiverHome: string): string {
  return `multiIf(${senderHome} AND ${receiverHome}, 'lateral', ${senderHome}, 'egress', ${receiverHome}, 'ingress', 'external')`
}
