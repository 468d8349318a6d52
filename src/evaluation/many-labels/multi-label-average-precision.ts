import type { MultiLabels } from '../../core/index.ts'
import { averagePrecision } from '../metrics/average-precision.ts'
import { checkLabelScores } from './check-labels.ts'

/** The average precision of each label and their means. */
export interface LabelAveragePrecisions {
  /** In the order of the labels; 0 for one without rows. */
  readonly perLabel: Float64Array
  /** Of all cells in one ranking. */
  readonly micro: number
  readonly macro: number
  /** By the rows of each label. */
  readonly weighted: number
  /** The mean over rows of the average precision of its labels; 0 for a row without. */
  readonly samples: number
}

/**
 * How well rows are ranked within each label: `averagePrecision`, label by label, and the means of scikit-learn's
 * `average_precision_score`. `scores` is row-major, rows × labels, higher meaning likelier. A blind guess reaches the
 * share of the label's rows, so compare a label with itself, not with others.
 */
export function multiLabelAveragePrecision(
  truth: MultiLabels,
  scores: Float64Array,
  sampleWeight?: Float64Array,
): LabelAveragePrecisions {
  checkLabelScores('multiLabelAveragePrecision', truth, scores, sampleWeight)
  const width = truth.labels.length
  const { rowCount, data } = truth
  const perLabel = new Float64Array(width)
  const has = new Uint8Array(rowCount)
  const column = new Float64Array(rowCount)
  let macro = 0
  let weighted = 0
  let support = 0
  for (let label = 0; label < width; label++) {
    let rows = 0
    for (let row = 0; row < rowCount; row++) {
      has[row] = data[row * width + label]!
      column[row] = scores[row * width + label]!
      rows += has[row]! * (sampleWeight ? sampleWeight[row]! : 1)
    }
    perLabel[label] = averagePrecision(has, column, sampleWeight)
    macro += perLabel[label]! / width
    weighted += rows * perLabel[label]!
    support += rows
  }
  const cellWeights = sampleWeight && Float64Array.from(data, (_, at) => sampleWeight[Math.floor(at / width)]!)
  return {
    perLabel,
    micro: averagePrecision(data, scores, cellWeights),
    macro,
    weighted: support > 0 ? weighted / support : 0,
    samples: averageOverRows(truth, scores, sampleWeight),
  }
}

function averageOverRows(truth: MultiLabels, scores: Float64Array, sampleWeight: Float64Array | undefined): number {
  const width = truth.labels.length
  let sum = 0
  let weights = 0
  for (let row = 0; row < truth.rowCount; row++) {
    const weight = sampleWeight ? sampleWeight[row]! : 1
    const start = row * width
    sum += weight * averagePrecision(truth.data.subarray(start, start + width), scores.subarray(start, start + width))
    weights += weight
  }
  return sum / weights
}
