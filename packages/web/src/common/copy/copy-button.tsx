import { Button } from '@mantine/core'
import { IconCheck, IconCopy } from '@tabler/icons-react'
import { useCopy } from './use-copy.js'

/** Copies a text as it is and says so. */
export function CopyButton({ value, label = 'Copy' }: { value: string; label?: string }) {
  const { copied, copy } = useCopy()
  return (
    <Button
      variant="default"
      size="compact-xs"
      leftSection={copied ? <IconCheck size="0.875rem" /> : <IconCopy size="0.875rem" />}
      onClick={() => void copy(value)}
    >
      {copied ? 'Copied' : label}
    </Button>
  )
}
