import type { Finding } from '@spoor/model'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { gunzipSync } from 'node:zlib'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { keepEverything } from '../derive/keep-folds.js'
import { DEFAULT_ORGANISATION, parseOrganisation } from '../organisation/organisation.js'
import { openEveBench, type EveBench } from '../sources/eve/eve.testing.js'
import { evaluateHunts } from './evaluate-hunts.js'
import { evidenceOf } from './evidence.testing.js'
import { listFindings } from './findings.js'
import { hunts } from './library/index.js'

const path = (relative: string) => fileURLToPath(new URL(relative, import.meta.url))

let bench: EveBench
beforeAll(async () => {
  bench = await openEveBench()
})
afterAll(() => bench.close())

/** All findings over everything in the store. */
async function hunt(organisation = DEFAULT_ORGANISATION): Promise<Finding[]> {
  const [edges] = await bench.store.rows<{ first: number; last: number }>(
    `SELECT toFloat64(toUnixTimestamp64Milli(min(ts))) AS first,
       toFloat64(toUnixTimestamp64Milli(max(ts))) AS last FROM events`,
  )
  const range = { from: new Date(edges?.first ?? 0), to: new Date((edges?.last ?? 0) + 1) }
  await keepEverything(bench.store, organisation)
  const context = { now: range.to, lists: new Map([['home', organisation.home]]) }
  await evaluateHunts(bench.store, range, context, hunts)
  return (await listFindings(bench.store, { limit: 1000 })).findings
}

async function forget(): Promise<void> {
  for (const table of ['events', 'sessions', 'transfers', 'findings'])
    await bench.store.run(`TRUNCATE TABLE ${table}`)
}

describe('the recorded office', () => {
  const demo = path('../../../../demo/')
  const config = parse(readFileSync(`${demo}spoor.yaml`, 'utf8')) as {
    networks: { home: string[] }
    policy: unknown
  }
  const organisation = parseOrganisation({
    home: config.networks.home,
    policy: config.policy,
  })
  const { hostile } = parse(readFileSync(`${demo}answers.yaml`, 'utf8')) as {
    hostile: Record<string, { hunts: Record<string, string> }>
  }
  const takes = readdirSync(`${demo}recordings`)
  let findings: Finding[]

  beforeAll(async () => {
    for (const take of takes) {
      const lines = gunzipSync(readFileSync(`${demo}recordings/${take}/eve.json.gz`))
      await bench.insert(lines.toString(), take)
    }
    findings = await hunt(organisation)
  })
  afterAll(forget)

  /** `hunt client → server` of what should be found in a take. */
  function expectedOf(take: string): string[][] {
    const { roles, sessions } = parse(
      readFileSync(`${demo}recordings/${take}/take.yaml`, 'utf8'),
    ) as {
      roles: Record<string, { address: string; address6?: string }>
      sessions?: { client: string; server: string }[]
    }
    const addresses = (role: string) =>
      [roles[role]?.address, roles[role]?.address6].filter((address) => address !== undefined)
    const pairs = (sessions ?? []).flatMap(({ client, server }) =>
      addresses(client).flatMap((c) => addresses(server).map((s) => `${c} → ${s}`)),
    )
    const names = Object.keys(hostile[take]?.hunts ?? {})
    return names.map((name) => [...new Set(pairs)].map((pair) => `${name} ${pair}`))
  }

  const found = () => findings.map((finding) => `${finding.hunt} ${finding.entity}`)

  it.each(takes.filter((take) => hostile[take]))('finds all that is hostile in %s', (take) => {
    const missing = expectedOf(take).filter(
      (pairs) => !pairs.some((pair) => found().includes(pair)),
    )
    expect(missing).toEqual([])
  })

  it('finds nothing else', () => {
    const expected = new Set(takes.flatMap((take) => expectedOf(take).flat()))
    expect(found().filter((pair) => !expected.has(pair))).toEqual([])
  })

  it('shows the evidence of each finding with its question', async () => {
    for (const name of ['parallel-bulk-uploads', 'ftp-failures-then-success', 'stealer-uploads']) {
      const finding = findings.find((one) => one.hunt === name)
      expect(finding, name).toBeDefined()
      if (finding === undefined) continue
      const evidence = await evidenceOf(bench.store, finding)
      expect(evidence, name).toHaveLength(finding.count)
      expect(evidence.slice(0, 20), name).toEqual(finding.evidence.ids)
    }
  })
})

const data = path('../../../../../shared/data/eve-from-pcap/')
if (!existsSync(data)) console.warn(`Skipped: hunts on real captures: no folder ${data}`)

describe.skipIf(!existsSync(data))('real captures', () => {
  afterEach(forget)

  it.each([
    ['Trace-Share-Dataset__SSH-Hydra_hydra-1_tasks.pcap', ['login-brute-force']],
    ['Trace-Share-Dataset__SSH-Medusa_medusa-1_tasks.pcap', ['login-brute-force']],
    ['zeek-bro__testing_btest_Traces_ftp_bruteforce.pcap', ['login-brute-force']],
    [
      'corelight-zeek-agenttesla-detector__testing_Traces_f9421792-7d2c-47d3-90e0-07eb54ae12fa.pcap',
      ['cleartext-credentials', 'external-ftp-upload', 'stealer-uploads'],
    ],
    ['zeek-bro__testing_btest_Traces_ssh_ssh-on-port-80.trace', ['odd-port']],
  ])('%s: %j', async (file, expected) => {
    await bench.insert(readFileSync(`${data}${file}.json`, 'utf8'))
    const findings = await hunt()
    expect([...new Set(findings.map((finding) => finding.hunt))].toSorted()).toEqual(expected)
  })
})
