import { Button } from '@mantine/core'
import type { HuntDescription, HuntFilter } from '@spoor/model'
import { useState } from 'react'
import { useRemoveFilter, useSaveFilter } from '../../common/api/changes.js'
import { ApiError } from '../../common/api/client.js'
import { useHuntFilters } from '../../common/api/hunts.js'
import { HostileLines } from '../../common/hostile/hostile-lines.js'
import { HostileText } from '../../common/hostile/hostile-text.js'
import { YamlEditor } from '../../common/hunts/yaml-editor.js'
import { Refusal } from '../../common/state/refusal.js'
import { ErrorState, RowsSkeleton } from '../../common/state/states.js'
import { filterDraft } from './filter-draft.js'
import classes from './hunt.module.css'

const NO_PROBLEMS: ApiError['problems'] = []

function Saved({ filter }: { filter: HuntFilter }) {
  const remove = useRemoveFilter()
  const [asking, setAsking] = useState(false)
  return (
    <li>
      <div className={classes.tools}>
        <b>
          <HostileText value={filter.title} most={200} />
        </b>
        {filter.hunts.length > 1 && (
          <span className="dim">narrows {filter.hunts.length} hunts</span>
        )}
        <span className={classes.forms}>
          {asking ? (
            <>
              Remove it{filter.hunts.length > 1 && ` from all ${filter.hunts.length} hunts`}?{' '}
              <Button
                size="compact-xs"
                color="red.9"
                loading={remove.isPending}
                onClick={() => remove.mutate(filter.id)}
              >
                Remove
              </Button>{' '}
              <Button variant="default" size="compact-xs" onClick={() => setAsking(false)}>
                Keep
              </Button>
            </>
          ) : (
            <Button variant="default" size="compact-xs" onClick={() => setAsking(true)}>
              Remove…
            </Button>
          )}
        </span>
      </div>
      {filter.problem !== undefined && (
        <p className={classes.trouble}>
          <HostileText value={filter.problem} most={400} />
        </p>
      )}
      <Refusal error={remove.error} />
      <details>
        <summary>Text</summary>
        <pre className={classes.logic} tabIndex={0} aria-label="Text of the filter">
          <HostileLines value={filter.text} />
        </pre>
      </details>
    </li>
  )
}

function NewFilter({ hunt, close }: { hunt: HuntDescription; close: () => void }) {
  const save = useSaveFilter()
  const [text, setText] = useState(() => filterDraft(hunt))
  const problems = save.error instanceof ApiError ? save.error.problems : NO_PROBLEMS
  return (
    <div className={classes.form}>
      <p className="dim">
        A Sigma filter: records that it describes are no longer looked at. It names the hunts that
        it narrows.
      </p>
      <YamlEditor
        text={text}
        label="Text of the filter"
        hint=""
        problems={problems}
        onChange={setText}
      />
      {problems.length === 0 && <Refusal error={save.error} />}
      <div className={classes.buttons}>
        <Button
          disabled={text.trim() === ''}
          loading={save.isPending}
          onClick={() => save.mutate(text, { onSuccess: close })}
        >
          Save the filter
        </Button>
        <Button variant="default" onClick={close}>
          Cancel
        </Button>
      </div>
    </div>
  )
}

/** Sigma filters that narrow a hunt. */
export function Filters({ hunt }: { hunt: HuntDescription }) {
  const answer = useHuntFilters()
  const [adding, setAdding] = useState(false)
  const filters = answer.data?.filters.filter(({ hunts }) => hunts.includes(hunt.id)) ?? []
  return (
    <section className="card" aria-label="Filters">
      <div className="card-head">
        <h2>Filters</h2>
        <span className="dim">records that the hunt does not look at</span>
        {!adding && (
          <Button
            className={classes.forms}
            variant="default"
            size="compact-xs"
            onClick={() => setAdding(true)}
          >
            Add…
          </Button>
        )}
      </div>
      <div className="card-body">
        {answer.isError && answer.data === undefined ? (
          <ErrorState error={answer.error} retry={() => void answer.refetch()} small />
        ) : answer.data === undefined ? (
          <RowsSkeleton rows={1} />
        ) : filters.length === 0 && !adding ? (
          <p className="dim">None.</p>
        ) : (
          <ul className={classes.filters}>
            {filters.map((filter) => (
              <Saved key={filter.id} filter={filter} />
            ))}
          </ul>
        )}
        {adding && <NewFilter hunt={hunt} close={() => setAdding(false)} />}
      </div>
    </section>
  )
}
