import type { Command } from 'commander'
import { openInstallation, type Installation } from '../installation.js'
import { listFindings } from '../hunts/findings.js'
import { decisionsOf } from '../hunts/tuning/index.js'
import { huntChangedHunts, huntEverything, huntNewEvents } from '../serving/hunting.js'
import { engineTime } from '../serving/new-events.js'
import { keepKnownHosts } from '../serving/keep-known-hosts.js'
import { CommandError } from './errors.js'
import { EXIT, type ExitCode } from './exit-codes.js'
import { counted } from './figures.js'
import { ingestWithProgress, resultJson, resultText, sayTroubles } from './ingest-progress.js'
import { interruptible } from './interrupt.js'
import { withData, withExamples } from './options.js'
import { print } from './output.js'
import { configOf, dataDirectoryOf, isBehind, type StoreFlags } from './settings.js'
import { takeStandardInput, type TakenInput } from './standard-input.js'
import { jsonLine } from './terminal-text.js'

interface IngestFlags extends StoreFlags {
  readonly json?: boolean
}

export const PATHS_HELP = `
PATH is a log (Suricata EVE: eve.json, also .gz and .zst), a capture (.pcap, .pcapng; needs the
installed Suricata), a folder (everything in it that looks like one of these), or - for standard
input, which is read to its end first. Formats are told by content, not by name.
`

export function addIngest(program: Command, done: (code: ExitCode) => void): void {
  const command = program
    .command('ingest')
    .description('take logs and captures into a store')
    .argument('<path...>', 'files, folders, captures, or -')
    .option('--json', 'the last line of the output is one JSON object')
  withExamples(
    withData(command),
    [
      'spoor ingest /var/log/suricata --data spoor-data',
      'zcat eve-*.json.gz | spoor ingest - --data spoor-data',
      'spoor ingest office.pcap --data spoor-data --json',
    ],
    `${PATHS_HELP}
What is in the store already is not taken again: the same command can be repeated, also after a
crash. Lines that are no events are quarantined: spoor doctor shows them.
`,
  ).action(async (paths: string[], flags: IngestFlags) => done(await ingest(paths, flags)))
}

const TEXTS = {
  stopping: 'Finishing the chunk at hand…',
  stopped: 'Stopped before the end. The same command goes on where this one stopped.',
}

async function ingest(paths: readonly string[], flags: IngestFlags): Promise<ExitCode> {
  return interruptible(TEXTS, async (signal) => {
    const config = await configOf(flags)
    const directory = dataDirectoryOf(flags, config)
    const taken = await takeStandardInput(paths, directory, signal)
    try {
      const installation = await openInstallation(config, { directory })
      try {
        return await ingestInto(installation, taken.paths, flags, signal)
      } finally {
        await installation.close()
      }
    } finally {
      await taken.remove()
    }
  })
}

async function ingestInto(
  installation: Installation,
  paths: TakenInput['paths'],
  flags: IngestFlags,
  signal: AbortSignal,
): Promise<ExitCode> {
  const { events } = installation
  const wasBehind = await isBehind(installation, flags)
  const since = await engineTime(events)
  const result = await ingestWithProgress(installation, paths, signal)
  sayTroubles(result)
  if (!signal.aborted) {
    if (wasBehind) await huntEverything(installation)
    else if (result.events > 0) await huntNewEvents(installation, since)
    await huntChangedHunts(installation)
    if (!wasBehind && result.events > 0) await keepKnownHosts(installation)
  }
  const decisions = await decisionsOf(installation)
  const { total } = await listFindings(events, { limit: 1 }, new Date(), decisions)
  if (flags.json) await print(`${jsonLine({ ...resultJson(result), findings: total })}\n`)
  else await print(`${resultText(result)}\n${counted(total, 'finding')} in the store.\n`)
  if (result.interrupted) return EXIT.interrupted
  if (result.sources === 0) throw new CommandError(NOTHING_TO_READ)
  if (result.troubles.length === 0) return EXIT.ok
  return result.troubles.length < result.sources || result.events > 0 ? EXIT.partial : EXIT.failed
}

/** Nothing among the paths can be taken in. */
export const NOTHING_TO_READ = 'Nothing there looks like a Suricata EVE log or a capture.'
