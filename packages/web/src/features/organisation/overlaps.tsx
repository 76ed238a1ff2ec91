import { Button } from '@mantine/core'
import { useState, useSyncExternalStore } from 'react'
import { ErrorState } from '../../common/state/states.js'
import { useWarnings } from './api.js'
import { locate } from './problem-places.js'
import { ProblemList } from './problem-list.js'
import { useEditing } from './use-editing.js'
import { useGoTo } from './use-go-to.js'

/** Larger trees are looked through only when somebody asks for it. */
const AT_ONCE = 5_000

const NOTHING = { document: {}, lost: [], idOf: new Map(), keys: {} }

/** Networks that lie in others which are not above them, in what is saved. */
export function Overlaps() {
  const { tree, version } = useEditing()
  const goTo = useGoTo()
  const [asked, setAsked] = useState(false)
  const roots = useSyncExternalStore(tree.subscribe, tree.snapshot).get('')
  const networks =
    roots?.state === 'ready'
      ? roots.nodes.reduce((sum, node) => sum + node.networks_below, 0)
      : undefined
  const isSmall = networks !== undefined && networks <= AT_ONCE
  const answer = useWarnings(version, asked || isSmall)
  return (
    <section className="card" aria-label="Overlaps">
      <div className="card-head">
        <h2>Overlaps</h2>
        <span className="dim">
          of what is saved; the most specific network wins, and an overlap may be meant
        </span>
      </div>
      <div className="card-body">
        {answer.isError && answer.data === undefined ? (
          <ErrorState error={answer.error} retry={() => void answer.refetch()} small />
        ) : answer.data === undefined ? (
          isSmall || asked || networks === undefined ? (
            <p className="dim">Looking for them …</p>
          ) : (
            <Button variant="default" size="compact-xs" onClick={() => setAsked(true)}>
              Look for overlaps
            </Button>
          )
        ) : answer.data.total === 0 ? (
          <p className="dim">None: every network lies in those above it, or beside all others.</p>
        ) : (
          <ProblemList
            kind="warning"
            meaning="networks that lie in others which are not above them."
            problems={answer.data.warnings}
            total={answer.data.total}
            go={(problem) => {
              const { part, key } = locate(problem, NOTHING)
              return part === undefined ? undefined : () => goTo(part, key)
            }}
          />
        )}
      </div>
    </section>
  )
}
