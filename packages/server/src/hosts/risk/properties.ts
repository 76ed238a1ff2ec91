import type { RecordsQuestion } from '@spoor/model'
import { recordsQuestion } from '../records-question.js'

/** A property of a host that adds to its risk, told from its facts. */
export interface RiskProperty {
  /** Stable name: `ftp-offered`. */
  readonly id: string
  /** What is so, after "The host": `offers FTP`. */
  readonly what: string
  /** Attribute of the facts that say so. */
  readonly attribute: string
  /** Values of it that count, in lower case; all if absent. */
  readonly values?: readonly string[]
  /** Points, unless the site says otherwise. */
  readonly weight: number
  /** Question for the records that show it; `value` is one of the values. */
  show(host: string, value: string): RecordsQuestion
}

/** Versions that RFC 8996 and those before it took out of use, as sensors write them. */
const OLD_TLS = [
  'sslv2',
  'sslv3',
  'ssl 2.0',
  'ssl 3.0',
  'tlsv1',
  'tls 1.0',
  'tlsv1.0',
  'tls 1.1',
  'tlsv1.1',
]

export const PROPERTIES: readonly RiskProperty[] = [
  {
    id: 'anonymous-ftp',
    what: 'lets clients in by anonymous FTP',
    attribute: 'ftp_anonymous_served',
    weight: 10,
    show: (host) =>
      recordsQuestion('sessions', [
        ['server.ip', host],
        ['session.outcome', 'anonymous'],
      ]),
  },
  {
    id: 'clear-text-logins',
    what: 'sends passwords in clear',
    attribute: 'clear_text_user',
    weight: 6,
    show: (host) =>
      recordsQuestion('sessions', [
        ['client.ip', host],
        ['session.clear_text', 'true'],
      ]),
  },
  {
    id: 'ftp-offered',
    what: 'offers FTP',
    attribute: 'transfer_service_served',
    values: ['ftp'],
    weight: 5,
    show: (host) =>
      recordsQuestion('sessions', [
        ['server.ip', host],
        ['service', 'ftp'],
      ]),
  },
  {
    id: 'tftp-offered',
    what: 'offers TFTP, which knows no passwords',
    attribute: 'transfer_service_served',
    values: ['tftp'],
    weight: 5,
    show: (host) =>
      recordsQuestion('transfers', [
        ['server.ip', host],
        ['service', 'tftp'],
      ]),
  },
  {
    id: 'odd-port-service',
    what: 'offers a service on a port that is not usual for it',
    attribute: 'odd_port_service',
    weight: 6,
    show: (host, value) => {
      const [, protocol = '', port = ''] = /^(\S+) \w+\/(\d+)$/.exec(value) ?? []
      return recordsQuestion('events', [
        ['destination.ip', host],
        ...(port === ''
          ? []
          : ([
              ['network.protocol', protocol],
              ['destination.port', port],
            ] as const)),
      ])
    },
  },
  {
    id: 'old-tls-offered',
    what: 'offers a TLS version that is out of use',
    attribute: 'tls_version_served',
    values: OLD_TLS,
    weight: 4,
    show: (host, value) =>
      recordsQuestion('events', [
        ['destination.ip', host],
        ['tls.version', value],
      ]),
  },
  {
    id: 'old-tls-used',
    what: 'uses a TLS version that is out of use',
    attribute: 'tls_version',
    values: OLD_TLS,
    weight: 2,
    show: (host, value) =>
      recordsQuestion('events', [
        ['source.ip', host],
        ['tls.version', value],
      ]),
  },
]

export function findProperty(id: string): RiskProperty | undefined {
  return PROPERTIES.find((property) => property.id === id)
}
