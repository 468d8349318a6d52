import { breathe, type Context } from './context.ts'

/** So many rows, at some tens of nanoseconds each, take a few milliseconds. */
const usualSize = 1 << 16

/**
 * Calls `work` on one block of rows after the other, `from` inclusive to `to` exclusive, with a breath before each: for
 * passes over so many rows that an abort would have to wait for their end. Sums that are carried from block to block are
 * the same bits whatever the `size`, 65,536 rows by default. Throws the reason of the signal when it is aborted.
 */
export async function inBlocks(
  count: number,
  context: Context,
  work: (from: number, to: number) => void,
  size = usualSize,
): Promise<void> {
  for (let from = 0; from < count; from += size) {
    await breathe(context)
    work(from, Math.min(count, from + size))
  }
}
