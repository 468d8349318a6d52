import { focalLoss } from './focal-loss.ts'
import { logLoss } from './log-loss.ts'
import { weightedCrossEntropy } from './weighted-cross-entropy.ts'

/** Every loss, by name. Whatever stands here is tested, and offered by every learner that has an option `loss`. */
export const losses = Object.freeze({ focalLoss, logLoss, weightedCrossEntropy })

/** The name of a loss. */
export type LossName = keyof typeof losses
