import { IconServer2 } from '@tabler/icons-react'
import type { Subject } from '@spoor/model'
import { LinkButton } from '../link/link-button.js'
import { useAskedQuestion } from '../url/asked.js'
import { useView } from '../url/use-view.js'

/** Leads from records to the hosts on either side of them. */
export function HostsButton({ subject }: { subject: Subject }) {
  const { q } = useAskedQuestion()
  const { from, to, tz } = useView()
  return (
    <LinkButton
      variant="default"
      size="compact-xs"
      to="/hosts"
      search={{ of: subject, of_q: q, from, to, tz }}
      leftSection={<IconServer2 size="0.85rem" stroke={1.6} />}
      title={`Hosts on either side of these ${subject}`}
    >
      Hosts of these
    </LinkButton>
  )
}
