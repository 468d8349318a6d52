export { type ClassWeight, classWeights } from './class-weights.ts'
export { logisticLoss } from './logistic-loss.ts'
export type { Loss, LossTarget } from './loss.ts'
export { softmaxLoss } from './softmax-loss.ts'
