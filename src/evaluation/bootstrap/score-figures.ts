import type { RankedRows } from './ranked-rows.ts'

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

/**
 * The figures of ranked rows, each counted as often as its multiplicity says, in one pass. The array that is given back
 * is written over each time.
 */
export function scoreFigures({
  positive,
  surprise,
  away,
  spread,
  bin,
  bins,
  cut,
  ends,
  hasPositive,
}: RankedRows): (multiplicities: Float64Array) => Float64Array {
  const excess = new Float64Array(bins)
  const out = new Float64Array(scoreFigureNames.length)

  return (multiplicities) => {
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
    for (let stretch = 0; stretch < ends.length; stretch++) {
      const start = at
      const end = ends[stretch]!
      const foundBefore = found
      const alarmsBefore = alarms
      let weights = 0
      let drift = 0
      for (; at < end; at++) {
        const weight = multiplicities[at]!
        const far = weight * away[at]!
        weights += weight
        drift += far
        squares += far * spread[at]!
        surprises += weight * surprise[at]!
      }
      excess[bin[start]!]! += drift
      if (hasPositive[stretch] === 1) {
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
