import type { OrganisationAnswer } from '@spoor/model'
import {
  createContext,
  useCallback,
  useContext,
  useEffect,
  useMemo,
  useState,
  type ReactNode,
} from 'react'
import { getNetworks } from './api.js'
import { countChanges, emptyDraft, type Draft } from './draft.js'
import { keep, readKept } from './kept-draft.js'
import type { LocatedProblem } from './problem-places.js'
import { TreeStore } from './tree-store.js'

/** Steps that can be undone. */
const MOST_STEPS = 100
/** A draft is kept this long after its last change, in milliseconds. */
const KEEP_AFTER = 250

interface Steps {
  readonly draft: Draft
  readonly past: readonly Draft[]
  /** What the last step did: the next one of the same name is the same step. */
  readonly last?: string
}

export interface Editing {
  /** What is saved, without the tree. */
  readonly saved: OrganisationAnswer
  /** Number of the saved version; 0 if none is. */
  readonly version: number
  readonly draft: Draft
  readonly changes: number
  /** Whether another version was saved since the draft began. */
  readonly isBehind: boolean
  /** Whether a reload would keep the draft. */
  readonly isKept: boolean
  /** @param step changes of one step after each other are undone together, such as typing */
  readonly edit: (change: (draft: Draft) => Draft, step?: string) => void
  readonly undo: (() => void) | undefined
  readonly discard: () => void
  /** What the last check found wrong, at its places. */
  readonly problems: readonly LocatedProblem[]
  readonly setProblems: (problems: readonly LocatedProblem[]) => void
  readonly tree: TreeStore
  readonly open: ReadonlySet<string>
  readonly setOpen: (change: (open: ReadonlySet<string>) => ReadonlySet<string>) => void
}

const EditingContext = createContext<Editing | undefined>(undefined)

const NO_PROBLEMS: readonly LocatedProblem[] = []

/** Keeps the draft over reloads. */
function useKept(draft: Draft): boolean {
  const [isKept, setKept] = useState(true)
  useEffect(() => {
    const write = () => keep(sessionStorage, countChanges(draft) === 0 ? undefined : draft)
    const timer = window.setTimeout(() => setKept(write()), KEEP_AFTER)
    window.addEventListener('pagehide', write)
    return () => {
      window.clearTimeout(timer)
      window.removeEventListener('pagehide', write)
      write()
    }
  }, [draft])
  return isKept
}

/** The draft of the organisation, for all tabs. */
export function EditingProvider({
  saved,
  children,
}: {
  saved: OrganisationAnswer
  children: ReactNode
}) {
  const version = saved.version?.number ?? 0
  const [steps, setSteps] = useState<Steps>(() => ({
    draft: readKept(sessionStorage) ?? emptyDraft(version),
    past: [],
  }))
  const [problems, setProblems] = useState(NO_PROBLEMS)
  const [open, setOpen] = useState<ReadonlySet<string>>(() => new Set(['Home']))
  const [tree, setTree] = useState(() => ({
    version,
    store: new TreeStore((request) => getNetworks(request)),
  }))
  if (tree.version !== version)
    setTree({ version, store: new TreeStore((request) => getNetworks(request)) })
  const changes = countChanges(steps.draft)
  // A draft without changes is of whatever is saved.
  const draft = useMemo(
    () => (changes === 0 ? { ...steps.draft, base: version } : steps.draft),
    [steps.draft, changes, version],
  )
  const isKept = useKept(draft)

  const edit = useCallback(
    (change: (draft: Draft) => Draft, step?: string) => {
      setSteps((old) => {
        const before = countChanges(old.draft) === 0 ? { ...old.draft, base: version } : old.draft
        const now = change(before)
        if (now === before) return old
        const isSame = step !== undefined && step === old.last
        return {
          draft: now,
          past: isSame ? old.past : [...old.past, before].slice(-MOST_STEPS),
          ...(step !== undefined && { last: step }),
        }
      })
    },
    [version],
  )
  const undo = useCallback(() => {
    setSteps((old) => {
      const before = old.past.at(-1)
      return before === undefined ? old : { draft: before, past: old.past.slice(0, -1) }
    })
  }, [])
  const discard = useCallback(() => {
    setSteps({ draft: emptyDraft(version), past: [] })
    setProblems(NO_PROBLEMS)
  }, [version])

  const canUndo = steps.past.length > 0
  const editing = useMemo<Editing>(
    () => ({
      saved,
      version,
      draft,
      changes,
      isBehind: changes > 0 && draft.base !== version,
      isKept,
      edit,
      undo: canUndo ? undo : undefined,
      discard,
      problems,
      setProblems,
      tree: tree.store,
      open,
      setOpen,
    }),
    [saved, version, draft, changes, isKept, edit, canUndo, undo, discard, problems, tree, open],
  )
  return <EditingContext value={editing}>{children}</EditingContext>
}

export function useEditing(): Editing {
  const editing = useContext(EditingContext)
  if (editing === undefined) throw new Error('EditingProvider is missing above this component.')
  return editing
}
