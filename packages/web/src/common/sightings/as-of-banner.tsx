import { Button } from '@mantine/core'
import { IconHistory } from '@tabler/icons-react'
import { TimeText } from '../time/time-text.js'
import { edgeTime } from '../time/range.js'
import { useNow } from '../url/asked.js'
import { useUpdateView, useView } from '../url/use-view.js'
import classes from './sightings.module.css'

/** Says that the page shows the past, and the way back. */
export function AsOfBanner() {
  const { as_of: asOf } = useView()
  const update = useUpdateView()
  const now = useNow()
  const time = asOf === undefined ? undefined : edgeTime(asOf, now)
  if (time === undefined) return null
  return (
    <p className={classes.banner} role="note">
      <IconHistory size="1rem" stroke={1.6} aria-hidden />
      <span>
        As it was known on <TimeText moment={new Date(time).toISOString()} />: what was seen later
        is left out. Roles, networks and the lengths of learning windows are those of now.
      </span>
      <Button
        variant="default"
        size="compact-xs"
        onClick={() => update({ as_of: undefined, id: undefined })}
      >
        Back to now
      </Button>
    </p>
  )
}
