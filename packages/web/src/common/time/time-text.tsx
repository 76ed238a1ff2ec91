import { useView } from '../url/use-view.js'
import { formatMoment, formatRelative, momentParts, zoneName, type Zone } from './format.js'
import classes from './time-text.module.css'

/** What is said of a moment on hover: how long ago, all its digits, and what the source wrote. */
function hoverText(moment: string, zone: Zone): string {
  const written = `${formatMoment(moment, zone, 6)} (${zoneName(zone, new Date(moment))})`
  return [formatRelative(moment, Date.now()), written, moment].join('\n')
}

/** A moment: absolute in the chosen zone; how long ago on hover. */
export function TimeText({ moment, digits = 0 }: { moment: string; digits?: number }) {
  const zone = useView().tz ?? 'local'
  const parts = momentParts(moment, zone, digits)
  if (parts === undefined) return <span>{moment}</span>
  return (
    <time
      dateTime={moment}
      className={classes.time}
      // Written when it is looked at: how long ago something was does not stand still.
      onPointerEnter={(event) => {
        event.currentTarget.title = hoverText(moment, zone)
      }}
    >
      <span className={classes.date}>{parts.date}</span> {parts.time}
    </time>
  )
}
