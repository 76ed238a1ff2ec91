import { Button, SegmentedControl, Textarea, TextInput } from '@mantine/core'
import type { OrganisationCheckAnswer, OrganisationFormat } from '@spoor/model'
import { IconDownload, IconFileImport } from '@tabler/icons-react'
import { useMutation } from '@tanstack/react-query'
import { useRef, useState } from 'react'
import { apiUrl } from '../../common/api/client.js'
import { formatCount } from '../../common/bytes/format.js'
import { Refusal } from '../../common/state/refusal.js'
import { check, useSave } from './api.js'
import { DiffView } from './diff-view.js'
import { formatOf, isShown, lineRange, readOrganisationFile } from './import-text.js'
import { ProblemList } from './problem-list.js'
import { useEditing } from './use-editing.js'
import classes from './import.module.css'

interface Checked {
  readonly text: string
  readonly answer: OrganisationCheckAnswer
}

function Outcome({
  checked: { text, answer },
  place,
  applied,
}: {
  checked: Checked
  place: React.RefObject<HTMLTextAreaElement | null>
  applied: (version: number) => void
}) {
  const { changes } = useEditing()
  const save = useSave()
  const [note, setNote] = useState('')
  const goTo = (line: number) => () => {
    const field = place.current
    if (field === null) return
    field.focus()
    field.setSelectionRange(...lineRange(text, line))
  }
  const nothing = answer.diff?.total === 0
  return (
    <>
      <ProblemList
        kind="problem"
        problems={answer.problems}
        total={answer.problems_total}
        go={({ line }) => (line === undefined || !isShown(text) ? undefined : goTo(line))}
        excerpt={({ line }) =>
          line === undefined ? undefined : text.slice(...lineRange(text, line)).trim()
        }
      />
      <ProblemList kind="warning" problems={answer.warnings} total={answer.warnings_total} />
      {answer.diff !== null && (
        <>
          <h3 className={classes.heading}>
            What it would change in{' '}
            {answer.base_version === 0
              ? 'what spoor.yaml says'
              : `version ${formatCount(answer.base_version)}`}
          </h3>
          <DiffView diff={answer.diff} />
        </>
      )}
      {answer.ok && !nothing && (
        <form
          className={classes.apply}
          aria-label="Apply"
          onSubmit={(event) => {
            event.preventDefault()
            if (changes > 0) return
            save.mutate(
              {
                document: answer.document,
                base_version: answer.base_version,
                ...(note.trim() !== '' && { note: note.trim() }),
              },
              { onSuccess: ({ version }) => applied(version.number) },
            )
          }}
        >
          <TextInput
            className={classes.note}
            size="xs"
            label="Note: why (kept with the version)"
            placeholder="Networks from the address plan"
            maxLength={1000}
            value={note}
            onChange={(event) => setNote(event.currentTarget.value)}
          />
          <Button type="submit" loading={save.isPending} disabled={changes > 0}>
            Apply as a new version
          </Button>
          {changes > 0 && (
            <p className={classes.warn}>
              Save or discard what you changed by hand first: it would stand against this.
            </p>
          )}
        </form>
      )}
      <Refusal error={save.error} />
    </>
  )
}

