import { EditorState } from '@codemirror/state'
import { EditorView } from '@codemirror/view'
import type { QueryProblem, QuerySubject } from '@spoor/model'
import { useEffect, useRef } from 'react'
import { editorExtensions, replaceText, showHint, showProblems } from './editor.js'
import { completionSource } from './completion.js'
import { questionLanguage } from './highlight.js'
import classes from './query.module.css'

function hintFor(subject: QuerySubject): string {
  return subject === 'hosts'
    ? 'Ask, for example  host.role:workstation and host.client_service:ftp'
    : 'Ask, for example  ftp.command:STOR and not destination.ip:10.0.0.0/8'
}

/** The line in which a question is written. */
export function QueryEditor({
  text,
  subject,
  problems,
  onChange,
  onRun,
  onReady,
}: {
  text: string
  subject: QuerySubject
  problems: readonly QueryProblem[]
  onChange: (text: string) => void
  onRun: (text: string) => void
  /** Is given the editor, so that the page can move the focus into it. */
  onReady: (editor: EditorView | null) => void
}) {
  const place = useRef<HTMLDivElement>(null)
  const editor = useRef<EditorView>(null)
  const latest = useRef({ onChange, onRun, subject })
  useEffect(() => {
    latest.current = { onChange, onRun, subject }
  })

  useEffect(() => {
    if (place.current === null) return undefined
    const view = new EditorView({
      parent: place.current,
      state: EditorState.create({
        extensions: editorExtensions(
          {
            onChange: (value) => latest.current.onChange(value),
            onRun: (value) => latest.current.onRun(value),
            onLeave: () => undefined,
          },
          completionSource(() => latest.current.subject),
          questionLanguage,
          hintFor(latest.current.subject),
        ),
      }),
    })
    editor.current = view
    onReady(view)
    return () => {
      editor.current = null
      onReady(null)
      view.destroy()
    }
  }, [onReady])

  useEffect(() => {
    if (editor.current !== null) showHint(editor.current, hintFor(subject))
  }, [subject])

  useEffect(() => {
    if (editor.current !== null) replaceText(editor.current, text)
  }, [text])

  useEffect(() => {
    if (editor.current !== null) showProblems(editor.current, problems)
  }, [problems])

  return (
    <div ref={place} className={classes.editor} data-invalid={problems.length > 0 || undefined} />
  )
}
