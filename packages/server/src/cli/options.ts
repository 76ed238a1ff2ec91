import { InvalidArgumentError, Option, type Command } from 'commander'

/** Options and texts that several commands share. */

const EXIT_CODES = `
Exit codes:
  0    done
  1    failed
  2    wrong usage, wrong configuration, or a mistake in the question
  3    done, but not with everything: an input broke off, or an answer is partial
  130  stopped by Ctrl-C before the end
`

/** Examples and exit codes at the end of a command's help. */
export function withExamples(command: Command, examples: readonly string[], more = ''): Command {
  const lines = examples.map((example) => `  ${example}`).join('\n')
  return command.addHelpText('after', `\nExamples:\n${lines}\n${more}${EXIT_CODES}`)
}

export function withConfig(command: Command): Command {
  return command.option(
    '-c, --config <file>',
    'configuration: home networks, policy, sources (default: ./spoor.yaml if it is there)',
  )
}

export function withData(command: Command): Command {
  return withConfig(command).option(
    '-d, --data <folder>',
    'folder of the store (default: as the configuration says, else $SPOOR_DATA, else ./spoor-data)',
  )
}

export function withRange(command: Command): Command {
  return command
    .option('--from <time>', 'start of the time range: 2026-06-22, 2026-06-22T22:44Z, now-24h')
    .option('--to <time>', 'end of the time range, exclusive')
}

export const MOST_ROWS = 10_000_000

export function withLimitAndFormat(command: Command, limit = 100): Command {
  return command
    .option(
      '-n, --limit <rows>',
      'how many rows at most, the newest',
      wholeNumber(1, MOST_ROWS),
      limit,
    )
    .addOption(
      new Option('-f, --format <format>', 'table for people, json (one object per line), or csv')
        .choices(['table', 'json', 'csv'])
        .default('table'),
    )
}

/** Reads a whole number within bounds; both belong to it. */
export function wholeNumber(least: number, most: number): (text: string) => number {
  return (text) => {
    const value = Number(text)
    if (!/^\d+$/.test(text) || value < least || value > most) {
      throw new InvalidArgumentError(`Write a whole number from ${least} to ${most}.`)
    }
    return value
  }
}
