import type { Analytic } from '../behaviour.js'
import { durationOutlier } from './duration-outlier.js'
import { evidenceConflict } from './evidence-conflict.js'
import { failuresThenSuccess } from './failures-then-success.js'
import { fanIn, fanOut } from './fan.js'
import { firstSeen } from './first-seen.js'
import { offHoursCalendar } from './off-hours-calendar.js'
import { offHoursHost } from './off-hours-host.js'
import { parallel } from './parallel.js'
import { peerGroup } from './peer-group.js'
import { ratio } from './ratio.js'
import { regularIntervals } from './regular-intervals.js'
import { slowDrip } from './slow-drip.js'
import { spraying } from './spraying.js'
import { suddenIncrease } from './sudden-increase.js'
import { volumeAnomaly } from './volume-anomaly.js'
/** All analytics; a line each. */
export const analytics: readonly Analytic[] = [
  firstSeen,
  volumeAnomaly,
  suddenIncrease,
  offHoursHost,
  offHoursCalendar,
  regularIntervals,
  slowDrip,
  fanOut,
  fanIn,
  parallel,
  failuresThenSuccess,
  spraying,
  ratio,
  durationOutlier,
  peerGroup,
  evidenceConflict,
]

/** @throws Error that names those there are */
export function analyticNamed(name: string): Analytic {
  const analytic = analytics.find((one) => one.name === name)
  if (analytic !== undefined) return analytic
  const known = analytics.map((one) => one.name).join(', ')
  throw new Error(`There is no analytic ${JSON.stringify(name)}; there are ${known}.`)
}
