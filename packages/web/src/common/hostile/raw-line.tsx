import { SegmentedControl } from '@mantine/core'
import { useMemo, useState, type CSSProperties } from 'react'
import { CopyButton } from '../copy/copy-button.js'
import { HostileText } from './hostile-text.js'
import classes from './hostile.module.css'
import { jsonLines } from './json-lines.js'

/** Lines drawn at most; a longer record is cut and can be copied whole. */
const MOST_LINES = 2_000
const MOST_CHARACTERS = 200_000

/** The original line of a source, laid out if it is JSON, and inert. */
export function RawLine({ raw }: { raw: string }) {
  const [form, setForm] = useState('laid out')
  const tooLong = raw.length > MOST_CHARACTERS
  const lines = useMemo(() => (tooLong ? undefined : jsonLines(raw)), [raw, tooLong])
  const laidOut = lines !== undefined && form === 'laid out'
  return (
    <section>
      <div style={{ display: 'flex', gap: '0.5rem', marginBottom: '0.5rem', alignItems: 'center' }}>
        {lines !== undefined && (
          <SegmentedControl
            size="xs"
            value={form}
            onChange={setForm}
            data={['laid out', 'as written']}
          />
        )}
        <CopyButton value={raw} label="Copy line" />
      </div>
      <pre className={classes.raw} tabIndex={0} aria-label="Original line">
        {laidOut ? (
          lines.slice(0, MOST_LINES).map((line, index) => (
            <span
              key={index}
              className={classes.line}
              style={{ '--indent': line.indent } as CSSProperties}
            >
              {line.tokens.map((token, at) => (
                <span key={at} className={classes[token.kind]}>
                  <HostileText value={token.text} />
                  {token.kind === 'mark' && token.text === ':' ? ' ' : ''}
                </span>
              ))}
            </span>
          ))
        ) : (
          <span style={{ overflowWrap: 'anywhere', whiteSpace: 'pre-wrap' }}>
            <HostileText value={raw} most={MOST_CHARACTERS} />
          </span>
        )}
      </pre>
      {(tooLong || (lines?.length ?? 0) > MOST_LINES) && (
        <p className="dim">Only the beginning is drawn. “Copy line” has all of it.</p>
      )}
    </section>
  )
}
