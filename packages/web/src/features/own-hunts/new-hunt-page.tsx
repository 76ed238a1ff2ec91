import { Button } from '@mantine/core'
import { IconFileImport } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { useRef, useState } from 'react'
import { takeOver } from '../../common/hunts/handed-over.js'
import { readHuntFile } from '../../common/hunts/read-file.js'
import { carried, subjectOf, validateView } from '../../common/url/search-state.js'
import { useView } from '../../common/url/use-view.js'
import { FromQuestion } from './from-question.js'
import { OwnEditor } from './own-editor.js'
import classes from './own-hunts.module.css'

/** A new hunt: from what was asked, or from a Sigma file. */
export function NewHuntPage() {
  const view = useView()
  const { q } = view
  const of = subjectOf(view)
  const chooser = useRef<HTMLInputElement>(null)
  const [text, setText] = useState(() => takeOver() ?? '')
  const [problem, setProblem] = useState<string>()
  const fromQuestion = q !== undefined && of !== undefined
  const take = async (file: File | undefined) => {
    if (file === undefined) return
    const read = await readHuntFile(file)
    setProblem('problem' in read ? read.problem : undefined)
    if ('text' in read) setText(read.text)
  }
  return (
    <div
      className="page"
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
      <div className={classes.head}>
        <p className={classes.crumbs}>
          <Link to="/hunts" search={(previous) => carried(validateView(previous))}>
            Hunts
          </Link>{' '}
          <span className="dim">/ Own</span>
        </p>
        <h1 className="page-title">New hunt</h1>
      </div>
      {fromQuestion && (
        <FromQuestion q={q} subject={of} edited={text.trim() !== ''} written={setText} />
      )}
      {(!fromQuestion || text !== '') && (
        <section className={`card ${classes.sheet}`}>
          <div className={classes.lead}>
            <h2>Its text</h2>
            <span className="dim">
              {fromQuestion
                ? 'a Sigma rule; what it asks is exactly the question'
                : 'paste a Sigma rule, correlation or behaviour here, drop a file, or choose one'}
            </span>
            <Button
              className={classes.choose}
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
              accept=".yml,.yaml,.txt"
              hidden
              aria-label="Sigma file"
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
          <OwnEditor of={undefined} text={text} change={setText} />
        </section>
      )}
    </div>
  )
}
