import {
  acceptCompletion,
  autocompletion,
  closeCompletion,
  completionKeymap,
  completionStatus,
  moveCompletionSelection,
  selectedCompletion,
  type CompletionSource,
} from '@codemirror/autocomplete'
import { defaultKeymap, history, historyKeymap } from '@codemirror/commands'
import { setDiagnostics, type Diagnostic } from '@codemirror/lint'
import { Compartment, EditorState, Prec, type Extension } from '@codemirror/state'
import { EditorView, keymap, placeholder, tooltips } from '@codemirror/view'
import type { QueryProblem } from '@spoor/model'

/** What the editor of the question tells the page. */
export interface EditorEvents {
  readonly onChange: (text: string) => void
  readonly onRun: (text: string) => void
  readonly onLeave: () => void
}

/** A question is one line: what is pasted over several lines becomes one. */
const singleLine = EditorState.transactionFilter.of((transaction) => {
  if (!transaction.docChanged || transaction.newDoc.lines === 1) return transaction
  const text = transaction.newDoc.toString().replaceAll(/\s*\n\s*/g, ' ')
  return {
    changes: { from: 0, to: transaction.startState.doc.length, insert: text },
    selection: { anchor: text.length },
  }
})

function acceptFirst(view: EditorView): boolean {
  const status = completionStatus(view.state)
  // A list that is about to come must not let the key leave the editor.
  if (status !== 'active') return status === 'pending'
  if (selectedCompletion(view.state) === null) moveCompletionSelection(true)(view)
  return acceptCompletion(view)
}

/** Tab completes; Enter asks, unless a completion was chosen with the arrows. */
function keys(events: EditorEvents): Extension {
  return Prec.highest(
    keymap.of([
      { key: 'Tab', run: acceptFirst },
      {
        key: 'Enter',
        run: (view) => {
          if (
            completionStatus(view.state) === 'active' &&
            selectedCompletion(view.state) !== null
          ) {
            return acceptCompletion(view)
          }
          closeCompletion(view)
          events.onRun(view.state.doc.toString())
          return true
        },
      },
      {
        key: 'Escape',
        run: (view) => {
          if (closeCompletion(view)) return true
          events.onLeave()
          view.contentDOM.blur()
          return true
        },
      },
    ]),
  )
}

/** Where the example of an empty question stands: pages that are asked other things have others. */
const hintPlace = new Compartment()

/** Shows another example while nothing is written. */
export function showHint(view: EditorView, hint: string): void {
  view.dispatch({ effects: hintPlace.reconfigure(placeholder(hint)) })
}

/** Everything that the question's editor is made of, save its language. */
export function editorExtensions(
  events: EditorEvents,
  complete: CompletionSource,
  language: Extension,
  hint: string,
): Extension[] {
  return [
    keys(events),
    history(),
    keymap.of([...completionKeymap, ...historyKeymap, ...defaultKeymap]),
    singleLine,
    EditorView.lineWrapping,
    language,
    hintPlace.of(placeholder(hint)),
    autocompletion({
      override: [complete],
      selectOnOpen: false,
      icons: false,
      activateOnTyping: true,
      activateOnTypingDelay: 0,
      // Nothing is chosen until a person chooses: no key can accept by accident.
      interactionDelay: 0,
      maxRenderedOptions: 60,
    }),
    tooltips({ position: 'fixed', parent: document.body }),
    EditorView.contentAttributes.of({
      'aria-label': 'Question',
      'aria-multiline': 'false',
      spellcheck: 'false',
      autocorrect: 'off',
      autocapitalize: 'off',
    }),
    EditorView.updateListener.of((update) => {
      if (update.docChanged) events.onChange(update.state.doc.toString())
    }),
  ]
}

/** Underlines mistakes where they are. */
export function showProblems(view: EditorView, problems: readonly QueryProblem[]): void {
  const end = view.state.doc.length
  const diagnostics: Diagnostic[] = problems.map((problem) => {
    const from = Math.min(problem.from, Math.max(0, end - 1))
    return {
      from,
      to: Math.min(end, Math.max(problem.to, from + 1)),
      severity: 'error',
      message: problem.hint === undefined ? problem.message : `${problem.message} ${problem.hint}`,
    }
  })
  view.dispatch(setDiagnostics(view.state, diagnostics))
}

/** Puts another text in the editor, if it is another. */
export function replaceText(view: EditorView, text: string): void {
  if (view.state.doc.toString() === text) return
  view.dispatch({
    changes: { from: 0, to: view.state.doc.length, insert: text },
    selection: { anchor: text.length },
  })
}
