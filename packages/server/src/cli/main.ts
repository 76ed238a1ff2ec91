import { Command, CommanderError } from 'commander'
import { VERSION } from '../version.js'
import { addAsk, AskedError } from './ask.js'
import { addDoctor } from './doctor.js'
import { failureOf } from './errors.js'
import { EXIT, type ExitCode } from './exit-codes.js'
import { addFindings } from './findings.js'
import { addHost } from './host.js'
import { addHosts } from './hosts.js'
import { addHunts } from './hunts.js'
import { addIngest } from './ingest.js'
import { addOpen } from './open.js'
import { withExamples } from './options.js'
import { addOrganisation } from './organisation.js'
import { OutputClosedError, say } from './output.js'
import { addServe } from './serve.js'
import { addSightings } from './sightings.js'
import { addSigma } from './sigma.js'
import { closeStandardInput, STANDARD_INPUT } from './standard-input.js'
import { addTrail } from './trail.js'

/** The command line, with every command; `done` is told how a command ended. */
export function buildProgram(done: (code: ExitCode) => void): Command {
  const program = new Command('spoor')
    .description('Threat hunting for file transfer: who moved which files where.')
    .version(VERSION)
    .showHelpAfterError('(add --help to see how it is used)')
    .exitOverride()
  addOpen(program, done)
  addServe(program, done)
  addIngest(program, done)
  addAsk(program, done)
  addFindings(program, done)
  addHost(program, done)
  addHosts(program, done)
  addHunts(program, done)
  addTrail(program, done)
  addOrganisation(program, done)
  addSightings(program, done)
  addSigma(program, done)
  addDoctor(program, done)
  return withExamples(program, [
    'spoor open /var/log/suricata/eve.json',
    'spoor ingest /var/log/suricata --data spoor-data',
    `spoor transfers 'zone:egress' --data spoor-data`,
    'spoor COMMAND --help',
  ])
}

/** Runs the command that the process was called with, and ends the process with its exit code. */
export async function run(args: readonly string[] = process.argv.slice(2)): Promise<void> {
  let code: ExitCode = EXIT.ok
  if (!args.includes(STANDARD_INPUT)) closeStandardInput()
  try {
    const program = buildProgram((ended) => {
      code = ended
    })
    await program.parseAsync([...args], { from: 'user' })
  } catch (error) {
    code = report(error)
  }
  process.exit(code)
}

function report(error: unknown): ExitCode {
  // Commander has said already what is wrong.
  if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.ok : EXIT.usage
  const cause = error instanceof AskedError ? error.cause : error
  if (cause instanceof OutputClosedError) return EXIT.ok
  const { code, text } = failureOf(cause, error instanceof AskedError ? error.question : '')
  say(`spoor: ${text}`)
  if (process.env['SPOOR_DEBUG'] && cause instanceof Error) say(cause.stack ?? '')
  return code
}
