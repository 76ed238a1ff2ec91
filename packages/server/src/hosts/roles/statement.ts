import { isHostAddress } from '../../derive/facts/addresses.js'
import { ROLES, type Role } from './roles.js'
import { REFUSED, SIGNS, type Sign } from './signs.js'

/** Of each sign so many values are shown. */
const SHOWN = 5
/** Characters of a value that are shown. */
const SHOWN_CHARACTERS = 80

/** Days of flows, up to the newest, in which scans are looked for. */
const SCAN_DAYS = 7
/** So many addresses that refused or never answered make a scan, if they are at least half of all. */
const SCANNED_HOSTS = 50
/** So many ports, wherever they are, do as well. */
const SCANNED_PORTS = 500

const ENTRIES: readonly (readonly [string, Sign])[] = Object.entries(SIGNS)

/** SQL of `role`, `host`, `since` and `evidence` of every host with a role, from all facts. */
export function rolesStatement(): string {
  const roles = ROLES.map(roleTuple).join(',\n')
  return `SELECT found.1 AS role, host, found.2 AS since, found.3 AS evidence FROM (
  SELECT host, arrayJoin(arrayFilter(one -> one.1 != '', [${roles}])) AS found FROM (
    SELECT host, CAST((groupArray(sign), groupArray(count)), 'Map(String, UInt64)') AS n,
      arraySort(one -> one.1, groupArray((sign, words, since))) AS met
    FROM (${signsOfFacts()}
      UNION ALL
      ${signsOfFlows()})
    GROUP BY host
  )
)`
}

function roleTuple({ role, signs, when }: Role): string {
  const order = `[${signs.map((sign) => `'${sign}'`).join(', ')}]`
  const own = `arraySort(one -> indexOf(${order}, one.1), arrayFilter(one -> has(${order}, one.1), met))`
  return `(if(${when}, '${role}', ''), arrayMin(one -> one.3, ${own}), arrayMap(one -> one.2, ${own}))`
}

/** `host`, `sign`, `count` (of values), `words` and `since`. */
function signsOfFacts(): string {
  const own = ENTRIES.filter(([, sign]) => !sign.isOfValue)
  const ofValue = ENTRIES.filter(([, sign]) => sign.isOfValue)
  const words = ENTRIES.map(([name, sign]) => {
    const more = `if(count > ${SHOWN}, concat(' and ', toString(count - ${SHOWN}), ' more'), '')`
    const values = `concat(arrayStringConcat(shown, ', '), ${more})`
    return `sign = '${name}', ${sign.words('count', values)}`
  })
  return `SELECT host, sign, count() AS count,
      arrayMap(v -> leftUTF8(replaceOne(v, ' tcp/', ' on tcp/'), ${SHOWN_CHARACTERS}), groupArraySorted(${SHOWN})(value)) AS shown,
      multiIf(${words.join(',\n')}, '') AS words, min(first) AS since
    FROM (
      SELECT host, arrayJoin(signs) AS sign, value, min(first) AS first FROM (
        SELECT host, value, first, ${signsOf(own)} AS signs
        FROM facts WHERE attribute IN (${attributesOf(own)}) AND value != ''
        UNION ALL
        SELECT assumeNotNull(server) AS host, client AS value, first, signs FROM (
          SELECT toIPv6OrNull(value) AS server, toString(host) AS client, first, ${signsOf(ofValue)} AS signs
          FROM facts WHERE attribute IN (${attributesOf(ofValue)})
        ) WHERE isNotNull(server)
      )
      WHERE ${isHostAddress('host')}
      GROUP BY host, sign, value
    )
    GROUP BY host, sign`
}

function attributesOf(signs: typeof ENTRIES): string {
  const names = new Set(signs.flatMap(([, { attributes }]) => attributes))
  return [...names].map((name) => `'${name}'`).join(', ')
}

function signsOf(signs: typeof ENTRIES): string {
  const tests = signs.map(([name, { attributes, where }]) => {
    const isOne = attributes.map((attribute) => `attribute = '${attribute}'`).join(' OR ')
    return `if((${isOne})${where === undefined ? '' : ` AND (${where})`}, '${name}', '')`
  })
  return `arrayFilter(s -> s != '', [${tests.join(',\n')}])`
}

/** Hosts that tried many others which did not answer, or refused; just TCP, where that can be told. */
function signsOfFlows(): string {
  const refused = `(ifNull(destination_packets, 0) <= 1 AND network_protocol IN ('', 'failed'))`
  return `SELECT host, '${REFUSED}' AS sign, toUInt64(hosts) AS count, CAST([], 'Array(String)') AS shown,
      concat('tried ', toString(hosts), ' addresses and ', toString(ports), ' ports that refused or never answered, of ',
        toString(all_hosts), ' addresses in ${SCAN_DAYS} days') AS words, since
    FROM (
      SELECT assumeNotNull(source_ip) AS host, uniqIf(destination_ip, ${refused}) AS hosts,
        uniqIf((destination_ip, destination_port), ${refused}) AS ports, uniq(destination_ip) AS all_hosts,
        minIf(ts, ${refused}) AS since
      FROM events
      WHERE event_type = 'flow' AND network_transport = 'TCP' AND isNotNull(source_ip) AND isNotNull(destination_ip)
        AND ts > (SELECT least(max(ts), now64(6, 'UTC')) FROM events) - toIntervalDay(${SCAN_DAYS})
      GROUP BY source_ip
      HAVING (hosts >= ${SCANNED_HOSTS} AND hosts * 2 >= all_hosts) OR ports >= ${SCANNED_PORTS}
    )`
}
