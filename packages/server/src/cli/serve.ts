import type { Command } from 'commander'
import { pino, type Logger } from 'pino'
import { openInstallation, type Installation } from '../installation.js'
import { forgetFacts, settleProgress } from '../derive/facts/index.js'
import { forgetFolds } from '../derive/keep-folds.js'
import { applyRetention } from '../store/retention.js'
import { Following } from '../serving/following.js'
import { HuntScheduler } from '../serving/hunt-scheduler.js'
import { startServing } from '../serving/serving.js'
import { EXIT, type ExitCode } from './exit-codes.js'
import { counted } from './figures.js'
import { aborted, interruptible } from './interrupt.js'
import { wholeNumber, withData, withExamples } from './options.js'
import { say } from './output.js'
import { configFileOf, configOf, dataDirectoryOf, type StoreFlags } from './settings.js'
import { visible } from './terminal-text.js'

interface ServeFlags extends StoreFlags {
  readonly port?: number
}

const RETENTION_INTERVAL_MS = 3600 * 1000
const DAY_MS = 86_400_000

export function addServe(program: Command, done: (code: ExitCode) => void): void {
  const command = program
    .command('serve')
    .description('follow the configured files, run the hunts, and serve the API and the page')
    .option(
      '--port <number>',
      'port instead of the configured one; 0 is any free one',
      wholeNumber(0, 65_535),
    )
  withExamples(
    withData(command),
    ['spoor serve', 'spoor serve --config /etc/spoor.yaml --data /var/lib/spoor'],
    `
A small spoor.yaml:

  data: /var/lib/spoor
  listen: 127.0.0.1:8420
  sources:
    - eve: /var/log/suricata/eve.json
  networks:
    home: [10.0.0.0/8, 192.168.0.0/16]
  retention:
    days: 90
    size: 200 GB

Files may be rotated, renamed or truncated, or appear later. Logs are JSON lines on standard error.
`,
  ).action(async (flags: ServeFlags) => done(await serve(flags)))
}

async function serve(flags: ServeFlags): Promise<ExitCode> {
  const config = await configOf(flags)
  const directory = dataDirectoryOf(flags, config)
  const log = pino({ base: undefined }, pino.destination({ dest: 2, sync: true }))
  return interruptible({ stopping: 'Stopping: finishing what is at hand…' }, async (signal) => {
    const installation = await openInstallation(config, { directory })
    try {
      await run(installation, { ...flags, directory }, log, signal)
    } finally {
      await installation.close()
    }
    log.info('stopped')
    return EXIT.ok
  })
}

async function run(
  installation: Installation,
  flags: ServeFlags & { directory: string },
  log: Logger,
  signal: AbortSignal,
): Promise<void> {
  const { config, ingest } = installation
  const undo: (() => Promise<unknown> | void)[] = []
  try {
    const hunts = await HuntScheduler.start(installation, {
      onRun: (run) => log.info(run, 'hunts ran'),
      onError: (error) => log.error({ err: error }, 'hunts failed'),
    })
    undo.push(() => hunts.close())
    const following = new Following(ingest, config.sources, {
      onEvents: (path, counts) => {
        log.debug({ path, ...counts }, 'events came in')
        if (counts.events > 0) hunts.noteEvents()
      },
      onCaughtUp: () => hunts.noteCaughtUp(),
      onChange: (path, { state: now, error }) => {
        if (error === undefined) log.info({ path, state: now }, 'source')
        else log.error({ path, state: now, error }, 'source')
      },
    })
    undo.push(() => following.close())
    const { host, port } = config.listen
    const serving = await startServing(installation, {
      listen: { host, port: flags.port ?? port },
      followed: following.states,
      logger: log.child({}, { level: 'warn' }),
      changes: hunts,
    })
    undo.push(() => serving.close())
    undo.push(keepRetention(installation, log))
    announce(flags, serving.url, config.sources.length)
    log.info({ url: serving.url, data: flags.directory, sources: config.sources }, 'started')
    await aborted(signal)
  } finally {
    for (const step of undo.toReversed()) await step()
  }
}

function announce(flags: ServeFlags & { directory: string }, url: string, sources: number): void {
  say(
    `Spoor serves ${url} from ${visible(flags.directory)} and follows ${counted(sources, 'source')}. Ctrl-C stops.`,
  )
  if (sources > 0) return
  const file = configFileOf(flags)
  say(
    file === undefined
      ? 'No sources: write them into spoor.yaml (spoor serve --help shows one).'
      : `No sources: add them to ${visible(file)} (spoor serve --help shows how).`,
  )
}

/** Applies retention now and every hour. Answers what ends that. */
function keepRetention({ config, events, state }: Installation, log: Logger): () => Promise<void> {
  const { days, bytes } = config.retention
  let running: Promise<void> = Promise.resolve()
  let factsDay = ''
  const apply = (): void => {
    running = running.then(async () => {
      const now = new Date()
      try {
        if (days !== null || bytes !== null) {
          const result = await applyRetention(events, config.retention, now)
          await settleProgress(events, state)
          if (result.keptFrom) await forgetFolds(events, result.keptFrom)
          log.info(result, 'retention applied')
        }
        // To look through all facts is work: once a day will do.
        const day = now.toISOString().slice(0, 10)
        if (day === factsDay) return
        await forgetFacts(events, new Date(now.getTime() - config.factsDays * DAY_MS))
        factsDay = day
      } catch (error) {
        log.error({ err: error }, 'retention failed')
      }
    })
  }
  apply()
  const timer = setInterval(apply, RETENTION_INTERVAL_MS)
  return () => {
    clearInterval(timer)
    return running
  }
}
