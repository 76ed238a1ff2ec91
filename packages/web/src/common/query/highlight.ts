import { HighlightStyle, LRLanguage, syntaxHighlighting } from '@codemirror/language'
import type { Extension } from '@codemirror/state'
import { styleTags, tags } from '@lezer/highlight'
import { questionParser } from '@spoor/model'

const language = LRLanguage.define({
  name: 'question',
  parser: questionParser.configure({
    props: [
      styleTags({
        FieldName: tags.propertyName,
        'Colon Open Close RangeOpen RangeClose To': tags.punctuation,
        'AndOp OrOp NotOp SuspendedOpen CompareOp': tags.operatorKeyword,
        'Bare BareBound': tags.literal,
        Quoted: tags.string,
        'Wild Regex': tags.regexp,
        List: tags.labelName,
      }),
    ],
  }),
})

const style = HighlightStyle.define([
  { tag: tags.propertyName, color: 'var(--sp-accent)' },
  { tag: tags.punctuation, color: 'var(--sp-dim)' },
  { tag: tags.operatorKeyword, color: 'var(--sp-external)', fontWeight: '600' },
  { tag: tags.regexp, color: 'var(--sp-egress)' },
  { tag: tags.string, color: 'var(--sp-good)' },
  { tag: tags.labelName, color: 'var(--sp-ingress)' },
])

/** Colours of the parts of a question, by the same grammar that the server reads it with. */
export const questionLanguage: Extension = [language, syntaxHighlighting(style)]
