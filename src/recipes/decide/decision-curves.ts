import { type Costs, chooseThreshold, costCurve, judge, recallAgainstAlerts, rocCurve } from '../../evaluation/index.ts'
import { scoresOf } from '../figures/criterion.ts'
import { drawnCurves, reliabilityBins } from '../figures/curves.ts'
import { hardShares } from '../figures/decision-figures.ts'
import { numberedGroups } from '../figures/group-shares.ts'
import { figureOf } from '../figures/part-figures.ts'
import type { DecisionFile } from './decision-schema.ts'
import type { DecidedRows, Judged } from './judged-rows.ts'

const shares = [0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.15, 0.2, 0.3, 0.5, 0.75]
const recalls = [0.5, 0.7, 0.8, 0.9, 0.95, 0.99]

/** What other numbers of alerts would find, from few to many, the decision among them. */
export function whatIf({ y, proba, groups }: DecidedRows, threshold: number | null): DecisionFile['whatIf'] {
  if (y.classes.length > 2) return []
  const scores = scoresOf(proba, 2, 1)
  const rows = scores.length
  const points = [
    ...recallAgainstAlerts(y.codes, scores, shares),
    ...recalls.map((recall) => chooseThreshold(y.codes, scores, { recall })),
    ...(threshold === null ? [] : [judge(y.codes, scores, threshold)]),
  ]
  const byAlerts = new Map<number, DecisionFile['whatIf'][number]>()
  const truth = Uint8Array.from(y.codes)
  const groupOf = groups && numberedGroups(groups)
  for (const { flagged, threshold: at, ...found } of points) {
    if (flagged === 0) continue
    const taken = () => Uint8Array.from(scores, (score) => (score >= at ? 1 : 0))
    const { recall, precision } = groupOf ? hardShares(truth, taken(), groupOf) : found
    byAlerts.set(flagged, {
      alerts: flagged,
      alertRate: flagged / rows,
      threshold: at,
      recall: figureOf(recall),
      precision: figureOf(precision),
      chosen: at === threshold,
    })
  }
  return [...byAlerts.values()].sort((a, b) => a.alerts - b.alerts)
}

/** The curves of the report. Reliability before calibration only where the scores were probabilities. */
export function decisionCurves(
  { onChosen, onJudged }: Judged,
  raw: boolean,
  costs: Costs | undefined,
): DecisionFile['curves'] {
  const before = { ...onJudged, proba: onJudged.raw }
  const binary = onJudged.y.classes.length === 2
  const both = onJudged.y.codes.includes(0) && onJudged.y.codes.includes(1)
  return {
    ...drawnCurves(onChosen, onJudged),
    reliabilityBefore: binary && !raw ? reliabilityBins(before) : null,
    costs: binary && both ? weightedCosts(onJudged, costs) : null,
    costByThreshold: binary && costs ? costByThreshold(onChosen, costs) : null,
  }
}

function costByThreshold({ y, proba }: DecidedRows, costs: Costs): DecisionFile['curves']['costByThreshold'] {
  const { thresholds, expectedCost, never, always } = costCurve(y.codes, scoresOf(proba, 2, 1), costs)
  return { threshold: [...thresholds], expectedCost: [...expectedCost], never, always }
}

const steps = 100

/**
 * The normalized expected cost of the decision, of the best threshold and of the rules that need no score, for every
 * share that positives and the cost of missing them can have. C. Drummond, R. Holte, Machine Learning 65, 2006.
 */
function weightedCosts({ y, proba, decided }: DecidedRows, costs: Costs | undefined): DecisionFile['curves']['costs'] {
  const { falsePositiveRate, truePositiveRate } = rocCurve(y.codes, scoresOf(proba, 2, 1))
  let hits = 0
  let alarms = 0
  let positives = 0
  for (let row = 0; row < decided.length; row++) {
    positives += y.codes[row]!
    if (decided[row] === 1) {
      if (y.codes[row] === 1) hits++
      else alarms++
    }
  }
  const negatives = decided.length - positives
  const missRate = 1 - hits / positives
  const alarmRate = alarms / negatives
  const probabilityCost = Array.from({ length: steps + 1 }, (_, step) => step / steps)
  const missWeight = costs && (positives / decided.length) * (costs[1]![0]! - costs[1]![1]!)
  const alarmWeight = costs && (negatives / decided.length) * (costs[0]![1]! - costs[0]![0]!)
  return {
    probabilityCost,
    decision: probabilityCost.map((share) => share * missRate + (1 - share) * alarmRate),
    best: probabilityCost.map((share) => {
      let least = Math.min(share, 1 - share)
      for (let at = 0; at < truePositiveRate.length; at++) {
        const cost = share * (1 - truePositiveRate[at]!) + (1 - share) * falsePositiveRate[at]!
        if (cost < least) least = cost
      }
      return least
    }),
    trivial: probabilityCost.map((share) => Math.min(share, 1 - share)),
    asked: missWeight === undefined ? null : missWeight / (missWeight + alarmWeight!),
  }
}
