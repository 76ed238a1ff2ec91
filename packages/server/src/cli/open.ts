import type { Command } from 'commander'
import { openInstallation, type Installation } from '../installation.js'
import type { IngestPathsResult } from '../ingest/ingest-paths.js'
import { huntEverything } from '../serving/hunting.js'
import { startServing, type Serving } from '../serving/serving.js'
import { openBrowser } from './browser.js'
import { CommandError } from './errors.js'
import { EXIT, type ExitCode } from './exit-codes.js'
import { numberText } from './figures.js'
import { allFindings } from './all-findings.js'
import { byGravity, findingsText, levelCounts } from './findings-text.js'
import { ingestWithProgress, resultJson, resultText, sayTroubles } from './ingest-progress.js'
import { PATHS_HELP } from './ingest.js'
import { aborted, interruptible } from './interrupt.js'
import { wholeNumber, withConfig, withExamples } from './options.js'
import { outputWidth, print, say } from './output.js'
import { configOf } from './settings.js'
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
  return interruptible('Stopping…', async (signal) => {
    const installation = await openInstallation(config)
    let serving: Serving | undefined
    try {
      const result = await ingestWithProgress(installation, paths, signal)
      sayTroubles(result)
      if (signal.aborted) return EXIT.interrupted
      if (result.events + result.quarantined === 0) {
        throw new CommandError(
          result.troubles.length > 0
            ? 'Nothing could be read.'
            : 'Nothing there looks like a Suricata EVE log or a capture.',
        )
      }
      await huntEverything(installation)
      if (!flags.once) serving = await serve(installation, flags)
      await report(installation, result, flags, serving?.url)
      if (serving) {
        say(`The page: ${serving.url}  (Ctrl-C ends)`)
        if (flags.browser) openBrowser(serving.url)
        await aborted(signal)
      }
      return result.troubles.length > 0 ? EXIT.partial : EXIT.ok
    } finally {
      await serving?.close()
      await installation.close()
    }
  })
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
  const findings = byGravity((await allFindings(installation.events)).findings)
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
