/** Ports on which a protocol is nothing odd. A protocol that is not listed has no usual ports. */
const USUAL_PORTS: Readonly<Record<string, readonly number[]>> = {
  dhcp: [67, 68, 546, 547],
  dns: [53, 853, 5353, 5355],
  ftp: [21],
  http: [80, 8000, 8008, 8080, 8081, 8088, 8888, 3128, 5985],
  http2: [80, 443, 8080, 8443],
  ike: [500, 4500],
  imap: [143, 993],
  krb5: [88, 464],
  mqtt: [1883, 8883],
  nfs: [2049],
  ntp: [123],
  pgsql: [5432],
  pop3: [110, 995],
  quic: [80, 443, 8443],
  rdp: [3389],
  rfb: [5900, 5901, 5902, 5903],
  sip: [5060, 5061],
  smb: [139, 445],
  smtp: [25, 465, 587, 2525],
  snmp: [161, 162],
  ssh: [22],
  telnet: [23],
  tftp: [69],
  // TLS of its own, and after STARTTLS or AUTH TLS on the port of the protocol before it.
  tls: [
    443, 8443, 9443, 465, 563, 636, 853, 989, 990, 992, 993, 994, 995, 3269, 5061, 5223, 5986, 6514,
    8883, 21, 25, 110, 143, 389, 587, 3389, 5432,
  ],
}

/** SQL that is true where a protocol that has usual ports is on another one. */
export function isOddPort(protocol: string, port: string): string {
  const known = Object.keys(USUAL_PORTS)
  const pairs = known.flatMap((name) =>
    (USUAL_PORTS[name] ?? []).map((number) => `('${name}', ${number})`),
  )
  const names = known.map((name) => `'${name}'`)
  return `(toString(${protocol}) IN (${names.join(', ')}) AND (toString(${protocol}), ifNull(${port}, 0)) NOT IN (${pairs.join(', ')}))`
}
