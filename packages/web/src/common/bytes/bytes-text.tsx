import { Tooltip } from '@mantine/core'
import { bytesQuality, exactBytes, formatBytes } from './format.js'
import classes from './bytes-text.module.css'

/** Bytes, humanised; the exact figure on hover. */
export function BytesText({ bytes }: { bytes: number }) {
  return (
    <span className={classes.bytes} title={exactBytes(bytes)}>
      {formatBytes(bytes)}
    </span>
  )
}

/** Volume of a transfer with the mark of its quality; what the mark means on hover. */
export function VolumeText({
  bytes,
  quality,
  source,
}: {
  bytes: unknown
  quality: unknown
  source?: unknown
}) {
  const said = bytesQuality(quality)
  const known = typeof bytes === 'number' && said.word !== 'unknown'
  const label = (
    <>
      <b>{typeof bytes === 'number' ? exactBytes(bytes) : 'Volume not known'}</b>
      <br />
      {said.word}: {said.meaning}
      {typeof source === 'string' && source !== '' && source !== 'none' && (
        <>
          <br />
          Told from: {source}
        </>
      )}
    </>
  )
  return (
    <Tooltip label={label}>
      <span className={classes.bytes} data-quality={said.word}>
        {said.mark !== '' && (
          <span className={classes.mark} aria-label={said.word}>
            {said.mark}
          </span>
        )}
        {typeof bytes === 'number' && (known || bytes > 0) ? formatBytes(bytes) : ''}
      </span>
    </Tooltip>
  )
}
