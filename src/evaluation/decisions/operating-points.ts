import { DataError } from '../../core/index.ts'
import { rankedCounts } from '../scores/ranked-counts.ts'

/**
 * Every decision that a score allows, from few alarms to all: point `i` flags the rows that score at least the
 * `i`-th largest distinct score. Rows of equal score stand or fall together.
 */
export interface OperatingPoints {
  readonly count: number
  /** Where to cut for each point, descending: midway to the next lower score, and at the last score itself. */
  readonly thresholds: Float64Array
  /** Weight of the flagged rows of the positive and the negative class. */
  readonly truePositives: Float64Array
  readonly falsePositives: Float64Array
  /** Number of flagged rows, whatever their weight. */
  readonly flagged: Int32Array
  /** How many equally weighted rows the flagged ones are worth: (Σw)² / Σw², after Kish. */
  readonly effectiveFlagged: Float64Array
  readonly positives: number
  readonly negatives: number
  readonly effectivePositives: number
}

/** Refuses lengths that differ, truths other than 0 and 1, scores that are not finite, weights < 0, one class only. */
export function checkScores(
  who: string,
  truth: ArrayLike<number>,
  scores: Float64Array,
  sampleWeight: Float64Array | undefined,
): void {
  const rowCount = scores.length
  if (truth.length !== rowCount || (sampleWeight && sampleWeight.length !== rowCount)) {
    const weights = sampleWeight ? ` and ${sampleWeight.length} weights` : ''
    throw new DataError(
      `${who}: there are ${truth.length} truths, ${rowCount} scores${weights}; give one of each a row.`,
    )
  }
  let positives = 0
  let negatives = 0
  for (let row = 0; row < rowCount; row++) {
    const weight = sampleWeight ? sampleWeight[row]! : 1
    if (!(weight >= 0 && weight < Number.POSITIVE_INFINITY)) {
      throw new DataError(`${who}: the weight of row ${row} is ${weight}; it must be a number of at least 0.`)
    }
    if (!Number.isFinite(scores[row])) {
      throw new DataError(
        `${who}: the score of row ${row} is ${scores[row]}; it must be a finite number. Drop the row or repair the model's output.`,
      )
    }
    if (truth[row] === 1) positives += weight
    else if (truth[row] === 0) negatives += weight
    else throw new DataError(`${who}: the truth of row ${row} is ${truth[row]}; it must be 1 or 0.`)
  }
  if (sampleWeight && rowCount > 0 && positives + negatives === 0) {
    throw new DataError(`${who}: all weights are 0. Give at least one row a weight, or leave the weights out.`)
  }
  if (!(positives > 0 && negatives > 0)) {
    const missing = positives > 0 ? 'negative' : 'positive'
    throw new DataError(
      `${who}: there is no ${missing} row; a decision needs rows of both classes. Split with \`splitParts\`, which gives every part its share of each class, or bring more rows.`,
    )
  }
}

/** Sorts once, O(n log n). */
export function operatingPoints(
  truth: ArrayLike<number>,
  scores: Float64Array,
  sampleWeight: Float64Array | undefined,
): OperatingPoints {
  return sampleWeight ? weightedPoints(truth, scores, sampleWeight) : plainPoints(truth, scores)
}

function plainPoints(truth: ArrayLike<number>, scores: Float64Array): OperatingPoints {
  const { thresholds: distinct, truePositives, falsePositives } = rankedCounts(truth, scores)
  const count = distinct.length
  const flagged = new Int32Array(count)
  for (let i = 0; i < count; i++) flagged[i] = truePositives[i]! + falsePositives[i]!
  return {
    count,
    thresholds: between(distinct),
    truePositives,
    falsePositives,
    flagged,
    effectiveFlagged: Float64Array.from(flagged),
    positives: truePositives[count - 1]!,
    negatives: falsePositives[count - 1]!,
    effectivePositives: truePositives[count - 1]!,
  }
}

function weightedPoints(truth: ArrayLike<number>, scores: Float64Array, sampleWeight: Float64Array): OperatingPoints {
  const rowCount = scores.length
  const order = Int32Array.from(scores.keys()).sort((a, b) => scores[b]! - scores[a]! || a - b)
  const distinct = new Float64Array(rowCount)
  const truePositives = new Float64Array(rowCount)
  const falsePositives = new Float64Array(rowCount)
  const flagged = new Int32Array(rowCount)
  const effectiveFlagged = new Float64Array(rowCount)
  let count = 0
  let hits = 0
  let others = 0
  let squares = 0
  let hitSquares = 0
  for (let at = 0; at < rowCount; at++) {
    const row = order[at]!
    const weight = sampleWeight[row]!
    squares += weight * weight
    if (truth[row]) {
      hits += weight
      hitSquares += weight * weight
    } else others += weight
    if (at + 1 < rowCount && scores[order[at + 1]!] === scores[row]) continue
    distinct[count] = scores[row]!
    truePositives[count] = hits
    falsePositives[count] = others
    flagged[count] = at + 1
    effectiveFlagged[count++] = squares > 0 ? (hits + others) ** 2 / squares : 0
  }
  return {
    count,
    thresholds: between(distinct.subarray(0, count)),
    truePositives: truePositives.subarray(0, count),
    falsePositives: falsePositives.subarray(0, count),
    flagged: flagged.subarray(0, count),
    effectiveFlagged: effectiveFlagged.subarray(0, count),
    positives: hits,
    negatives: others,
    effectivePositives: hits ** 2 / hitSquares,
  }
}

/** Midway between neighbors a cut is sturdier on fresh rows than at the score of one row. */
function between(descending: Float64Array): Float64Array {
  const cuts = new Float64Array(descending.length)
  for (let i = 0; i < cuts.length; i++) {
    const score = descending[i]!
    const below = i + 1 === cuts.length ? score : descending[i + 1]!
    const middle = below + (score - below) / 2
    cuts[i] = middle > below && middle <= score ? middle : score
  }
  return cuts
}
