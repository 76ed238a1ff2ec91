import { fieldsOf } from './dictionary.js'
import type { Field, Subject } from './field.js'

const TITLES: Record<Subject, string> = {
  events: 'Events',
  sessions: 'Sessions',
  transfers: 'Transfers',
}

/** The field reference as Markdown, made from the dictionary. */
export function fieldReference(): string {
  const parts = (Object.keys(TITLES) as Subject[]).map(
    (subject) => `## ${TITLES[subject]}\n\n${sections(fieldsOf(subject))}`,
  )
  return `# Fields

<!-- Made from the field dictionary by \`npm run docs\`; change packages/model/src/fields instead. -->

Names are those of the Elastic Common Schema where it has one. Every alias works in questions too. A
dotted name that is not listed is looked for in the original line of an event.

${parts.join('\n')}`
}

function sections(fields: readonly Field[]): string {
  return [...byGroup(fields)]
    .map(([group, rows]) => {
      const lines = rows.map(
        (field) =>
          `| \`${field.name}\` | ${field.kind} | ${field.description}${values(field)} | ${code(field.aliases)} | ${code(field.suricata)} | ${code(field.zeek ? [field.zeek] : [])} |`,
      )
      return `### ${group}\n\n| field | kind | what it is | aliases | Suricata EVE | Zeek |\n|---|---|---|---|---|---|\n${lines.join('\n')}\n`
    })
    .join('\n')
}

function byGroup(fields: readonly Field[]): Map<string, Field[]> {
  const groups = new Map<string, Field[]>()
  for (const field of fields) groups.set(field.group, [...(groups.get(field.group) ?? []), field])
  return groups
}

function values({ values: known }: Field): string {
  return known ? ` Such as ${code(known.slice(0, 8))}.` : ''
}

function code(words: readonly string[] | undefined): string {
  return (words ?? []).map((word) => `\`${word}\``).join(', ')
}
