import { Textarea, TextInput } from '@mantine/core'

interface FieldProps {
  readonly value: string
  readonly change: (value: string) => void
  readonly error: string | undefined
}

/** What a thing is called. */
export function NameField({
  value,
  change,
  error,
  label = 'Name',
  hint,
  suggestions,
}: FieldProps & { label?: string; hint?: string; suggestions?: string }) {
  return (
    <TextInput
      size="xs"
      label={label}
      description={hint}
      data-item-name
      list={suggestions}
      maxLength={100}
      value={value}
      error={error}
      onChange={(event) => change(event.currentTarget.value)}
    />
  )
}

/** What people should know of it. */
export function NoteField({ value, change, error }: FieldProps) {
  return (
    <Textarea
      size="xs"
      label="Note"
      rows={2}
      autosize={false}
      maxLength={1000}
      value={value}
      error={error}
      onChange={(event) => change(event.currentTarget.value)}
    />
  )
}