function Import() {
  const [text, setText] = useState('')
  const [name, setName] = useState<string>()
  const [chosen, setChosen] = useState<OrganisationFormat>()
  const [problem, setProblem] = useState<string>()
  const [done, setDone] = useState<number>()
  const chooser = useRef<HTMLInputElement>(null)
  const place = useRef<HTMLTextAreaElement>(null)
  const format = chosen ?? formatOf(text, name)
  const checking = useMutation({
    mutationFn: async (of: { text: string; format: OrganisationFormat }): Promise<Checked> => ({
      text: of.text,
      answer: await check(of),
    }),
  })
  const replace = (next: string, of?: string) => {
    setText(next)
    setName(of)
    setChosen(undefined)
    setProblem(undefined)
    setDone(undefined)
    checking.reset()
  }
  const take = async (file: File | undefined) => {
    if (file === undefined) return
    const read = await readOrganisationFile(file)
    if ('problem' in read) setProblem(read.problem)
    else replace(read.text, file.name)
  }
  const lines = text === '' ? 0 : text.split('\n').length
  return (
    <section
      className={`card ${classes.import}`}
      aria-label="Import"
      onDragOver={(event) => {
        if (event.dataTransfer.types.includes('Files')) event.preventDefault()
      }}
      onDrop={(event) => {
        const [file] = event.dataTransfer.files
        if (file === undefined) return
        event.preventDefault()
        void take(file)
      }}
    >
      <div className={classes.line}>
        <h2>Import</h2>
        <span className="dim">nothing is changed before you have seen what would be different</span>
        <Button
          className={classes.end}
          variant="default"
          size="compact-xs"
          leftSection={<IconFileImport size="0.85rem" stroke={1.6} />}
          onClick={() => chooser.current?.click()}
        >
          Choose a file…
        </Button>
        <input
          ref={chooser}
          type="file"
          accept=".yml,.yaml,.csv,.txt"
          hidden
          aria-label="File of the organisation"
          onChange={(event) => {
            void take(event.currentTarget.files?.[0])
            event.currentTarget.value = ''
          }}
        />
      </div>
      {problem !== undefined && (
        <p className={classes.problem} role="alert">
          {problem}
        </p>
      )}
      {isShown(text) ? (
        <Textarea
          ref={place}
          aria-label="Text of the organisation, YAML or CSV"
          placeholder={
            'Drop a file here, or paste YAML or CSV.\n\nlabel,parent,cidr,site,note\nBerlin,Home,10.20.0.0/16,Berlin,\nOffice,Home/Berlin,10.20.1.0/24,,'
          }
          classNames={{ input: 'mono' }}
          rows={10}
          autosize={false}
          spellCheck={false}
          value={text}
          onChange={(event) => replace(event.currentTarget.value, name)}
        />
      ) : (
        <p className={classes.large}>
          {name ?? 'The text'}: {formatCount(lines)} lines, too long to be shown here.{' '}
          <Button variant="default" size="compact-xs" onClick={() => replace('')}>
            Take another
          </Button>
        </p>
      )}
      <div className={classes.line}>
        <SegmentedControl
          size="xs"
          aria-label="Format"
          value={format}
          onChange={(value) => {
            setChosen(value as OrganisationFormat)
            checking.reset()
          }}
          data={[
            { value: 'yaml', label: 'YAML' },
            { value: 'csv', label: 'CSV' },
          ]}
        />
        <span className="dim">
          {format === 'csv'
            ? 'The whole tree of networks: what the CSV leaves out is removed. Groups, sites and lists stay.'
            : 'Each part in the YAML takes the place of the whole part; parts that it leaves out stay.'}
        </span>
        <Button
          className={classes.end}
          disabled={text.trim() === ''}
          loading={checking.isPending}
          onClick={() => checking.mutate({ text, format })}
        >
          Check
        </Button>
      </div>
      <Refusal error={checking.error} />
      {checking.data !== undefined && (
        <Outcome
          key={checking.submittedAt}
          checked={checking.data}
          place={place}
          applied={(version) => {
            replace('')
            setDone(version)
          }}
        />
      )}
      {done !== undefined && (
        <p role="status">
          <b>Version {formatCount(done)} is saved.</b> It holds for history, too.
        </p>
      )}
    </section>
  )
}

const FILES = [
  { format: 'yaml', label: 'YAML: everything' },
  { format: 'csv', label: 'CSV: the tree of networks' },
] as const

/** The organisation from files and to files. */
export function ImportTab() {
  const { changes } = useEditing()
  return (
    <>
      <Import />
      <section className={`card ${classes.import}`} aria-label="Export">
        <div className={classes.line}>
          <h2>Export</h2>
          <span className="dim">
            {changes > 0 ? 'what is saved, without your changes' : 'what is saved'}; what is
            exported can be imported
          </span>
        </div>
        <div className={classes.line}>
          {FILES.map(({ format, label }) => (
            <Button
              key={format}
              component="a"
              variant="default"
              href={apiUrl('organisation/export', { format })}
              download={`organisation.${format}`}
              leftSection={<IconDownload size="0.85rem" stroke={1.6} />}
            >
              {label}
            </Button>
          ))}
        </div>
      </section>
    </>
  )
}
