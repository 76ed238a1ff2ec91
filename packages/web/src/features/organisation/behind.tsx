import { Button } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { ORGANISATION } from '../../common/api/organisation.js'
import { HostileText } from '../../common/hostile/hostile-text.js'
import { ErrorState, RowsSkeleton } from '../../common/state/states.js'
import { TimeText } from '../../common/time/time-text.js'
import { useVersionDiff } from './api.js'
import { DiffView } from './diff-view.js'
import { useEditing } from './use-editing.js'
import classes from './changes.module.css'

/** What one version changed. */
export function VersionChanges({ number }: { number: number }) {
  const answer = useVersionDiff(number)
  if (answer.data === undefined) {
    return answer.isError ? (
      <ErrorState error={answer.error} retry={() => void answer.refetch()} small />
    ) : (
      <RowsSkeleton rows={3} />
    )
  }
  return answer.data.diff === null ? (
    <p className="dim">The first version: there is none before it to compare it with.</p>
  ) : (
    <DiffView diff={answer.data.diff} />
  )
}

/** Somebody saved a version meanwhile: what it changed, and what becomes of the draft. */
export function Behind({ settled }: { settled: () => void }) {
  const { saved, version, draft, edit, discard } = useEditing()
  const client = useQueryClient()
  const { version: newest } = saved
  const isLoaded = draft.base !== version
  return (
    <div className={classes.problems} role="alert">
      <p>
        <b>Somebody else saved a version meanwhile.</b>{' '}
        {isLoaded && newest !== null ? (
          <>
            You began with {draft.base === 0 ? 'what spoor.yaml says' : `version ${draft.base}`};
            now it is version {newest.number}, by <HostileText value={newest.by} most={60} />,{' '}
            <TimeText moment={newest.at} />
            {newest.note !== '' && (
              <>
                : “<HostileText value={newest.note} most={200} />”
              </>
            )}
            . Nothing of yours is lost or saved.
          </>
        ) : (
          'Nothing of yours is lost or saved. Load it to see what it changed.'
        )}
      </p>
      {isLoaded && newest !== null && <VersionChanges number={newest.number} />}
      <div className={classes.line}>
        {isLoaded ? (
          <Button
            size="compact-xs"
            onClick={() => {
              settled()
              edit((old) => ({ ...old, base: version }))
            }}
          >
            Put my changes on top of it
          </Button>
        ) : (
          <Button
            size="compact-xs"
            onClick={() => {
              settled()
              void client.invalidateQueries({ queryKey: [ORGANISATION] })
            }}
          >
            Load it
          </Button>
        )}
        <Button
          size="compact-xs"
          variant="default"
          onClick={() => {
            settled()
            discard()
          }}
        >
          Discard mine
        </Button>
      </div>
    </div>
  )
}
