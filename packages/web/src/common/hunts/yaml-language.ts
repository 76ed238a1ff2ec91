import { HighlightStyle, StreamLanguage, syntaxHighlighting } from '@codemirror/language'
import type { Extension } from '@codemirror/state'
import { tags } from '@lezer/highlight'

/** Keys, texts, comments and marks of YAML, as far as colours need them: one line at a time. */
const yaml = StreamLanguage.define<null>({
  name: 'yaml',
  startState: () => null,
  token(stream) {
    if (stream.eatSpace()) return null
    if (stream.sol() && stream.match(/^---\s*$/)) return 'punctuation'
    if (stream.match(/^#.*/)) return 'comment'
    if (stream.match(/^-(?=\s|$)/)) return 'punctuation'
    if (stream.match(/^'(?:[^']|'')*'/) ?? stream.match(/^"(?:[^"\\]|\\.)*"/)) {
      return stream.match(/^\s*:(?=\s|$)/, false) ? 'propertyName' : 'string'
    }
    if (stream.match(/^[^\s#:'"[\]{},][^\s:,[\]{}]*(?:[^\S\n]+[^\s#:][^\s:]*)*(?=\s*:(?:\s|$))/)) {
      return 'propertyName'
    }
    if (stream.match(/^[:[\]{},|>](?=\s|$|.)/)) return 'punctuation'
    if (stream.match(/^(?:true|false|null|-?\d+(?:\.\d+)?)(?=\s|$|[,\]}])/)) return 'number'
    if (!stream.match(/^[^\s,[\]{}]+/)) stream.next()
    return null
  },
  languageData: { commentTokens: { line: '#' } },
})

const style = HighlightStyle.define([
  { tag: tags.propertyName, color: 'var(--sp-accent)' },
  { tag: tags.string, color: 'var(--sp-good)' },
  { tag: tags.number, color: 'var(--sp-external)' },
  { tag: tags.comment, color: 'var(--sp-dim)', fontStyle: 'italic' },
  { tag: tags.punctuation, color: 'var(--sp-dim)' },
])

/** Colours of a Sigma rule's text. */
export const yamlLanguage: Extension = [yaml, syntaxHighlighting(style)]
