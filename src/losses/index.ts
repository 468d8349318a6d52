export { adjustLogits } from './adjust-logits.ts'
export { asymmetricLoss } from './asymmetric-loss.ts'
export { balancedSoftmaxLoss } from './balanced-softmax-loss.ts'
export { classBalancedCrossEntropy, classBalancedFocalLoss } from './class-balanced-loss.ts'
export { type ClassWeight, classWeightOption, classWeights } from './class-weights.ts'
export { defineLoss, type LossClasses, type LossFactory, type LossUnit } from './define-loss.ts'
export { focalLoss } from './focal-loss.ts'
export { hingeLoss, squaredHingeLoss } from './hinge-loss.ts'
export { labelAwareSmoothing, labelSmoothing } from './label-smoothing.ts'
export { deferredBeta, ldamLoss } from './ldam-loss.ts'
export { logLoss } from './log-loss.ts'
export { logisticLoss } from './logistic-loss.ts'
export { logitAdjustedLoss } from './logit-adjusted-loss.ts'
export type { Loss, LossTarget } from './loss.ts'
export { type LossOption, lossOf, lossOption } from './loss-option.ts'
export { type LossName, losses } from './losses.ts'
export {
  balancedWeights,
  classWeightRecord,
  costWeights,
  effectiveNumberWeights,
  inverseSquareRootWeights,
  priorWeights,
} from './size-weights.ts'
export { softmaxLoss } from './softmax-loss.ts'
export { vectorScalingLoss } from './vector-scaling-loss.ts'
export { weightedCrossEntropy } from './weighted-cross-entropy.ts'
