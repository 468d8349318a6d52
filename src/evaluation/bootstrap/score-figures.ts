import { log } from '../../core/index.ts'
import { binEdges, binOf } from '../curves/probability-bins.ts'
import { sortedOrder } from '../curves/sorted-order.ts'
import type { BinaryTruth } from '../metrics/check-scores.ts'

/** The figures of probabilities against truth, in this order. */
export const scoreFigureNames = [
  'averagePrecision',
  'rocAuc',
  'precision',
  'recall',
  'specificity',
  'f1',
  'balancedAccuracy',
  'geometricMean',
  'matthews',
  'accuracy',
  'majority',
  'logLoss',
  'brier',
  'expectedCalibrationError',
] as const
export type ScoreFigureName = (typeof scoreFigureNames)[number]

/** Scores sorted once, so that a resample costs one pass. */
export interface ScoreFigures {
  /** The rows from the highest score down: multiplicities are given in this order. */
  readonly order: Int32Array
  /** The figures of the rows, each counted as often as its multiplicity says. The array is written over each time. */
  figures(multiplicities: Float64Array): Float64Array
}

/** Prepares all figures; a row is positive where its probability is at least the threshold. Inputs must be checked. */
export function scoreFigures(truth: BinaryTruth, proba: Float64Array, threshold: number): ScoreFigures {
  const order = sortedOrder(proba, true)
  const count = order.length
  const positive = Uint8Array.from(order, (row) => truth[row]!)
  const score = Float64Array.from(order, (row) => proba[row]!)
  const cut = score.findLastIndex((value) => value >= threshold) + 1
  const surprise = new Float64Array(count)
  const away = new Float64Array(count)
  const edges = binEdges('bootstrapScores', proba, {})
  const bin = new Uint8Array(count)
  for (let at = 0; at < count; at++) {
    const p = positive[at] === 1 ? score[at]! : 1 - score[at]!
    surprise[at] = -log(Math.min(1 - 2 ** -52, Math.max(2 ** -52, p)))
    away[at] = score[at]! - positive[at]!
    bin[at] = binOf(edges, score[at]!)
  }
  const stretches = findStretches(score, positive, bin, cut)
  const excess = new Float64Array(edges.length - 1)
  const out = new Float64Array(scoreFigureNames.length)

  return {
    order,
    figures(multiplicities) {
      let found = 0
      let alarms = 0
      let precisionArea = 0
      let rocArea = 0
      let surprises = 0
      let squares = 0
      let foundAtCut = 0
      let alarmsAtCut = 0
      excess.fill(0)
      let at = 0
      for (let stretch = 0; stretch < stretches.ends.length; stretch++) {
        const start = at
        const end = stretches.ends[stretch]!
        const foundBefore = found
        const alarmsBefore = alarms
        let weights = 0
        let drift = 0
        for (; at < end; at++) {
          const weight = multiplicities[at]!
          const far = weight * away[at]!
          weights += weight
          drift += far
          squares += far * away[at]!
          surprises += weight * surprise[at]!
        }
        excess[bin[start]!]! += drift
        if (stretches.positives[stretch] === 1) {
          for (let row = start; row < end; row++) found += multiplicities[row]! * positive[row]!
          if (found !== foundBefore) {
            alarms += weights - (found - foundBefore)
            precisionArea += ((found - foundBefore) * found) / (found + alarms)
          } else alarms += weights
        } else alarms += weights
        rocArea += (alarms - alarmsBefore) * (found + foundBefore)
        if (end === cut) {
          foundAtCut = found
          alarmsAtCut = alarms
        }
      }
      let calibration = 0
      for (let at = 0; at < excess.length; at++) calibration += Math.abs(excess[at]!)
      const all = found + alarms
      out[0] = found === 0 ? 0 : precisionArea / found
      out[1] = rocArea / (2 * found * alarms)
      decisionFigures(out, foundAtCut, alarmsAtCut, found, alarms)
      out[11] = surprises / all
      out[12] = squares / all
      out[13] = calibration / all
      return out
    },
  }
}

function decisionFigures(out: Float64Array, hits: number, alarms: number, positives: number, negatives: number): void {
  const all = positives + negatives
  const quiet = negatives - alarms
  const missed = positives - hits
  const recall = hits / positives || 0
  const specificity = quiet / negatives || 0
  out[2] = hits / (hits + alarms) || 0
  out[3] = recall
  out[4] = specificity
  out[5] = (2 * hits) / (positives + hits + alarms) || 0
  out[6] = positives === 0 ? specificity : negatives === 0 ? recall : (recall + specificity) / 2
  out[7] = Math.sqrt(recall * specificity)
  out[8] = (hits * quiet - alarms * missed) / Math.sqrt(positives * negatives * (hits + alarms) * (quiet + missed)) || 0
  out[9] = (hits + quiet) / all
  out[10] = Math.max(positives, negatives) / all
}

/**
 * Rows that can be counted together: all of one score, or a run of scores without a positive row, within one bin and on
 * one side of the cut.
 */
function findStretches(score: Float64Array, positive: Uint8Array, bin: Uint8Array, cut: number) {
  const ends: number[] = []
  const positives: number[] = []
  let hasPositive = 0
  let start = 0
  for (let at = 0; at < score.length; ) {
    let next = at
    let here = 0
    for (; next < score.length && score[next] === score[at]; next++) here |= positive[next]!
    const joins = at > start && hasPositive === 0 && here === 0 && bin[at] === bin[start] && at !== cut
    if (!joins && at > start) {
      ends.push(at)
      positives.push(hasPositive)
      start = at
    }
    hasPositive = here
    at = next
  }
  ends.push(score.length)
  positives.push(hasPositive)
  return { ends: Int32Array.from(ends), positives: Uint8Array.from(positives) }
}
