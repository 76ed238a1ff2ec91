import { Textarea } from '@mantine/core'
import { useState } from 'react'
import { formatCount } from '../../common/bytes/format.js'
import { sameTexts } from './draft.js'
import { countValues } from './lines.js'

const LEAST_ROWS = 4
const MOST_ROWS = 16

/** Many values, one a line. */
export function ValuesField({
  label,
  one,
  many,
  hint,
  placeholder,
  values,
  read,
  change,
  error,
}: {
  label: string
  /** What a value is called, and several. */
  one: string
  many: string
  hint?: string
  placeholder: string
  values: readonly string[]
  /** The values in a text. */
  read: (text: string) => string[]
  change: (values: string[]) => void
  error: string | undefined
}) {
  // The text keeps its empty lines while it is being written; values from elsewhere replace it.
  const [kept, setKept] = useState({ text: values.join('\n'), values })
  const text = sameTexts(kept.values, values) ? kept.text : values.join('\n')
  if (text !== kept.text) setKept({ text, values })
  const { distinct, doubled } = countValues(values)
  return (
    <Textarea
      size="xs"
      label={`${label}: ${formatCount(distinct)}`}
      description={[
        hint,
        ...(doubled > 0
          ? [
              `${formatCount(doubled)} ${doubled === 1 ? `${one} is` : `${many} are`} there twice and kept once.`,
            ]
          : []),
      ]
        .filter(Boolean)
        .join(' ')}
      placeholder={placeholder}
      classNames={{ input: 'mono' }}
      rows={Math.min(MOST_ROWS, Math.max(LEAST_ROWS, values.length + 1))}
      autosize={false}
      spellCheck={false}
      autoCorrect="off"
      autoCapitalize="off"
      value={text}
      error={error}
      onChange={(event) => {
        const now = event.currentTarget.value
        const next = read(now)
        setKept({ text: now, values: next })
        change(next)
      }}
    />
  )
}
