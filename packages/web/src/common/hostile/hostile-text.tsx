import { memo } from 'react'
import { cut, visiblePieces, visibleText } from './visible.js'
import classes from './hostile.module.css'

/**
 * A string that somebody else chose: shown as it is, with what would hide made visible, and kept
 * from turning around the text beside it.
 */
export const HostileText = memo(function HostileText({
  value,
  most,
}: {
  value: string
  /** Characters to show at most. */
  most?: number
}) {
  const shown = most === undefined ? value : cut(value, most)
  return (
    <bdi className={classes.text}>
      {visiblePieces(shown).map((piece, index) =>
        piece.hidden ? (
          <span key={index} className={classes.hidden} title={piece.name ?? 'hidden character'}>
            {piece.text}
          </span>
        ) : (
          piece.text
        ),
      )}
    </bdi>
  )
})

/** Text for a `title` attribute. */
export function hostileTitle(value: string): string {
  return visibleText(cut(value, 400))
}
