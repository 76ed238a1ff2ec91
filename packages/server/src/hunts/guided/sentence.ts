import { parseAddress } from '@spoor/model'
import type { Figures, PatternFigures } from '../hunt.js'
import { bytesText, counted, duration, listed, quoted } from '../words.js'

/**
 * Sentences of guided hunts: text with `{figure}` in it. What stands in square brackets is left out
 * where a figure in it is empty: `{count upload} to {server}[ as {users}]`.
 */

/** What a sentence can name, for figures of some kind. */
type FigureTexts<F> = Readonly<Record<string, (figures: F) => string>>

/** What the sentence of a filter can name. */
export const FILTER_FIGURES: FigureTexts<Figures> = {
  client: ({ client }) => client,
  server: ({ server }) => server,
  bytes: ({ bytes, bytesQuality }) => (bytes === null ? '' : bytesText(bytes, bytesQuality)),
  users: ({ users, userCount }) => listed(users, userCount),
  files: ({ files, fileCount }) => listed(files, fileCount),
  names: ({ names, nameCount }) => listed(names, nameCount),
  services: ({ services }) => services.join(' and ').toUpperCase(),
  ports: ({ ports }) => ports.join(', '),
  software: ({ software }) => listed(software, software.length),
  sessions: ({ sessions }) => counted(sessions, 'session'),
  time: ({ seconds }) => duration(seconds),
}

/** The part of a field's name by which a sentence calls its value: `{client}` is `client.ip`. */
const PARTY: Readonly<Record<string, string>> = {
  'client.ip': 'client',
  'source.ip': 'client',
  'server.ip': 'server',
  'destination.ip': 'server',
  'user.name': 'user',
}

/**
 * What the sentence of a pattern can name: the values that it was found by, as `{client}`,
 * `{server}`, `{user}` or `{entity}` for all of them, and what was measured.
 * @param by fields, in their order
 * @param measured names of what the analytic measures
 */
export function patternFigures(
  by: readonly string[],
  measured: readonly string[],
): FigureTexts<PatternFigures> {
  const values = by.map((field, i): [string, (figures: PatternFigures) => string] => [
    PARTY[field] ?? field,
    (figures) => shown(figures.by[i] ?? ''),
  ])
  return {
    ...Object.fromEntries(
      measured.map((name) => [name, (figures: PatternFigures) => figures.measured[name] ?? '']),
    ),
    entity: (figures) => figures.by.map(shown).join(' and '),
    bytes: ({ bytes }) => (bytes === null ? '' : bytesText(bytes, 'exact')),
    time: ({ seconds }) => duration(seconds),
    ...Object.fromEntries(values),
  }
}

/** An address or a number stands by itself; names that somebody chose are quoted. */
function shown(value: string): string {
  return parseAddress(value) !== undefined || /^\d+$/.test(value) ? value : quoted(value)
}

const PART = /\[([^[\]]*)\]|\{([a-z_.]+)(?: ([A-Za-z0-9 -]+))?\}/g

/**
 * A function that writes the sentence of a template.
 * @throws Error for a figure that does not exist
 */
export function sentenceOf<F extends { readonly records: number }>(
  template: string,
  texts: FigureTexts<F>,
): (figures: F) => string {
  for (const [, , name = '', noun] of template.replaceAll(/[[\]]/g, '').matchAll(PART)) {
    if (noun === undefined ? !Object.hasOwn(texts, name) : name !== 'count') {
      const known = ['count NOUN', ...Object.keys(texts)].map((figure) => `{${figure}}`)
      throw new Error(`No figure is called {${name}}. There are ${known.join(', ')}.`)
    }
  }
  const left = template.replaceAll(/[[\]]/g, '').replaceAll(PART, '')
  if (/[{}]/.test(left)) throw new Error(`A figure is not written as {name}: ${template}`)
  return (figures) => filled(template, texts, figures).text
}

function filled<F extends { readonly records: number }>(
  template: string,
  texts: FigureTexts<F>,
  figures: F,
): { text: string; complete: boolean } {
  let complete = true
  const text = template.replaceAll(
    PART,
    (_part, optional?: string, name?: string, noun?: string) => {
      if (optional !== undefined) {
        const inside = filled(optional, texts, figures)
        return inside.complete ? inside.text : ''
      }
      const value =
        noun === undefined ? (texts[name ?? '']?.(figures) ?? '') : counted(figures.records, noun)
      if (value === '') complete = false
      return value
    },
  )
  return { text, complete }
}
