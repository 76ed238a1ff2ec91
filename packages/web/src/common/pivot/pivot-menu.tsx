import { Menu } from '@mantine/core'
import {
  IconCopy,
  IconDeviceDesktopSearch,
  IconExternalLink,
  IconFilterMinus,
  IconFilterPlus,
  IconRoute,
  IconTarget,
  IconUsersGroup,
} from '@tabler/icons-react'
import { findField } from '@spoor/model'
import { HostileText } from '../hostile/hostile-text.js'
import { useCopy } from '../copy/use-copy.js'
import { pageOf } from '../query/translate.js'
import { useGo, useOpenHost } from '../url/use-view.js'
import type { Pivot, PivotAct } from './pivot-context.js'
import classes from './pivot.module.css'
import { spreadLeads } from './spread.js'
import { hostOf, targetsOf, trailEntityOf } from './targets.js'

const ICON = { size: '0.95rem', stroke: 1.6 } as const

/** What can be done with one value. */
export function PivotMenu({
  pivot,
  at,
  act,
  close,
}: {
  pivot: Pivot
  at: DOMRect
  act: (pivot: Pivot, how: PivotAct) => void
  close: () => void
}) {
  const go = useGo()
  const openHost = useOpenHost()
  const { copy } = useCopy()
  const targets = targetsOf(pivot)
  const trail = trailEntityOf(pivot)
  const host = hostOf(pivot)
  const spreads = spreadLeads(pivot)
  const description = findField(pivot.subject, pivot.field)?.description
  const missing = pivot.value === undefined
  return (
    <Menu opened onClose={close} position="bottom-start" withinPortal width="20rem" trapFocus>
      <Menu.Target>
        <span
          className={classes.anchor}
          style={{ left: at.left, top: at.top, width: at.width, height: at.height }}
        />
      </Menu.Target>
      <Menu.Dropdown>
        <div className={classes.head}>
          <span className={classes.field} title={description}>
            {pivot.field}
          </span>
          <div className={classes.value} tabIndex={-1}>
            {pivot.value === undefined ? (
              <i>no value</i>
            ) : (
              <HostileText value={pivot.value} most={4_000} />
            )}
          </div>
        </div>
        <Menu.Item
          leftSection={<IconFilterPlus {...ICON} />}
          rightSection="i"
          onClick={() => act(pivot, 'include')}
        >
          {missing ? 'Only without a value' : 'Include'}
        </Menu.Item>
        <Menu.Item
          leftSection={<IconFilterMinus {...ICON} />}
          rightSection="x"
          onClick={() => act(pivot, 'exclude')}
        >
          {missing ? 'Only with a value' : 'Exclude'}
        </Menu.Item>
        <Menu.Item
          leftSection={<IconTarget {...ICON} />}
          rightSection="o"
          onClick={() => act(pivot, 'only')}
        >
          Only this: start a new question
        </Menu.Item>
        {pivot.value !== undefined && (
          <Menu.Item
            leftSection={<IconCopy {...ICON} />}
            onClick={() => void copy(pivot.value ?? '')}
          >
            Copy
          </Menu.Item>
        )}
        {(targets.length > 0 ||
          trail !== undefined ||
          host !== undefined ||
          spreads.length > 0) && (
          <>
            <Menu.Divider />
            {host !== undefined && (
              <Menu.Item
                leftSection={<IconDeviceDesktopSearch {...ICON} />}
                onClick={() => openHost(host)}
              >
                Open host
              </Menu.Item>
            )}
            {trail !== undefined && (
              <Menu.Item
                leftSection={<IconRoute {...ICON} />}
                onClick={() => go('/trail', { entity: trail })}
              >
                Trail: every hunt about it
              </Menu.Item>
            )}
            {spreads.map(({ of, label }) => (
              <Menu.Item
                key={of}
                leftSection={<IconUsersGroup {...ICON} />}
                onClick={() => go('/spread', { of, value: pivot.value })}
              >
                {label}
              </Menu.Item>
            ))}
            {targets.map((target) => (
              <Menu.Item
                key={target.label}
                leftSection={<IconExternalLink {...ICON} />}
                onClick={() => go(pageOf(target.subject), { q: target.q })}
              >
                {target.label}
              </Menu.Item>
            ))}
          </>
        )}
      </Menu.Dropdown>
    </Menu>
  )
}
