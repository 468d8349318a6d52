import { z } from '../../core/index.ts'

/** How often, how sure, and what draws. */
export const bootstrapOptions = z.strictObject({
  resamples: z.int().min(20).default(1000).describe('how many times the rows are drawn anew'),
  confidence: z.number().gt(0).lt(1).default(0.95).describe('share of the resamples that the interval holds'),
  seed: z.union([z.number(), z.string()]).default(0).describe('draws the resamples; the same seed, the same intervals'),
})
/** `groups`: rows of one group are drawn together, as they must be where rows of a group are alike. */
export type BootstrapOptions = z.input<typeof bootstrapOptions> & {
  readonly groups?: ArrayLike<string | number> | undefined
}
