import type { HuntDetail, TuningRequest } from '@spoor/model'
import { Type } from '@sinclair/typebox'
import { huntDetail } from '../hunts/hunt-detail.js'
import type { Proposal } from '../hunts/tuning/index.js'
import type { Platform } from '../platform.js'
import { ApiError } from './errors.js'
import { strict } from './schemas.js'

/** What the routes of hunts have in common. */

export const HuntId = Type.Object({ id: Type.String({ minLength: 1, maxLength: 256 }) })
export const Nothing = strict(Type.Object({}))

/** A hunt as it is now. */
export function detailOf(platform: Platform, id: string): Promise<HuntDetail> {
  return huntDetail(platform.events, platform, id, {}, contextOf(platform))
}

export function contextOf({ lists, calendar }: Platform) {
  return { now: new Date(), lists, calendar }
}

/** A tuning that somebody sent. */
export function proposalOf({ is_on: isOn, level, parameters }: TuningRequest): Proposal {
  return {
    ...(isOn !== undefined && { isOn }),
    ...(level !== undefined && { level }),
    ...(parameters !== undefined && { parameters }),
  }
}

/** A moment that was answered before and is sent back. @throws ApiError REQUEST_INVALID */
export function momentOf(text: string): Date {
  const moment = new Date(text)
  if (!Number.isNaN(moment.getTime())) return moment
  throw new ApiError(400, 'REQUEST_INVALID', 'read: send the time as it was answered.')
}
