import type { Figures } from '../hunt.js'
import { bytesText, counted, duration, listed } from '../words.js'

/**
 * Sentences of guided hunts: text with `{figure}` in it. What stands in square brackets is left out
 * where a figure in it is empty: `{count upload} to {server}[ as {users}]`.
 */

type FigureText = (figures: Figures) => string

/** What a sentence can name. */
const FIGURES: Readonly<Record<string, FigureText>> = {
  client: ({ client }) => client,
  server: ({ server }) => server,
  bytes: ({ bytes, bytesQuality }) => (bytes === null ? '' : bytesText(bytes, bytesQuality)),
  users: ({ users, userCount }) => listed(users, userCount),
  files: ({ files, fileCount }) => listed(files, fileCount),
  services: ({ services }) => services.join(' and ').toUpperCase(),
  ports: ({ ports }) => ports.join(', '),
  software: ({ software }) => listed(software, software.length),
  sessions: ({ sessions }) => counted(sessions, 'session'),
  time: ({ seconds }) => duration(seconds),
}

const PART = /\[([^[\]]*)\]|\{([a-z]+)(?: ([A-Za-z0-9 -]+))?\}/g

/**
 * A function that writes the sentence of a template.
 * @throws Error for a figure that does not exist
 */
export function sentenceOf(template: string): FigureText {
  for (const [, , name = '', noun] of template.replaceAll(/[[\]]/g, '').matchAll(PART)) {
    if (noun === undefined ? !(name in FIGURES) : name !== 'count') {
      const known = ['count NOUN', ...Object.keys(FIGURES)].map((figure) => `{${figure}}`)
      throw new Error(`No figure is called {${name}}. There are ${known.join(', ')}.`)
    }
  }
  const left = template.replaceAll(/[[\]]/g, '').replaceAll(PART, '')
  if (/[{}]/.test(left)) throw new Error(`A figure is not written as {name}: ${template}`)
  return (figures) => filled(template, figures).text
}

function filled(template: string, figures: Figures): { text: string; complete: boolean } {
  let complete = true
  const text = template.replaceAll(
    PART,
    (_part, optional?: string, name?: string, noun?: string) => {
      if (optional !== undefined) {
        const inside = filled(optional, figures)
        return inside.complete ? inside.text : ''
      }
      const value =
        noun === undefined ? (FIGURES[name ?? '']?.(figures) ?? '') : counted(figures.records, noun)
      if (value === '') complete = false
      return value
    },
  )
  return { text, complete }
}
