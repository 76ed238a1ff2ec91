import { Button, Menu } from '@mantine/core'
import { IconDownload } from '@tabler/icons-react'
import { apiUrl, type Params } from '../api/client.js'

/** Downloads all rows of a list, not only those on the page. */
export function ExportList({ path, asked }: { path: 'sightings' | 'outliers'; asked: Params }) {
  const link = (format: 'csv' | 'ndjson') => ({
    href: apiUrl(`${path}/export`, { ...asked, format }),
    download: `spoor-${path}.${format}`,
  })
  return (
    <Menu position="bottom-end" width="17rem">
      <Menu.Target>
        <Button variant="default" size="compact-xs" leftSection={<IconDownload size="0.85rem" />}>
          Export
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>The first 100,000 of this list</Menu.Label>
        <Menu.Item component="a" {...link('csv')}>
          CSV, for a spreadsheet
        </Menu.Item>
        <Menu.Item component="a" {...link('ndjson')}>
          NDJSON, one row a line
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  )
}
