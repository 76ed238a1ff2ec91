import { Popover } from '@mantine/core'
import { IconChevronDown } from '@tabler/icons-react'
import type { HostRoleEvidence } from '@spoor/model'
import { RoleBadge } from '../../common/badges/badge.js'
import { HostileText, hostileTitle } from '../../common/hostile/hostile-text.js'
import { usePivots } from '../../common/pivot/pivot-context.js'
import { TimeText } from '../../common/time/time-text.js'
import classes from './host.module.css'

const BY: Readonly<Record<HostRoleEvidence['by'], string>> = {
  inferred: 'inferred from what was observed',
  organisation: 'given by hand, under Organisation',
}

function Role({ role: { role, by, since, evidence } }: { role: HostRoleEvidence }) {
  const pivots = usePivots()
  return (
    <Popover position="bottom-start" width="24rem" trapFocus>
      <Popover.Target>
        <button
          type="button"
          className={classes.role}
          title={[BY[by], ...evidence.map(hostileTitle)].join('\n')}
        >
          <RoleBadge role={role} />
          <IconChevronDown size="0.7rem" aria-hidden />
        </button>
      </Popover.Target>
      <Popover.Dropdown p="sm">
        <div className={classes.evidence}>
          <b>{role}</b>: {BY[by]}
          {since !== null && (
            <>
              , since <TimeText moment={since} />
            </>
          )}
          {evidence.length > 0 && (
            <ul>
              {evidence.map((one) => (
                <li key={one}>
                  <HostileText value={one} most={300} />
                </li>
              ))}
            </ul>
          )}
          <button
            type="button"
            className={classes.link}
            onClick={() =>
              pivots.act({ subject: 'hosts', field: 'host.role', value: role }, 'only')
            }
          >
            All hosts with this role
          </button>
        </div>
      </Popover.Dropdown>
    </Popover>
  )
}

/** What the host is, each role with what says so. */
export function Roles({ roles }: { roles: readonly HostRoleEvidence[] }) {
  if (roles.length === 0) {
    return (
      <span className="dim" title="Too little was seen of it to tell; roles can be given by hand">
        unclassified
      </span>
    )
  }
  return (
    <span className={classes.roles}>
      {roles.map((role) => (
        <Role key={`${role.role} ${role.by}`} role={role} />
      ))}
    </span>
  )
}
