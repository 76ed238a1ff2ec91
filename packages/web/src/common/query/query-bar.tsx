import { ActionIcon, Button } from '@mantine/core'
import {
  IconCheck,
  IconLink,
  IconPlayerPlay,
  IconPlayerStop,
  IconRefresh,
  IconX,
} from '@tabler/icons-react'
import type { EditorView } from '@codemirror/view'
import type { QueryProblem } from '@spoor/model'
import { useIsFetching, useQueryClient } from '@tanstack/react-query'
import { useCallback, useRef, useState, useSyncExternalStore, type ReactNode } from 'react'
import { ApiError } from '../api/client.js'
import { ASKING } from '../api/queries.js'
import { useCopy } from '../copy/use-copy.js'
import { useKeys } from '../keys/use-keys.js'
import { resolveRange } from '../time/range.js'
import { TimeRangePicker } from '../time/time-range-picker.js'
import { useAskAgain, useNow } from '../url/asked.js'
import { stringifySearch, type View } from '../url/search-state.js'
import { useGo, usePage, useUpdateView, useView } from '../url/use-view.js'
import { Chips } from './chips.js'
import { mistakesOf } from './fit.js'
import { NetworkScope } from './network-scope.js'
import { QueryEditor } from './query-editor.js'
import { Problems } from './problems.js'
import classes from './query.module.css'
import { pageSubject } from './translate.js'

const NONE: readonly QueryProblem[] = []

/** Mistakes that the server found in the question that is asked now. */
function useServerProblems(): readonly QueryProblem[] {
  const cache = useQueryClient().getQueryCache()
  const subscribe = useCallback((changed: () => void) => cache.subscribe(changed), [cache])
  return useSyncExternalStore(subscribe, () => {
    for (const query of cache.findAll({ queryKey: [ASKING], type: 'active' })) {
      const { error } = query.state
      if (error instanceof ApiError && error.problems.length > 0) return error.problems
    }
    return NONE
  })
}

interface Draft {
  /** The question of the URL that the draft began with. */
  readonly of: string
  readonly text: string
  readonly mistakes: readonly QueryProblem[]
}

const draftOf = (question: string): Draft => ({ of: question, text: question, mistakes: NONE })

/** A link to this view with its range pinned, so that it shows the same tomorrow. */
function pinnedLink(view: View, now: number): string {
  const range = resolveRange({ from: view.from ?? 'all', to: view.to ?? '' }, now)
  const search = stringifySearch({
    ...view,
    from: range.from ?? view.from,
    to: range.to ?? (view.from === 'all' ? '' : view.to),
  })
  return `${window.location.origin}${window.location.pathname}${search}`
}

/** The question, its chips, and the time range: on every page. */
export function QueryBar({ end }: { end: ReactNode }) {
  const view = useView()
  const asked = view.q ?? ''
  const page = usePage()
  const subject = pageSubject(page)
  const update = useUpdateView()
  const go = useGo()
  const askAgain = useAskAgain()
  const now = useNow()
  const client = useQueryClient()
  const running = useIsFetching({ queryKey: [ASKING] }) > 0
  const { copied, copy } = useCopy()
  const editor = useRef<EditorView>(null)
  const [kept, setKept] = useState(() => draftOf(asked))
  const serverProblems = useServerProblems()
  // Another question in the URL, by a chip, a value or the browser's history, replaces the draft.
  const draft = kept.of === asked ? kept : draftOf(asked)
  if (draft !== kept) setKept(draft)
  const problems =
    draft.mistakes.length > 0 ? draft.mistakes : draft.text === asked ? serverProblems : NONE
  const keepEditor = useCallback((made: EditorView | null) => {
    editor.current = made
  }, [])
  const check = (text: string) => mistakesOf(text, subject ?? 'events', asked)

  const run = (text: string) => {
    const mistakes = check(text)
    setKept({ of: asked, text, mistakes })
    if (mistakes.length > 0) return
    const q = text.trim()
    if (subject === undefined) go('/explorer', { q })
    else if (q === asked) askAgain()
    else update({ q, id: undefined, at: undefined })
  }

  useKeys({
    // Hunts has a search of its own, to which the key goes there.
    '/': () => (page === '/hunts' ? false : editor.current?.focus()),
    r: askAgain,
  })

  return (
    <div className={classes.bar}>
      <div className={classes.row}>
        <div className={classes.box}>
          <QueryEditor
            text={draft.text}
            subject={subject ?? 'events'}
            problems={problems}
            onChange={(text) =>
              setKept((old) => ({
                of: asked,
                text,
                // While a mistake is being mended, what is said of it follows.
                mistakes: old.mistakes.length > 0 ? check(text) : NONE,
              }))
            }
            onRun={run}
            onReady={keepEditor}
          />
          {draft.text !== '' && (
            <ActionIcon
              size="sm"
              className={classes.clear}
              aria-label="Clear the question"
              title="Clear the question"
              onClick={() => {
                setKept({ of: asked, text: '', mistakes: NONE })
                if (asked !== '') update({ q: undefined, id: undefined, at: undefined })
                editor.current?.focus()
              }}
            >
              <IconX size="0.9rem" />
            </ActionIcon>
          )}
          <Button
            className={classes.run}
            variant={draft.text.trim() === asked ? 'default' : 'filled'}
            leftSection={<IconPlayerPlay size="0.85rem" />}
            onClick={() => run(draft.text)}
          >
            Ask
          </Button>
        </div>
        <div className={classes.side}>
          <NetworkScope />
          <TimeRangePicker />
          {running ? (
            <ActionIcon
              size="lg"
              variant="light"
              color="orange"
              aria-label="Cancel what is being asked"
              title="Cancel what is being asked"
              onClick={() => void client.cancelQueries({ queryKey: [ASKING] })}
            >
              <IconPlayerStop size="1.1rem" stroke={1.6} />
            </ActionIcon>
          ) : (
            <ActionIcon size="lg" onClick={askAgain} aria-label="Ask again" title="Ask again (r)">
              <IconRefresh size="1.1rem" stroke={1.6} />
            </ActionIcon>
          )}
          <ActionIcon
            size="lg"
            onClick={() => void copy(pinnedLink(view, now))}
            aria-label={copied ? 'Link copied' : 'Copy a link to this view'}
            title="Copy a link to this view, with its time range pinned"
          >
            {copied ? <IconCheck size="1.1rem" /> : <IconLink size="1.1rem" stroke={1.6} />}
          </ActionIcon>
          {end}
        </div>
      </div>
      <Problems
        text={draft.text}
        problems={problems}
        onFix={(at) => {
          editor.current?.focus()
          editor.current?.dispatch({ selection: { anchor: Math.min(at, draft.text.length) } })
        }}
      />
      <Chips subject={subject} edit={() => editor.current?.focus()} />
      <div className={classes.progress} data-running={running || undefined} aria-hidden="true" />
    </div>
  )
}
