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

/** The curves of a report, thinned for drawing. Of many classes the eight rarest are drawn. */
export function drawnCurves(
  validation: { y: Labels; proba: Float64Array },
  test: { y: Labels; proba: Float64Array },
): Curves {
  const binary = validation.y.classes.length === 2
  return {
    precisionRecall: {
      validation: precisionRecall(validation.y, validation.proba),
      test: precisionRecall(test.y, test.proba),
    },
    sweep: binary ? sweep(validation.y, validation.proba) : null,
    reliability: binary ? reliability(test.y, test.proba) : [],
  }
}

function precisionRecall(y: Labels, proba: Float64Array): Curves['precisionRecall']['test'] {
  const classCount = y.classes.length
  const counts = y.classes.map((_, code) => y.codes.reduce((sum, other) => sum + (other === code ? 1 : 0), 0))
  const present = [...y.classes.keys()].filter((code) => counts[code]! > 0).sort((a, b) => counts[a]! - counts[b]!)
  const drawn = classCount === 2 ? [1] : present.slice(0, 8)
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

function reliability(y: Labels, proba: Float64Array): Curves['reliability'] {
  const curve = reliabilityCurve(y.codes, scoresOf(proba, 2, 1), { bins: 10, strategy: 'quantile' })
  return Array.from(curve.count, (rows, bin) => {
    const { low, high } = wilsonInterval(curve.fractionPositive[bin]! * rows, rows)
    return { predicted: curve.meanPredicted[bin]!, observed: curve.fractionPositive[bin]!, low, high, rows }
  })
}
