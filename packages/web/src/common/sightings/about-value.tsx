import type { Outlier, Sighting } from '@spoor/model'
import { findHostAttribute } from '@spoor/model'
import type { ReactNode } from 'react'
import { PivotValue } from '../pivot/value.js'
import { TimeText } from '../time/time-text.js'
import { LearningBadges, WindowText } from './learning.js'
import classes from './sightings.module.css'
import { AttributeValue } from './value.js'

/** Facts of a sighting or outlier, one a line. */
export function AboutValue({
  of,
  firstHost,
  children,
}: {
  of: Sighting | Outlier
  /** What its host is called: `First host`. */
  firstHost: string
  /** More lines, each a `div` with `dt` and `dd`. */
  children?: ReactNode
}) {
  const { attribute, value, host, first_seen: moment, learning_window: window, full } = of
  const bound = attribute === undefined ? undefined : findHostAttribute(attribute)?.bound
  return (
    <dl className={classes.facts}>
      <div>
        <dt>Value</dt>
        <dd>
          <AttributeValue attribute={attribute} value={value} most={1_000} />
        </dd>
      </div>
      <div>
        <dt>{firstHost}</dt>
        <dd>
          <PivotValue subject="events" field="source.ip" value={host} />
        </dd>
      </div>
      <div>
        <dt>First seen</dt>
        <dd>
          <TimeText moment={moment} digits={3} />
        </dd>
      </div>
      {children}
      <div>
        <dt>Learning</dt>
        <dd>
          <WindowText {...window} /> <LearningBadges {...of} full={false} />
        </dd>
      </div>
      {full && (
        <div>
          <dt>Not sure</dt>
          <dd>
            {host} has as many such values as are kept of a host
            {bound !== undefined && ` (${bound.toLocaleString('en')})`}: it may have had this one
            before.
          </dd>
        </div>
      )}
    </dl>
  )
}
