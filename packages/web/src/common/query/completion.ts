import {
  startCompletion,
  type Completion as EditorCompletion,
  type CompletionSource,
} from '@codemirror/autocomplete'
import type { EditorView } from '@codemirror/view'
import { completionsAt, type Completion, type QuerySubject } from '@spoor/model'

/** A field is followed by its value: the next list opens by itself. */
function applyField(view: EditorView, option: EditorCompletion, from: number, to: number): void {
  view.dispatch({
    changes: { from, to, insert: option.label },
    selection: { anchor: from + option.label.length },
    userEvent: 'input.complete',
  })
  startCompletion(view)
}

/** A whole word is followed by the next part of the question. */
function applyWord(view: EditorView, option: EditorCompletion, from: number, to: number): void {
  const open = option.label.startsWith('>') && option.label.length === 1
  const insert = open ? option.label : `${option.label} `
  view.dispatch({
    changes: { from, to, insert },
    selection: { anchor: from + insert.length },
    userEvent: 'input.complete',
  })
}

function toEditor({ label, detail, kind }: Completion): EditorCompletion {
  return { label, detail, type: kind, apply: kind === 'field' ? applyField : applyWord }
}

/** Completes by what the model knows: fields, their values, operators. */
export function completionSource(subject: () => QuerySubject): CompletionSource {
  return (context) => {
    const text = context.state.doc.toString()
    const { from, to, options } = completionsAt(text, context.pos, subject())
    if (options.length === 0) return null
    // An empty place completes when asked for, or right after a colon.
    if (from === context.pos && !context.explicit && !text.slice(0, from).endsWith(':')) return null
    return { from, to, options: options.map(toEditor), filter: false }
  }
}
