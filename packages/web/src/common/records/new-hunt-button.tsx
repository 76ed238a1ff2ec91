import { Button } from '@mantine/core'
import { IconTargetArrow } from '@tabler/icons-react'
import type { Subject } from '@spoor/model'
import { LinkButton } from '../link/link-button.js'
import { useAskedQuestion } from '../url/asked.js'
import { useView } from '../url/use-view.js'

const ICON = <IconTargetArrow size="0.85rem" stroke={1.6} />

/** Makes a hunt of what is asked now. */
export function NewHuntButton({ subject }: { subject: Subject }) {
  const { q } = useAskedQuestion()
  const { from, to, tz } = useView()
  if (q === undefined || q === '') {
    return (
      <Button
        variant="default"
        size="compact-xs"
        leftSection={ICON}
        disabled
        title="Ask something first: the question becomes the hunt"
      >
        New hunt…
      </Button>
    )
  }
  return (
    <LinkButton
      variant="default"
      size="compact-xs"
      to="/hunts/new"
      search={{ q, of: subject, from, to, tz }}
      leftSection={ICON}
      title="Save this question as a hunt, which goes on asking it"
    >
      New hunt…
    </LinkButton>
  )
}
