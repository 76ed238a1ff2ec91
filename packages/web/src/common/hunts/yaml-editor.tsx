import { defaultKeymap, history, historyKeymap } from '@codemirror/commands'
import { lintGutter, setDiagnostics } from '@codemirror/lint'
import { EditorState } from '@codemirror/state'
import { EditorView, highlightActiveLine, keymap, lineNumbers, placeholder } from '@codemirror/view'
import { useEffect, useRef } from 'react'
import type { ApiError } from '../api/client.js'
import { HostileText } from '../hostile/hostile-text.js'
import { diagnosticsOf } from './text-problems.js'
import classes from './yaml-editor.module.css'
import { yamlLanguage } from './yaml-language.js'

type Problems = ApiError['problems']

/** The text of a hunt or filter. Tab leaves it, so that no keyboard is caught. */
export function YamlEditor({
  text,
  label,
  hint,
  problems,
  onChange,
}: {
  text: string
  label: string
  /** Shown while it is empty. */
  hint: string
  problems: Problems
  onChange: (text: string) => void
}) {
  const place = useRef<HTMLDivElement>(null)
  const editor = useRef<EditorView>(null)
  const latest = useRef(onChange)
  useEffect(() => {
    latest.current = onChange
  })

  useEffect(() => {
    if (place.current === null) return undefined
    const view = new EditorView({
      parent: place.current,
      state: EditorState.create({
        extensions: [
          lineNumbers(),
          lintGutter(),
          history(),
          highlightActiveLine(),
          keymap.of([...historyKeymap, ...defaultKeymap]),
          EditorView.lineWrapping,
          yamlLanguage,
          placeholder(hint),
          EditorView.contentAttributes.of({
            'aria-label': label,
            spellcheck: 'false',
            autocorrect: 'off',
            autocapitalize: 'off',
          }),
          EditorView.updateListener.of((update) => {
            if (update.docChanged) latest.current(update.state.doc.toString())
          }),
        ],
      }),
    })
    editor.current = view
    return () => {
      editor.current = null
      view.destroy()
    }
  }, [label, hint])

  useEffect(() => {
    const view = editor.current
    if (view === null || view.state.doc.toString() === text) return
    view.dispatch({ changes: { from: 0, to: view.state.doc.length, insert: text } })
  }, [text])

  useEffect(() => {
    const view = editor.current
    if (view === null) return
    const found = diagnosticsOf(problems, view.state.doc.toString())
    view.dispatch(setDiagnostics(view.state, found))
    const [first] = found
    if (first !== undefined) {
      view.dispatch({ effects: EditorView.scrollIntoView(first.from, { y: 'center' }) })
    }
  }, [problems])

  const goTo = (at: number) => {
    const view = editor.current
    if (view === null) return
    view.focus()
    view.dispatch({
      selection: { anchor: Math.min(at, view.state.doc.length) },
      scrollIntoView: true,
    })
  }
  return (
    <>
      <div ref={place} className={classes.editor} data-invalid={problems.length > 0 || undefined} />
      {problems.length > 0 && (
        <ul className={classes.problems} role="alert">
          {diagnosticsOf(problems, text).map(({ from, line, message }) => (
            <li key={`${from} ${message}`}>
              <button type="button" className={classes.where} onClick={() => goTo(from)}>
                line {line}
              </button>{' '}
              <HostileText value={message} most={600} />
            </li>
          ))}
        </ul>
      )}
    </>
  )
}
