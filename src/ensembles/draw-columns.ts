import type { Random } from '../core/index.ts'

/** Which columns a member sees: none told, all of them. */
export interface ColumnDraws {
  readonly maxFeatures: number | null
  readonly bootstrapFeatures: boolean
}

/** The places of the columns that a member sees, ascending; undefined where it sees every column once. */
export function drawColumns(
  columnCount: number,
  { maxFeatures, bootstrapFeatures }: ColumnDraws,
  stream: Random,
): Int32Array | undefined {
  const wanted =
    maxFeatures === null ? columnCount : maxFeatures < 1 ? Math.floor(maxFeatures * columnCount) : maxFeatures
  const count = Math.max(1, Math.min(columnCount, wanted))
  if (count === columnCount && !bootstrapFeatures) return undefined
  return stream.choice(columnCount, count, bootstrapFeatures).sort()
}
