import { Button, Checkbox, NativeSelect } from '@mantine/core'
import type { HuntDetail } from '@spoor/model'
import { useBlocker, useNavigate } from '@tanstack/react-router'
import { useRef, useState } from 'react'
import { useSaveHunt } from '../../common/api/changes.js'
import { ApiError } from '../../common/api/client.js'
import { Preview } from '../../common/hunts/preview.js'
import { YamlEditor } from '../../common/hunts/yaml-editor.js'
import { Refusal } from '../../common/state/refusal.js'
import { describeRange } from '../../common/time/range.js'
import { useView } from '../../common/url/use-view.js'
import { savedRange } from './saved-range.js'
import classes from './own-hunts.module.css'

const NO_PROBLEMS: ApiError['problems'] = []

const HINT = `title: Archives sent at night
description: Were archives uploaded outside working hours?
level: medium
logsource:
  product: spoor
  service: transfer
detection:
  upload:
    transfer.direction: upload
    file.name|endswith: ['.zip', '.7z', '.rar']
  condition: upload
`

function problemsIn(error: Error | null | undefined): ApiError['problems'] {
  return error instanceof ApiError ? error.problems : NO_PROBLEMS
}

/** The text of an own hunt, tried and saved. */
export function OwnEditor({
  of,
  text,
  change,
}: {
  /** The hunt that is changed; undefined for a new one. */
  of: HuntDetail | undefined
  text: string
  change: (text: string) => void
}) {
  const view = useView()
  const { tz = 'local' } = view
  const navigate = useNavigate()
  const save = useSaveHunt(of?.hunt.id)
  const [refused, setRefused] = useState<Error>()
  const shown = savedRange(view)
  const own = of?.own ?? undefined
  const before = savedRange({ from: own?.from, to: own?.to })
  const [range, setRange] = useState(before === undefined ? (of ? 'none' : 'view') : 'before')
  const [isOn, setIsOn] = useState(of?.hunt.is_on ?? true)
  const error = save.error ?? refused
  const problems = problemsIn(error)
  const empty = text.trim() === ''
  const isSaved = useRef(false)
  const unsaved = () => !isSaved.current && !empty && text !== (of?.sigma ?? '')
  useBlocker({
    shouldBlockFn: ({ current, next }) =>
      current.pathname !== next.pathname &&
      unsaved() &&
      !window.confirm('Leave without saving the hunt? What was written is lost.'),
    enableBeforeUnload: unsaved,
  })
  const saved = range === 'view' ? shown : range === 'before' ? before : undefined
  const submit = () => {
    setRefused(undefined)
    save.mutate(
      { text, is_on: isOn, ...saved, ...(own && { read: own.updated }) },
      {
        onSuccess: ({ hunt }) => {
          isSaved.current = true
          void navigate({
            to: '/hunts/$id',
            params: { id: hunt.id },
            search: { from: view.from, to: view.to, tz: view.tz },
          })
        },
      },
    )
  }
  const words = (edges: { from: string; to?: string }) =>
    describeRange({ from: edges.from, to: edges.to ?? '' }, tz)
  return (
    <form
      className={classes.editor}
      aria-label="The hunt"
      onSubmit={(event) => {
        event.preventDefault()
        submit()
      }}
    >
      <YamlEditor
        text={text}
        label="Text of the hunt, Sigma"
        hint={HINT}
        problems={problems}
        onChange={(next) => {
          change(next)
          setRefused(undefined)
          if (save.isError) save.reset()
        }}
      />
      {problems.length === 0 && <Refusal error={error} />}
      <Preview
        request={empty ? undefined : { text }}
        onError={(problem) => {
          save.reset()
          setRefused(problem)
        }}
      />
      <div className={classes.options}>
        <NativeSelect
          size="xs"
          label="Saved with the time range"
          value={range}
          onChange={(event) => setRange(event.currentTarget.value)}
          data={[
            ...(before === undefined
              ? []
              : [{ value: 'before', label: `as before: ${words(before)}` }]),
            ...(shown === undefined
              ? []
              : [{ value: 'view', label: `of this page: ${words(shown)}` }]),
            { value: 'none', label: 'none: all data' },
          ]}
        />
        <Checkbox
          size="xs"
          checked={isOn}
          onChange={(event) => setIsOn(event.currentTarget.checked)}
          label="Makes findings, also of the days that are kept"
        />
      </div>
      <div className={classes.buttons}>
        <Button type="submit" disabled={empty} loading={save.isPending}>
          Save the hunt
        </Button>
        <span className="dim">
          {of === undefined
            ? 'It then stands among the hunts, under “Own”.'
            : 'Its findings are made anew over all kept days.'}
        </span>
      </div>
    </form>
  )
}
