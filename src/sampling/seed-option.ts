import { z } from '../core/index.ts'

/** The seed of everything that draws: a whole number or a text. The same seed gives the same rows. */
export const seedOption = z
  .union([z.int(), z.string()], { error: 'must be a whole number or a text' })
  .default(0)
  .describe('the same seed gives the same rows')
