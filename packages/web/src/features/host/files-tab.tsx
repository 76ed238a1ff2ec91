import { TextInput } from '@mantine/core'
import { IconSearch } from '@tabler/icons-react'
import type { HostFilesAnswer } from '@spoor/model'
import { useMemo } from 'react'
import { BytesText } from '../../common/bytes/bytes-text.js'
import { formatCount } from '../../common/bytes/format.js'
import { PivotValue } from '../../common/pivot/value.js'
import { pageOf } from '../../common/query/translate.js'
import { EmptyState } from '../../common/state/states.js'
import type { Column } from '../../common/table/column.js'
import { pagingOf } from '../../common/table/paging.js'
import { DataTable } from '../../common/table/data-table.js'
import { TWO_LINES, type Layout } from '../../common/table/layout.js'
import { TimeText } from '../../common/time/time-text.js'
import { useGo, useUpdateView, useView } from '../../common/url/use-view.js'
import { useHostFiles } from './queries.js'
import { Sheet, waiting } from './sheet.js'
import type { ShownHost } from './shown-host.js'

type File = HostFilesAnswer['files'][number]

const DIRECTIONS: Readonly<Record<File['direction'], string>> = {
  sent: '↑ sent',
  received: '↓ received',
  unknown: '? unknown',
}

const hashOf = ({ sha256, md5 }: File) =>
  sha256 === ''
    ? { field: 'file.hash.md5', value: md5 }
    : { field: 'file.hash.sha256', value: sha256 }

const COLUMNS: readonly Column<File>[] = [
  { key: 'last', header: 'Last', width: 9, cell: ({ last }) => <TimeText moment={last} /> },
  {
    key: 'direction',
    header: 'Direction',
    width: 6,
    cell: ({ direction }) => DIRECTIONS[direction],
  },
  {
    key: 'name',
    header: 'File',
    width: 13,
    grow: 2,
    cell: ({ name }) =>
      name === '' ? (
        <span className="dim">name not seen</span>
      ) : (
        <PivotValue subject="transfers" field="file.name" value={name} tabbable={false} />
      ),
    pivot: ({ name }) =>
      name === '' ? undefined : { subject: 'transfers', field: 'file.name', value: name },
  },
  {
    key: 'bytes',
    header: 'Largest',
    width: 5,
    align: 'end',
    cell: ({ bytes }) =>
      bytes === null ? <span className="dim">?</span> : <BytesText bytes={bytes} />,
  },
  {
    key: 'times',
    header: 'Times',
    width: 4,
    align: 'end',
    cell: ({ times }) => formatCount(times),
  },
  {
    key: 'peers',
    header: 'With',
    width: 8.5,
    grow: 1,
    cell: ({ peers, peers_total: total }) => (
      <>
        {peers.slice(0, 1).map((ip) => (
          <PivotValue key={ip} subject="hosts" field="host.ip" value={ip} tabbable={false} />
        ))}
        {total > 1 && (
          <span className="dim" title={peers.join('\n')}>
            {' '}
            +{formatCount(total - 1)}
          </span>
        )}
      </>
    ),
    pivot: ({ peers: [ip] }) =>
      ip === undefined ? undefined : { subject: 'hosts', field: 'host.ip', value: ip },
  },
  { key: 'services', header: 'Service', width: 4.5, cell: ({ services }) => services.join(', ') },
  {
    key: 'types',
    header: 'Content',
    width: 8,
    grow: 1,
    cell: ({ types }) => types.join(', '),
  },
  {
    key: 'hash',
    header: 'Hash',
    width: 7,
    cell: (file) => {
      const { field, value } = hashOf(file)
      return (
        value !== '' && (
          <PivotValue subject="transfers" field={field} value={value} most={10} tabbable={false} />
        )
      )
    },
    pivot: (file) => {
      const { field, value } = hashOf(file)
      return value === '' ? undefined : { subject: 'transfers', field, value }
    },
  },
]

const NARROWER: readonly Layout[] = [
  {
    height: TWO_LINES,
    tracks: [
      { keys: ['last', 'direction'], width: 9 },
      { keys: ['name', 'types'], width: 13, grow: 2 },
      { keys: ['bytes', 'times'], width: 5, align: 'end' },
      { keys: ['peers', 'services'], width: 9, grow: 1 },
      { keys: ['hash'], width: 7 },
    ],
  },
]

/** Files that the host sent and received. */
export function FilesTab({ shown: { host, counts, asked } }: { shown: ShownHost }) {
  const { find } = useView()
  const update = useUpdateView()
  const go = useGo()
  const answer = useHostFiles(host.ip, asked, find)
  const rows = useMemo(() => answer.data?.pages.flatMap((page) => page.files) ?? [], [answer.data])
  return (
    <Sheet
      label="Files"
      total={counts?.files}
      tools={
        <TextInput
          size="xs"
          aria-label="Search the files"
          placeholder="Search names and hashes"
          leftSection={<IconSearch size="0.9rem" stroke={1.6} aria-hidden />}
          maxLength={200}
          value={find ?? ''}
          onChange={({ currentTarget: { value } }) =>
            update({ find: value === '' ? undefined : value }, true)
          }
        />
      }
    >
      {waiting(answer) ??
        (rows.length === 0 ? (
          <EmptyState title="No files here">
            {find === undefined
              ? 'No file was seen going to it or from it in this time range.'
              : 'No name and no hash contains this text in this time range.'}
          </EmptyState>
        ) : (
          <DataTable
            label="Files"
            columns={COLUMNS}
            rows={rows}
            keyOf={(file) => `${file.direction} ${file.name} ${file.md5} ${file.sha256}`}
            onOpen={({ show: { subject, q, from, to } }) =>
              go(pageOf(subject), { q, from: from ?? 'all', to })
            }
            {...pagingOf(answer)}
            narrower={NARROWER}
          />
        ))}
    </Sheet>
  )
}
