import { IconFilePlus } from '@tabler/icons-react'
import { useNavigate } from '@tanstack/react-router'
import { useState, type DragEvent } from 'react'
import { handOver } from '../../common/hunts/handed-over.js'
import { readHuntFile } from '../../common/hunts/read-file.js'
import { LinkButton } from '../../common/link/link-button.js'
import { useView } from '../../common/url/use-view.js'

/** Leads to where a hunt is pasted, dropped or written. */
export function NewHunt() {
  const { from, to, tz } = useView()
  return (
    <LinkButton
      variant="default"
      size="compact-xs"
      to="/hunts/new"
      search={{ from, to, tz }}
      leftSection={<IconFilePlus size="0.85rem" stroke={1.6} />}
      title="Paste, drop or write a Sigma rule. From a question: “New hunt…” beside its records"
    >
      Import or write…
    </LinkButton>
  )
}

/** Takes a Sigma file that is dropped on the page to where it is looked at, tried and saved. */
export function useDroppedHunt() {
  const navigate = useNavigate()
  const { from, to, tz } = useView()
  const [dropping, setDropping] = useState(false)
  const [problem, setProblem] = useState<string>()
  const take = async (file: File) => {
    const read = await readHuntFile(file)
    setProblem('problem' in read ? read.problem : undefined)
    if (!('text' in read)) return
    handOver(read.text)
    void navigate({ to: '/hunts/new', search: { from, to, tz } })
  }
  return {
    dropping,
    problem,
    drop: {
      onDragOver: (event: DragEvent) => {
        if (!event.dataTransfer.types.includes('Files')) return
        event.preventDefault()
        setDropping(true)
      },
      onDragLeave: (event: DragEvent) => {
        if (event.currentTarget === event.target) setDropping(false)
      },
      onDrop: (event: DragEvent) => {
        setDropping(false)
        const [file] = event.dataTransfer.files
        if (file === undefined) return
        event.preventDefault()
        void take(file)
      },
    },
  }
}
