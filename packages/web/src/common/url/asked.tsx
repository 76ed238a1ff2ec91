import { createContext, useContext, useMemo, useState, type ReactNode } from 'react'
import type { Asked } from '../api/queries.js'
import { fitQuestion } from '../query/fit.js'
import { scopedQuestion } from '../query/scope.js'
import { pageSubject } from '../query/translate.js'
import { resolveRange } from '../time/range.js'
import { usePage, useView } from './use-view.js'

/** Remembers when a question was first asked: what `now` means to every panel. */
function createClock(): (question: string) => number {
  let last: { readonly question: string; readonly at: number } | undefined
  return (question) => {
    if (last?.question !== question) last = { question, at: Date.now() }
    return last.at
  }
}

interface Asking {
  readonly asked: Asked
  readonly now: number
  readonly askAgain: () => void
}

const AskingContext = createContext<Asking | undefined>(undefined)

/** Pins the question and the range of the URL, so that all panels of a page ask for the same. */
export function AskingProvider({ children }: { children: ReactNode }) {
  const { q, from, to, network } = useView()
  const subject = pageSubject(usePage())
  const [run, setRun] = useState(0)
  const [askedAt] = useState(createClock)
  // A changed question is asked of the present, not of the moment when the page was opened.
  const now = askedAt([q, network, from, to, run].join('\u0000'))

  const asking = useMemo<Asking>(() => {
    const range = resolveRange({ from: from ?? 'all', to: to ?? '' }, now)
    const fitted =
      q === undefined || subject === undefined ? undefined : fitQuestion(q, subject).asked
    return {
      asked: {
        q: subject === undefined ? fitted : scopedQuestion(fitted, network, subject),
        ...range,
        run,
      },
      now,
      askAgain: () => setRun((old) => old + 1),
    }
  }, [q, network, subject, from, to, now, run])

  return <AskingContext value={asking}>{children}</AskingContext>
}

function useAskingContext(): Asking {
  const asking = useContext(AskingContext)
  if (asking === undefined) throw new Error('AskingProvider is missing above this component.')
  return asking
}

/** The question and the range, pinned. */
export function useAskedQuestion(): Asked {
  return useAskingContext().asked
}

/** Asks the same question again, of the present. */
export function useAskAgain(): () => void {
  return useAskingContext().askAgain
}

/** The moment that "now" means on this page, in milliseconds since 1970. */
export function useNow(): number {
  return useAskingContext().now
}
