import { useMemo } from 'react'
import type { Asked } from '../../common/api/queries.js'
import { fitQuestion } from '../../common/query/fit.js'
import { joined } from '../../common/query/language.js'
import { useAskedHosts, type AskedHosts } from './queries.js'

/** A question for transfers, and whether it leaves out a part of what hosts are asked. */
export interface OfTransfers {
  readonly asked: Asked
  readonly left: boolean
}

/** The question for the transfers that hosts on either side take part in. */
export function transfersOf({ q, from, to, run, of, of_q: records }: AskedHosts): OfTransfers {
  const fitted = fitQuestion(q ?? '', 'transfers')
  const sameRecords = of === 'transfers' && records !== undefined
  return {
    asked: {
      q: sameRecords ? joined(fitted.asked, records, 'transfers') : fitted.asked,
      from,
      to,
      run,
    },
    left: fitted.left.length > 0 || (of !== undefined && of !== 'transfers'),
  }
}

/** The transfers of the hosts that the URL means. */
export function useTransfersOfHosts(): OfTransfers {
  const asked = useAskedHosts()
  return useMemo(() => transfersOf(asked), [asked])
}
