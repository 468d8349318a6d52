import { parseOptions, z } from '../../core/index.ts'
import { checkScores, type OperatingPoints, operatingPoints } from './operating-points.ts'
import { precisionAt, recallAt } from './select-point.ts'

export const thresholdSweepOptions = z.strictObject({
  points: z.int().min(2).default(200).describe('how many thresholds at most'),
  sampleWeight: z.instanceof(Float64Array).optional().describe('one weight a row, at least 0'),
})

/** Figures along ascending thresholds, for drawing; all of one length. */
export interface ThresholdSweep {
  readonly thresholds: Float64Array
  readonly precision: Float64Array
  readonly recall: Float64Array
  readonly f1: Float64Array
  /** Number of flagged rows. */
  readonly flagged: Int32Array
}

/**
 * What every threshold would give, thinned to 200 for drawing: evenly along the path of threshold and recall, so that
 * neither a crowd of low scores nor a jump in recall is lost. Each point is exact, the first and the last are always
 * there. Not for choosing a threshold: `chooseThreshold` looks at all of them.
 */
export function thresholdSweep(
  truth: ArrayLike<number>,
  scores: Float64Array,
  options: z.input<typeof thresholdSweepOptions> = {},
): ThresholdSweep {
  const { points: limit, sampleWeight } = parseOptions('thresholdSweep', thresholdSweepOptions, options)
  checkScores('thresholdSweep', truth, scores, sampleWeight)
  const points = operatingPoints(truth, scores, sampleWeight)
  const kept = thin(points, limit).reverse()
  return {
    thresholds: Float64Array.from(kept, (i) => points.thresholds[i]!),
    precision: Float64Array.from(kept, (i) => precisionAt(points, i)),
    recall: Float64Array.from(kept, (i) => recallAt(points, i)),
    f1: Float64Array.from(kept, (i) => {
      const hits = points.truePositives[i]!
      return (2 * hits) / (hits + points.falsePositives[i]! + points.positives)
    }),
    flagged: Int32Array.from(kept, (i) => points.flagged[i]!),
  }
}

/** Indices of points, ascending. */
function thin(points: OperatingPoints, limit: number): number[] {
  const { count, thresholds } = points
  if (count <= limit) return Array.from({ length: count }, (_, i) => i)
  const width = thresholds[0]! - thresholds[count - 1]!
  const lengths = new Float64Array(count)
  for (let i = 1; i < count; i++) {
    const step = (thresholds[i - 1]! - thresholds[i]!) / width + recallAt(points, i) - recallAt(points, i - 1)
    lengths[i] = lengths[i - 1]! + step
  }
  const kept: number[] = []
  for (let k = 0, i = 0; k < limit - 1; k++) {
    const goal = (k * lengths[count - 1]!) / (limit - 1)
    while (lengths[i]! < goal && i < count - 1) i++
    if (kept.at(-1) !== i) kept.push(i)
  }
  if (kept.at(-1) !== count - 1) kept.push(count - 1)
  return kept
}
