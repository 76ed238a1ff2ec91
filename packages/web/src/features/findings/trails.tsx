import { IconRoute } from '@tabler/icons-react'
import type { Finding } from '@spoor/model'
import { HostileText } from '../../common/hostile/hostile-text.js'
import { LinkButton } from '../../common/link/link-button.js'
import { useView } from '../../common/url/use-view.js'
import classes from './findings.module.css'

/** What the hunts know of the client, the server and the user of a finding, in one press each. */
export function Trails({ finding: { client, server, user } }: { finding: Finding }) {
  const { from, to, tz } = useView()
  const trails = [
    { of: 'client', value: client, entity: client },
    { of: 'server', value: server, entity: server },
    { of: 'user', value: user, entity: `user:${user}` },
  ].filter(({ value }) => value !== '')
  if (trails.length === 0) return null
  return (
    <p className={classes.trails}>
      {trails.map(({ of, value, entity }) => (
        <LinkButton
          key={of}
          variant="default"
          size="compact-xs"
          to="/trail"
          search={{ entity, from, to, tz }}
          leftSection={<IconRoute size="0.85rem" stroke={1.6} />}
          title={`What every hunt knows of this ${of}`}
        >
          <span>
            Trail of {of} <HostileText value={value} most={40} />
          </span>
        </LinkButton>
      ))}
    </p>
  )
}
