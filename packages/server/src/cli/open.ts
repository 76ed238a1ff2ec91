import type { Command } from 'commander'
import { rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { setTimeout as pause } from 'node:timers/promises'
import { openInstallation, type Installation } from '../installation.js'
import type { IngestPathsResult } from '../ingest/ingest-paths.js'
import { huntEverything } from '../serving/hunting.js'
import { startServing, type Serving } from '../serving/serving.js'
import { openBrowser } from './browser.js'
import { CommandError } from './errors.js'
import { EXIT, type ExitCode } from './exit-codes.js'
import { numberText } from './figures.js'
import { allFindings } from './all-findings.js'
import { findingsText, levelCounts } from './findings-text.js'
import { ingestWithProgress, resultJson, resultText, sayTroubles } from './ingest-progress.js'
import { NOTHING_TO_READ, PATHS_HELP } from './ingest.js'
import { aborted, interruptible, unlessAborted } from './interrupt.js'
import { wholeNumber, withConfig, withExamples } from './options.js'
import { outputWidth, print, say } from './output.js'
import { configOf } from './settings.js'
import { takeStandardInput, type TakenInput } from './standard-input.js'
import { summaryOf, summaryText } from './summary.js'
import { jsonLine } from './terminal-text.js'

interface OpenFlags {
  readonly config?: string
  readonly once?: boolean
  readonly browser: boolean
  readonly port?: number
  readonly json?: boolean
}

/** Findings that are printed; the page has them all. */
const MOST_FINDINGS_SHOWN = 40

export function addOpen(program: Command, done: (code: ExitCode) => void): void {
  const command = program
    .command('open')
    .description('look at logs and captures: findings, a summary, and the page; nothing is kept')
    .argument('<path...>', 'files, folders, captures, or -')
    .option('--once', 'print and exit, without the page')
    .option('--no-browser', 'print the address of the page, but do not open it')
    .option(
      '--port <number>',
      'port of the page (default: 8420, or the next free one)',
      wholeNumber(0, 65_535),
    )
    .option('--json', 'print one JSON object instead of tables')
  withExamples(
    withConfig(command),
    [
      'spoor open /var/log/suricata/eve.json',
      'spoor open capture.pcap --once',
      'ssh sensor cat /var/log/suricata/eve.json.1.gz | spoor open -',
    ],
    `${PATHS_HELP}
The store lies in the folder for temporary files ($TMPDIR) and is removed at the end.
`,
  ).action(async (paths: string[], flags: OpenFlags) => done(await open(paths, flags)))
}

async function open(paths: readonly string[], flags: OpenFlags): Promise<ExitCode> {
  // Nothing is kept: a configured server for the state would remember what was read.
  const config = { ...(await configOf(flags)), databaseUrl: undefined }
  return interruptible({ stopping: 'Stopping…' }, async (signal) => {
    const taken = await takeStandardInput(paths, tmpdir(), signal)
    try {
      const installation = await openInstallation(config)
      try {
        const looked = await unlessAborted(signal, look(installation, taken.paths, flags, signal))
        if (!looked) return EXIT.interrupted
        if (looked.serving) {
          await aborted(signal)
          await looked.serving.close()
        }
        return looked.code
      } finally {
        await (signal.aborted ? abandon(installation) : installation.close())
      }
    } finally {
      await taken.remove()
    }
  })
}

interface Looked {
  readonly code: ExitCode
  readonly serving?: Serving
}

async function look(
  installation: Installation,
  paths: TakenInput['paths'],
  flags: OpenFlags,
  signal: AbortSignal,
): Promise<Looked> {
  const result = await ingestWithProgress(installation, paths, signal)
  sayTroubles(result)
  if (result.interrupted) return { code: EXIT.interrupted }
  if (result.events + result.quarantined === 0) {
    throw new CommandError(result.troubles.length > 0 ? 'Nothing could be read.' : NOTHING_TO_READ)
  }
  await huntEverything(installation)
  const serving = flags.once ? undefined : await serve(installation, flags)
  await report(installation, result, flags, serving?.url)
  if (serving) {
    say(`The page: ${serving.url}  (Ctrl-C ends)`)
    if (flags.browser) openBrowser(serving.url)
  }
  return { code: result.troubles.length > 0 ? EXIT.partial : EXIT.ok, serving }
}

const CLOSING_MS = 3000

/** Closes a throwaway store, but does not wait long: the engine may be busy with what nobody needs. */
async function abandon(installation: Installation): Promise<void> {
  const closed = installation.close().catch(() => undefined)
  await Promise.race([closed, pause(CLOSING_MS, undefined, { ref: false })])
  await rm(installation.directory, { recursive: true, force: true })
}

function serve(installation: Installation, { port }: OpenFlags): Promise<Serving> {
  // A page over somebody's files is for this machine only, whatever `serve` is configured for.
  const listen = { host: '127.0.0.1', port: port ?? 8420 }
  return startServing(installation, { listen, orNextPort: port === undefined })
}

async function report(
  installation: Installation,
  result: IngestPathsResult,
  { json }: OpenFlags,
  url: string | undefined,
): Promise<void> {
  const { findings } = await allFindings(installation.events)
  const summary = await summaryOf(installation)
  if (json) {
    await print(`${jsonLine({ ...resultJson(result), summary, findings, url })}\n`)
    return
  }
  if (findings.length > 0) {
    const shown = findings.slice(0, MOST_FINDINGS_SHOWN)
    await print(`${findingsText(shown, outputWidth())}\n`)
    if (shown.length < findings.length) {
      await print(
        `… and ${numberText(findings.length - shown.length)} more: the page has them all.\n`,
      )
    }
  }
  const counts =
    findings.length > 0 ? `${numberText(findings.length)} (${levelCounts(findings)})` : 'none'
  await print(`\nFindings     ${counts}\n${summaryText(summary)}\n\n${resultText(result)}\n`)
}
