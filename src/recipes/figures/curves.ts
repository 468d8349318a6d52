import type { Labels } from '../../core/index.ts'
import {
  precisionRecallCurve,
  reliabilityCurve,
  thinCurve,
  thresholdSweep,
  wilsonInterval,
} from '../../evaluation/index.ts'
import { scoresOf, truthOf } from './criterion.ts'
import type { Curves } from './curves-schema.ts'
import { groupInterval, numberedGroups } from './group-shares.ts'

interface JudgedRows {
  readonly y: Labels
  readonly proba: Float64Array
  readonly groups: readonly string[] | undefined
}

/** The curves of a report, thinned for drawing. Of many classes the eight rarest are drawn. */
export function drawnCurves(validation: JudgedRows, test: JudgedRows): Curves {
  const binary = validation.y.classes.length === 2
  return {
    precisionRecall: {
      validation: precisionRecall(validation.y, validation.proba),
      test: precisionRecall(test.y, test.proba),
    },
    sweep: binary ? sweep(validation.y, validation.proba) : null,
    reliability: binary ? reliabilityBins(test) : [],
  }
}

function precisionRecall(y: Labels, proba: Float64Array): Curves['precisionRecall']['test'] {
  const classCount = y.classes.length
  const counts = y.classes.map((_, code) => y.codes.reduce((sum, other) => sum + (other === code ? 1 : 0), 0))
  const present = [...y.classes.keys()].filter((code) => counts[code]! > 0).sort((a, b) => counts[a]! - counts[b]!)
  const drawn = classCount === 2 ? present.filter((code) => code === 1) : present.slice(0, 8)
  return drawn.map((code) => {
    const { recall, precision } = precisionRecallCurve(truthOf(y, code), scoresOf(proba, classCount, code))
    const kept = thinCurve(recall, precision, 200)
    return {
      class: String(y.classes[code]),
      recall: Array.from(kept, (at) => recall[at]!),
      precision: Array.from(kept, (at) => precision[at]!),
    }
  })
}

function sweep(y: Labels, proba: Float64Array): Curves['sweep'] {
  const { thresholds, precision, recall, f1 } = thresholdSweep(y.codes, scoresOf(proba, 2, 1))
  return { threshold: [...thresholds], precision: [...precision], recall: [...recall], f1: [...f1] }
}

/** How often rows are positive that were given about the same probability, in ten bins of as many rows. */
export function reliabilityBins({ y, proba, groups }: JudgedRows): Curves['reliability'] {
  const scores = scoresOf(proba, 2, 1)
  const curve = reliabilityCurve(y.codes, scores, { bins: 10, strategy: 'quantile' })
  const groupOf = groups && numberedGroups(groups)
  return Array.from(curve.count, (rows, bin) => {
    const observed = curve.fractionPositive[bin]!
    const above = bin === 0 ? Number.NEGATIVE_INFINITY : curve.low[bin]!
    const upTo = bin === curve.count.length - 1 ? Number.POSITIVE_INFINITY : curve.high[bin]!
    const inBin = () => Uint8Array.from(scores, (score) => (score > above && score <= upTo ? 1 : 0))
    const { low, high } = groupOf ? groupInterval(y.codes, inBin(), groupOf) : wilsonInterval(observed * rows, rows)
    return { predicted: curve.meanPredicted[bin]!, observed, low, high, rows }
  })
}
