import {
  allFindings,
  closeStandardInput,
  findingsText,
  huntEverything,
  ingestPaths,
  openInstallation,
  readOrganisation,
  readConfig,
  startServing,
  summaryOf,
  summaryText,
} from '@spoor/server'
import { readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { officeAnswers } from './answers.js'
import { DEFAULT_SEED, writeOffice } from './compose.js'
import { officeRoles, rolesText, scoreRoles, type HostRoles } from './roles.js'
import { furtherHunts, score } from './score.js'
import { furtherText, scoreText } from './score-text.js'

/**
 * The demo, `npm run demo`: composes the recorded office into two weeks that end now, loads it into
 * a throwaway store, runs the hunts, prints what they found and how well, and serves the page.
 * `-- --once` ends after printing.
 */
const { values: options } = parseArgs({
  options: {
    once: { type: 'boolean', default: false },
    port: { type: 'string' },
    seed: { type: 'string', default: String(DEFAULT_SEED) },
    help: { type: 'boolean' },
  },
})
if (options.help) {
  console.log('npm run demo [-- --once] [-- --port N] [-- --seed N]')
  process.exit(0)
}

const RECORDINGS = fileURLToPath(new URL('../recordings', import.meta.url))
const CONFIG = fileURLToPath(new URL('../spoor.yaml', import.meta.url))
const ORGANISATION = fileURLToPath(new URL('../organisation.yaml', import.meta.url))
const ROLES = fileURLToPath(new URL('../roles.yaml', import.meta.url))

const say = (text: string): void => void process.stderr.write(`${text}\n`)
/** The office ends on a whole minute, so that a run can be repeated by its printed end. */
const end = new Date(Math.floor(Date.now() / 60_000) * 60_000)
const office = { seed: Number(options.seed), end, recordingsDir: RECORDINGS }

const config = { ...(await readConfig(CONFIG)), clickhouseUrl: undefined, databaseUrl: undefined }
closeStandardInput()
const installation = await openInstallation(config)
let stopping = false
try {
  const organisation = readOrganisation(await readFile(ORGANISATION, 'utf8'), 'yaml')
  await installation.current.save(
    installation,
    { input: organisation.input, base: 0, note: 'The recorded office.' },
    { name: 'demo', now: new Date() },
  )
  const file = join(installation.directory, 'office.json')
  say('Composing two weeks of the recorded office…')
  const { events } = await writeOffice(file, office)
  say(`Loading ${events.toLocaleString('en')} events…`)
  const loaded = await ingestPaths(installation, [file])
  await rm(file)
  say('Hunting…')
  await huntEverything(installation)

  const { findings } = await allFindings(installation.events)
  const answers = await officeAnswers(office)
  const scored = findings.map((finding) => ({
    hunt: finding.hunt,
    entity: finding.entity,
    client: finding.client,
    server: finding.server,
    firstSeen: new Date(finding.first_seen),
    lastSeen: new Date(finding.last_seen),
  }))
  const width = process.stdout.columns ?? 120
  console.log(findingsText(findings, width))
  console.log(`\n${summaryText(await summaryOf(installation))}`)
  console.log(
    `\nLoaded in ${loaded.seconds.toFixed(1)} s, ${loaded.quarantined} lines quarantined.`,
  )
  console.log(`\nHow well the hunts did, against the answer key (demo/answers.yaml):\n`)
  console.log(scoreText(score(scored, answers)))
  console.log(`\nHunts that the key says nothing of, and how much of it is about its attacks:\n`)
  console.log(furtherText(furtherHunts(scored, answers)))

  console.log(`\nHow well roles of hosts were inferred, against demo/roles.yaml:\n`)
  const { seen, inferred } = await inferredRoles()
  console.log(rolesText(scoreRoles(seen, inferred, await officeRoles(ROLES))))

  if (!options.once) {
    const port = Number(options.port ?? config.listen.port)
    const listen = { host: '127.0.0.1', port }
    const serving = await startServing(installation, { listen, orNextPort: !options.port })
    console.log(`\nThe page: ${serving.url}  (Ctrl-C ends)`)
    await new Promise<void>((resolve) => {
      for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => resolve())
    })
    stopping = true
    await serving.close()
  }
} finally {
  await installation.close()
}
if (stopping) process.exit(0)

/** Hosts of the office that were seen, and the roles that were inferred of them. */
async function inferredRoles(): Promise<{ seen: string[]; inferred: HostRoles }> {
  const rows = await installation.events.rows<{ address: string; roles: string[] }>(
    `SELECT replaceOne(toString(host), '::ffff:', '') AS address, groupArrayIf(role, role != '') AS roles
     FROM hosts LEFT JOIN host_roles USING (host) WHERE is_home GROUP BY host`,
  )
  return {
    seen: rows.map(({ address }) => address),
    inferred: new Map(rows.map(({ address, roles }) => [address, roles])),
  }
}
