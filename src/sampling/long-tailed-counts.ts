import { parseOptions, pow, z } from '../core/index.ts'

export const longTailedCountsOptions = z.strictObject({
  classes: z.int().min(2).describe('how many classes there are'),
  largest: z.int().min(1).describe('the rows of the most frequent class'),
  factor: z.number().min(1).describe('how many times as many rows the first class has as the last'),
})
export type LongTailedCountsOptions = z.input<typeof longTailedCountsOptions>

/**
 * The rows of each class in a long tail: they fall by the same ratio from class to class, rounded down, from `largest`
 * to `largest / factor`. For experiments on known imbalance, by `makeImbalance`: the long-tailed CIFAR-10 of the
 * literature is `{ classes: 10, largest: 5000, factor: 100 }`. Throws an `OptionError` for options out of range.
 *
 * Y. Cui et al., "Class-Balanced Loss Based on Effective Number of Samples", CVPR 2019, section 5.1.
 */
export function longTailedCounts(options: LongTailedCountsOptions): Int32Array {
  const { classes, largest, factor } = parseOptions('longTailedCounts', longTailedCountsOptions, options)
  return Int32Array.from({ length: classes }, (_, code) => Math.floor(largest * pow(1 / factor, code / (classes - 1))))
}
