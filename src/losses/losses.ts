import { asymmetricLoss } from './asymmetric-loss.ts'
import { balancedSoftmaxLoss } from './balanced-softmax-loss.ts'
import { classBalancedCrossEntropy, classBalancedFocalLoss } from './class-balanced-loss.ts'
import { focalLoss } from './focal-loss.ts'
import { hingeLoss, squaredHingeLoss } from './hinge-loss.ts'
import { labelAwareSmoothing, labelSmoothing } from './label-smoothing.ts'
import { ldamLoss } from './ldam-loss.ts'
import { logLoss } from './log-loss.ts'
import { logitAdjustedLoss } from './logit-adjusted-loss.ts'
import { vectorScalingLoss } from './vector-scaling-loss.ts'
import { weightedCrossEntropy } from './weighted-cross-entropy.ts'

/** Every loss, by name. Whatever stands here is tested, and offered by every learner that has an option `loss`. */
export const losses = Object.freeze({
  asymmetricLoss,
  balancedSoftmaxLoss,
  classBalancedCrossEntropy,
  classBalancedFocalLoss,
  focalLoss,
  hingeLoss,
  labelAwareSmoothing,
  labelSmoothing,
  ldamLoss,
  logitAdjustedLoss,
  logLoss,
  squaredHingeLoss,
  vectorScalingLoss,
  weightedCrossEntropy,
})

/** The name of a loss. */
export type LossName = keyof typeof losses
