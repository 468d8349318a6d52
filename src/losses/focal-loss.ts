import { OptionError, z } from '../core/index.ts'
import { fillByName } from './class-weights.ts'
import { defineLoss, type LossClasses } from './define-loss.ts'
import { focalLogisticLoss } from './focal-logistic-loss.ts'
import { focalSoftmaxLoss } from './focal-softmax-loss.ts'

const focalLossOptions = z.strictObject({
  gamma: z
    .number()
    .min(0)
    .default(2)
    .describe('how strongly rows that are already right fade: the loss is multiplied by (1 − p)^gamma; 0 is none'),
  alpha: z
    .union([z.number().min(0).max(1), z.record(z.string(), z.number().min(0))])
    .nullable()
    .default(null)
    .describe('weight of the second of two classes, the first getting 1 − alpha; or a number by class name'),
})

/**
 * Cross-entropy that fades for rows that are already right: −α · (1 − p)^γ · log p, p being the probability of a
 * row's own class. Meant for data in which easy rows of a large class drown the hard ones.
 *
 * `gamma` 0 is cross-entropy. `alpha`, by default 1 for every class, is a number for two classes (the paper's 0.25
 * weighs the class that comes second in `classes` by 0.25 and the other by 0.75), or numbers by class name, 1 for
 * classes not named. Equal to torchvision's `sigmoid_focal_loss` for two classes; for more, the same of the softmax.
 *
 * Not where probabilities are read as they are: they lean to the middle, so calibrate them. Where p is small the loss
 * bends downwards; `damped` has the curvature of the cross-entropy that is weighted as the gradient is.
 * T.-Y. Lin et al., "Focal Loss for Dense Object Detection", ICCV 2017.
 */
export const focalLoss = defineLoss({
  name: 'focalLoss',
  options: focalLossOptions,
  bind(classes, { gamma, alpha }) {
    const factors = factorsOf(classes, alpha)
    return (classes.names.length === 2 ? focalLogisticLoss : focalSoftmaxLoss)(gamma, factors)
  },
})

function factorsOf({ names }: LossClasses, alpha: number | Record<string, number> | null): Float64Array {
  const ones = new Float64Array(names.length).fill(1)
  if (alpha === null) return ones
  if (typeof alpha !== 'number') return fillByName('focalLoss: alpha', names, alpha, ones)
  if (names.length === 2) return Float64Array.of(1 - alpha, alpha)
  throw new OptionError(
    `focalLoss: \`alpha\` is one number, which is for two classes; there are ${names.length}. Give a number by class name.`,
  )
}
