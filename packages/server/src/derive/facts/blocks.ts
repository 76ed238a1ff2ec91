import type { Bindings } from '../bindings.js'

/**
 * Events in the order of their inserts. The engine numbers the blocks that it is handed over, in all
 * partitions alike, and rows keep the number of theirs when parts are merged.
 */
export interface BlockRange {
  /** Exclusive. */
  readonly from: number
  /** Inclusive. */
  readonly to: number
}

/**
 * SQL that is true for the events after a block. The name of a part holds the first and last block in
 * it: by that hint, parts that have none of them are not read.
 */
export function afterBlock(block: number, bindings: Bindings): string {
  const bound = bindings.bind('UInt64', block)
  return `indexHint(toUInt64OrZero(splitByChar('_', _part)[3]) > ${bound}) AND _block_number > ${bound}`
}

/** SQL that is true for the events of a range; parts that have none of it are not read. */
export function inBlocks({ from, to }: BlockRange, bindings: Bindings): string {
  const last = bindings.bind('UInt64', to)
  return `${afterBlock(from, bindings)}
    AND indexHint(toUInt64OrZero(splitByChar('_', _part)[2]) <= ${last}) AND _block_number <= ${last}`
}
