import { Button, Menu } from '@mantine/core'
import { IconArrowBackUp, IconSearch } from '@tabler/icons-react'
import type { HostRow, Subject } from '@spoor/model'
import { pageOf } from '../../common/query/translate.js'
import { isAskable } from '../../common/url/search-state.js'
import { useGo } from '../../common/url/use-view.js'
import { useAskedHosts } from './queries.js'
import { recordsOf, recordsOfAddresses, type Side } from './records-of.js'

const WAYS: readonly [subject: Subject, side: Side, label: string][] = [
  ['events', 'client', 'Events that come from them'],
  ['events', 'server', 'Events that go to them'],
  ['transfers', 'client', 'Transfers with them as client'],
  ['transfers', 'server', 'Transfers with them as server'],
  ['sessions', 'client', 'Sessions with them as client'],
  ['sessions', 'server', 'Sessions with them as server'],
]

/** Most addresses that a question names one by one. */
const MOST = 100

/** From the hosts back to records: by the question where records can be asked it, else by address. */
export function RecordsMenu({ rows, total }: { rows: readonly HostRow[]; total: number }) {
  const go = useGo()
  const asked = useAskedHosts()
  const shown = rows.slice(0, MOST).map(({ ip }) => ip)
  const narrowed = asked.of !== undefined
  const questionFor = (subject: Subject, side: Side) => {
    const q = narrowed ? undefined : recordsOf(asked.q ?? '', subject, side)
    if (q !== undefined && isAskable(q)) return q
    return recordsOfAddresses(shown, subject, side)
  }
  const byAddress = narrowed || recordsOf(asked.q ?? '', 'events', 'client') === undefined
  return (
    <Menu position="bottom-end" width="19rem">
      <Menu.Target>
        <Button
          variant="default"
          size="compact-xs"
          disabled={shown.length === 0}
          leftSection={<IconArrowBackUp size="0.85rem" stroke={1.6} />}
        >
          Records of these
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>
          {byAddress
            ? total > shown.length
              ? `Of the first ${shown.length} hosts, by their addresses`
              : 'Of these hosts, by their addresses'
            : 'Of all hosts that the question means'}
        </Menu.Label>
        {WAYS.map(([subject, side, label]) => (
          <Menu.Item
            key={label}
            leftSection={<IconSearch size="0.9rem" stroke={1.6} />}
            onClick={() =>
              go(pageOf(subject), { q: questionFor(subject, side), network: undefined })
            }
          >
            {label}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  )
}
