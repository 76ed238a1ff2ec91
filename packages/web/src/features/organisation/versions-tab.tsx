import { Button, TextInput } from '@mantine/core'
import type { OrganisationVersion } from '@spoor/model'
import { useState } from 'react'
import { Badge } from '../../common/badges/badge.js'
import { formatCount } from '../../common/bytes/format.js'
import { HostileText } from '../../common/hostile/hostile-text.js'
import { Refusal } from '../../common/state/refusal.js'
import { EmptyState, ErrorState, RowsSkeleton } from '../../common/state/states.js'
import { TimeText } from '../../common/time/time-text.js'
import { useUpdateView, useView } from '../../common/url/use-view.js'
import { useRestore, useVersions } from './api.js'
import { VersionChanges } from './behind.js'
import { useEditing } from './use-editing.js'
import classes from './versions.module.css'

function Restore({ of }: { of: OrganisationVersion }) {
  const { version, changes } = useEditing()
  const restore = useRestore(of.number)
  const [asking, setAsking] = useState(false)
  const [note, setNote] = useState('')
  if (!asking) {
    return (
      <Button
        variant="default"
        size="compact-xs"
        disabled={changes > 0}
        title={changes > 0 ? 'Save or discard your changes first' : undefined}
        onClick={() => setAsking(true)}
      >
        Restore…
      </Button>
    )
  }
  return (
    <form
      className={classes.sure}
      role="alertdialog"
      aria-label={`Restore version ${of.number}?`}
      onSubmit={(event) => {
        event.preventDefault()
        restore.mutate(
          { base_version: version, ...(note.trim() !== '' && { note: note.trim() }) },
          { onSuccess: () => setAsking(false) },
        )
      }}
    >
      <p>
        Everything is then as it was in version {formatCount(of.number)}. This makes a new version:
        none is lost.
      </p>
      <TextInput
        size="xs"
        label="Note: why"
        maxLength={1000}
        value={note}
        onChange={(event) => setNote(event.currentTarget.value)}
      />
      <Button type="submit" loading={restore.isPending}>
        Restore version {formatCount(of.number)}
      </Button>
      <Button variant="default" autoFocus onClick={() => setAsking(false)}>
        Leave it
      </Button>
      <Refusal error={restore.error} />
    </form>
  )
}

function VersionRows({ of, isNow }: { of: OrganisationVersion; isNow: boolean }) {
  const { id } = useView()
  const update = useUpdateView()
  const isOpen = id === String(of.number)
  return (
    <>
      <tr>
        <td className="num">{formatCount(of.number)}</td>
        <td>
          {isNow && (
            <Badge tone="good" shape="✓" strong>
              holds now
            </Badge>
          )}
        </td>
        <td>
          <TimeText moment={of.at} />
        </td>
        <td>
          <HostileText value={of.by} most={60} />
        </td>
        <td className={classes.note}>
          {of.note === '' ? (
            <span className="dim">no note</span>
          ) : (
            <HostileText value={of.note} most={300} />
          )}
        </td>
        <td className="num">{formatCount(of.networks)}</td>
        <td className="num">
          <Button
            variant="subtle"
            size="compact-xs"
            aria-expanded={isOpen}
            onClick={() => update({ id: isOpen ? undefined : String(of.number) }, true)}
          >
            {isOpen ? 'Hide changes' : 'What changed'}
          </Button>
        </td>
      </tr>
      {isOpen && (
        <tr className={classes.open}>
          <td colSpan={7}>
            <VersionChanges number={of.number} />
            {!isNow && <Restore of={of} />}
          </td>
        </tr>
      )}
    </>
  )
}

/** Every version that was saved, what it changed, and the way back to it. */
export function VersionsTab() {
  const { version } = useEditing()
  const answer = useVersions()
  if (answer.data === undefined) {
    return answer.isError ? (
      <ErrorState error={answer.error} retry={() => void answer.refetch()} />
    ) : (
      <RowsSkeleton rows={6} />
    )
  }
  const versions = answer.data.pages.flatMap((page) => page.versions)
  if (versions.length === 0) {
    return (
      <section className="card">
        <EmptyState title="No version yet">
          What spoor.yaml says holds. The first save or import makes version 1.
        </EmptyState>
      </section>
    )
  }
  return (
    <section className="card" aria-label="Versions">
      <div className="card-head">
        <h2>Versions</h2>
        <span className="dim">
          {formatCount(answer.data.pages[0]?.total ?? versions.length)}, the newest first
        </span>
      </div>
      <div className="scroll-x">
        <table className="plain-table">
          <thead>
            <tr>
              <th className="num">Number</th>
              <th>
                <span className="visually-hidden">State</span>
              </th>
              <th>Saved</th>
              <th>By</th>
              <th>Note</th>
              <th className="num">Networks</th>
              <th className="num">
                <span className="visually-hidden">What changed</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {versions.map((of) => (
              <VersionRows key={of.number} of={of} isNow={of.number === version} />
            ))}
          </tbody>
        </table>
      </div>
      {answer.hasNextPage && (
        <Button
          variant="subtle"
          size="compact-xs"
          loading={answer.isFetchingNextPage}
          onClick={() => void answer.fetchNextPage()}
        >
          Show older ones
        </Button>
      )}
    </section>
  )
}
