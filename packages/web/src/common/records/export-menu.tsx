import { Button, Menu } from '@mantine/core'
import { IconDownload } from '@tabler/icons-react'
import type { Subject } from '@spoor/model'
import { apiUrl } from '../api/client.js'
import { useAskedQuestion } from '../url/asked.js'

const FORMATS = [
  { format: 'csv', label: 'CSV, for a spreadsheet' },
  { format: 'ndjson', label: 'NDJSON, one record a line' },
] as const

/** Downloads all records that match, not only those on the page. */
export function ExportMenu({ subject, fields }: { subject: Subject; fields: readonly string[] }) {
  const { q, from, to } = useAskedQuestion()
  const links = (format: string, names: string | undefined) =>
    apiUrl(`${subject}/export`, { q, from, to, format, fields: names })
  return (
    <Menu position="bottom-end" width="17rem">
      <Menu.Target>
        <Button variant="default" size="compact-xs" leftSection={<IconDownload size="0.85rem" />}>
          Export
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>All that match, the columns shown</Menu.Label>
        {FORMATS.map(({ format, label }) => (
          <Menu.Item
            key={format}
            component="a"
            href={links(format, fields.join(','))}
            download={`spoor-${subject}.${format}`}
          >
            {label}
          </Menu.Item>
        ))}
        <Menu.Label>All that match, the usual fields</Menu.Label>
        {FORMATS.map(({ format, label }) => (
          <Menu.Item
            key={format}
            component="a"
            href={links(format, undefined)}
            download={`spoor-${subject}.${format}`}
          >
            {label}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  )
}
