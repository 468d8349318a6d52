import { DataError, log, sigmoid } from '../../core/index.ts'
import { defineScoreCalibrator } from './define-score-calibrator.ts'
import { fitSigmoid, type Sigmoid } from './fit-sigmoid.ts'
import { mapInBlocks } from './map-in-blocks.ts'

const smallest = 1e-12

const platt = defineScoreCalibrator<Sigmoid, 'platt'>({
  name: 'platt',
  async fitScores(scores, truth, sampleWeight, context) {
    return fitSigmoid(await mapInBlocks(scores, logit, context), truth, sampleWeight, context)
  },
  mapScore: ({ slope, intercept }, score) => sigmoid(slope * logit(score) + intercept),
  pack: ({ slope, intercept }) => [slope, intercept],
  unpack: (packed) => {
    const [slope, intercept] = Array.isArray(packed) ? packed : []
    if (!Number.isFinite(slope) || !Number.isFinite(intercept)) {
      throw new DataError('platt: the saved calibrator has no slope and intercept; save it again.')
    }
    return { slope, intercept }
  },
})

/**
 * Platt scaling: a sigmoid over the logit of the probability, clipped to 1e-12, with Platt's smoothed targets. Two
 * numbers a class, so some dozens of positives are enough. It shifts as well as stretches, and so undoes the prior that
 * class weights or resampling put in. Not for curves that a sigmoid cannot follow; `isotonicCalibrator` can, with many
 * rows. Scores that rank worse than chance come out in reverse.
 *
 * J. Platt, "Probabilistic Outputs for Support Vector Machines", 1999. Equals scikit-learn's `_SigmoidCalibration` on
 * the same logits.
 */
export const plattCalibrator = platt.create
export const loadPlatt = platt.load

function logit(probability: number): number {
  const p = Math.min(Math.max(probability, smallest), 1 - smallest)
  return log(p / (1 - p))
}
