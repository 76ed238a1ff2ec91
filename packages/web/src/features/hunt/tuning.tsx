import { Button, NativeSelect, SegmentedControl, TextInput } from '@mantine/core'
import type { HuntDetail, Level } from '@spoor/model'
import { useState } from 'react'
import { useTune } from '../../common/api/changes.js'
import { formatCount } from '../../common/bytes/format.js'
import { HostileText } from '../../common/hostile/hostile-text.js'
import { Preview } from '../../common/hunts/preview.js'
import { Refusal } from '../../common/state/refusal.js'
import { TimeText } from '../../common/time/time-text.js'
import { draftMistakes, draftOf, isChanged, tuningOf, type TuningDraft } from './tuning-draft.js'
import classes from './hunt.module.css'

const LEVELS: readonly Level[] = ['critical', 'high', 'medium', 'low', 'informational']

function Parameters({
  detail,
  draft,
  change,
}: {
  detail: HuntDetail
  draft: TuningDraft
  change: (name: string, text: string) => void
}) {
  const { parameters } = detail.hunt
  const mistakes = draftMistakes(draft, detail)
  if (parameters.length === 0) {
    return <p className="dim">This hunt has no parameters.</p>
  }
  return (
    <div className="scroll-x">
      <table className={`plain-table ${classes.parameters}`}>
        <thead>
          <tr>
            <th>Parameter</th>
            <th className="num">Default</th>
            <th className="num">Range</th>
            <th>Here</th>
            <th className="num">In force</th>
          </tr>
        </thead>
        <tbody>
          {parameters.map(({ name, value, default: usual, from, to, meaning }) => (
            <tr key={name}>
              <td>
                <span className="mono">{name}</span>
                <span className={classes.meaning}>
                  <HostileText value={meaning} most={300} />
                </span>
              </td>
              <td className="num">{formatCount(usual)}</td>
              <td className="num">
                {formatCount(from)} – {formatCount(to)}
              </td>
              <td>
                <TextInput
                  size="xs"
                  className={classes.value}
                  inputMode="decimal"
                  aria-label={`${name}, from ${from} to ${to}; empty for the default`}
                  placeholder={String(usual)}
                  value={draft.parameters[name] ?? ''}
                  error={mistakes[name]}
                  maxLength={32}
                  onChange={(event) => change(name, event.currentTarget.value)}
                />
              </td>
              <td className="num">
                <b>{formatCount(value)}</b>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

function Form({ detail }: { detail: HuntDetail }) {
  const { hunt, untuned, tuning } = detail
  const tune = useTune(hunt.id)
  const [draft, setDraft] = useState(() => draftOf(detail))
  const proposed = tuningOf(draft, detail)
  const changed = isChanged(draft, detail)
  const save = () => {
    if (proposed !== undefined) tune.mutate({ ...proposed, read: tuning?.updated ?? null })
  }
  return (
    <form
      className={classes.form}
      aria-label="Tuning"
      onSubmit={(event) => {
        event.preventDefault()
        save()
      }}
    >
      <div className={classes.switches}>
        <div>
          <span className={classes.label} id="tuning-switch">
            Makes findings
          </span>
          <SegmentedControl
            size="xs"
            aria-labelledby="tuning-switch"
            value={draft.isOn}
            onChange={(isOn) => setDraft({ ...draft, isOn: isOn as TuningDraft['isOn'] })}
            data={[
              { value: '', label: `As the hunt says: ${untuned.is_on ? 'on' : 'off'}` },
              { value: 'on', label: 'On' },
              { value: 'off', label: 'Off' },
            ]}
          />
        </div>
        <NativeSelect
          size="xs"
          label="Level of its findings"
          value={draft.level}
          onChange={(event) =>
            setDraft({ ...draft, level: event.currentTarget.value as TuningDraft['level'] })
          }
          data={[
            { value: '', label: `As the hunt says: ${untuned.level}` },
            ...LEVELS.map((level) => ({ value: level, label: level })),
          ]}
        />
      </div>
      <Parameters
        detail={detail}
        draft={draft}
        change={(name, text) =>
          setDraft({ ...draft, parameters: { ...draft.parameters, [name]: text } })
        }
      />
      <Preview request={proposed && { id: hunt.id, tuning: proposed }} />
      <Refusal error={tune.error} />
      <div className={classes.buttons}>
        <Button
          type="submit"
          disabled={!changed || proposed === undefined}
          loading={tune.isPending}
        >
          Save
        </Button>
        <Button
          variant="default"
          disabled={!changed}
          onClick={() => {
            setDraft(draftOf(detail))
            tune.reset()
          }}
        >
          Discard
        </Button>
        {tuning !== null && (
          <Button variant="subtle" disabled={tune.isPending} onClick={() => tune.mutate(null)}>
            Back to the hunt’s own
          </Button>
        )}
        <span className="dim">
          {changed
            ? 'Not saved yet. Once it is, the hunt is run again over all kept days.'
            : tuning === null
              ? 'As it came.'
              : 'As it is for this site.'}
          {tuning !== null && !changed && (
            <>
              {' '}
              Changed by <HostileText value={tuning.updated_by} most={60} />,{' '}
              <TimeText moment={tuning.updated} digits={0} />.
            </>
          )}
        </span>
      </div>
    </form>
  )
}

/** Fits a hunt to this site without editing it. */
export function Tuning({ detail }: { detail: HuntDetail }) {
  return (
    <section className="card" aria-label="Tuning">
      <div className="card-head">
        <h2>Tuning</h2>
        <span className="dim">for this site; the hunt itself stays as it is</span>
      </div>
      <div className="card-body">
        <Form key={detail.tuning?.updated ?? ''} detail={detail} />
      </div>
    </section>
  )
}
