import { hostAttributes } from './host-attributes.js'
import type { HostAttribute } from './host-attribute.js'

/** The reference of host attributes as Markdown, made from the catalogue. */
export function hostReference(): string {
  const counted = hostAttributes.filter(({ kind }) => kind === 'count').length
  const listed = hostAttributes.filter(({ kind }) => kind !== 'count')
  return `# Hosts

<!-- Made from the catalogue of host attributes by \`npm run docs\`; change packages/model/src/fields/host-*.ts instead. -->

A host is an address that sent something. What was only asked, such as the addresses of a scan, is no host; nor are
0.0.0.0, \`::\`, broadcast and multicast addresses. An IPv4 address that a sensor wrote as IPv6 is the same host.

Every value is a *fact*: it has the moments of its first and last event, their number, and the kinds of records in which it
was seen. In questions an attribute is named \`host.<attribute>\`: \`host.client_service:ftp\`. ${listed.length} attributes are
listed below; ${counted} of them have a count too, named \`host.<attribute>_count\`.

## What is bounded, and how

Of each host and attribute at most so many values are kept as the table says. What comes after that is counted together,
without its values, and answers say that the set is full. The earliest values stay. A set that gains few values at a time is
not compared with its bound each time, so it may pass it until all sets are looked over; that happens whenever there are a
quarter more facts than the last time. Values are cut to 1,000 characters.

Facts are kept for 400 days after they were last seen (\`retention: { facts_days: 400 }\`), also when the events are gone.

Whether a peer is inside or outside, and the part of day and week (kept where the table says), are as the organisation and
its main calendar were when the event came in.

${[...byGroup(listed)].map(section).join('\n')}`
}

function byGroup(attributes: readonly HostAttribute[]): Map<string, HostAttribute[]> {
  const groups = new Map<string, HostAttribute[]>()
  for (const attribute of attributes) {
    groups.set(attribute.group, [...(groups.get(attribute.group) ?? []), attribute])
  }
  return groups
}

function section([group, attributes]: readonly [string, readonly HostAttribute[]]): string {
  const rows = attributes.map(({ name, kind, description, sources, bound, hasParts }) => {
    const most = bound === undefined ? '' : bound.toLocaleString('en')
    const seen = sources.map((source) => `\`${source}\``).join(', ')
    return `| \`${name}\` | ${kind} | ${description} | ${seen} | ${most} | ${hasParts ? 'yes' : ''} |`
  })
  return `## ${group}

| attribute | kind | what it is | seen in | values kept | parts |
|---|---|---|---|---:|---|
${rows.join('\n')}
`
}
