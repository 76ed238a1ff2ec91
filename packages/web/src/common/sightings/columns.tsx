import type { Outlier, Sighting } from '@spoor/model'
import type { ReactNode } from 'react'
import { HostileText, hostileTitle } from '../hostile/hostile-text.js'
import type { Column } from '../table/column.js'
import { TimeText } from '../time/time-text.js'
import { HostCell, type Standing } from './host.js'
import { LearningBadges } from './learning.js'
import classes from './sightings.module.css'
import { AttributeValue, pivotOf } from './value.js'

/** Columns that the tables of sightings and of outliers share. */

type Row = Sighting | Outlier

export function whenColumn(header: string): Column<Row> {
  return {
    key: 'when',
    header,
    width: 8.75,
    cell: ({ first_seen: moment }) => (
      <div className={classes.said}>
        <TimeText moment={moment} />
      </div>
    ),
  }
}

/** The kind with its badges; `more` says below it what else there is to say. */
export function kindColumn<Of extends Row>(more: (row: Of) => ReactNode): Column<Of> {
  return {
    key: 'kind',
    header: 'Kind',
    width: 9.5,
    cell: (row) => (
      <div className={classes.said}>
        <div className={classes.title}>{row.kind_title}</div>
        <div className="dim">{more(row)}</div>
        <LearningBadges {...row} />
      </div>
    ),
  }
}

export function valueColumn(header: string): Column<Row> {
  return {
    key: 'value',
    header,
    width: 18,
    grow: 1,
    cell: ({ attribute, value, why }) => (
      <div className={classes.said} title={hostileTitle(why)}>
        <div className={classes.value}>
          <AttributeValue attribute={attribute} value={value} tabbable={false} />
        </div>
        <div className={classes.why}>
          <HostileText value={why} most={300} />
        </div>
      </div>
    ),
    pivot: ({ attribute, value }) => pivotOf(attribute, value),
  }
}

export function hostColumn(
  header: string,
  standing: (address: string) => Standing | undefined,
): Column<Row> {
  return {
    key: 'host',
    header,
    width: 11,
    cell: ({ host }) => <HostCell address={host} standing={standing(host)} />,
    pivot: ({ host }) => pivotOf(undefined, host),
  }
}
