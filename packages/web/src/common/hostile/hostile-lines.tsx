import { Fragment, memo } from 'react'
import { HostileText } from './hostile-text.js'

/** Characters drawn at most; the whole can be copied beside it. */
const MOST = 100_000

/** A text of several lines that somebody else wrote; for places that keep line breaks. */
export const HostileLines = memo(function HostileLines({ value }: { value: string }) {
  const cut = value.length > MOST
  return (
    <>
      {value
        .slice(0, MOST)
        .split(/\r?\n/)
        .map((line, index) => (
          <Fragment key={index}>
            {index > 0 && '\n'}
            <HostileText value={line} />
          </Fragment>
        ))}
      {cut && '\n… only the beginning is drawn.'}
    </>
  )
})
