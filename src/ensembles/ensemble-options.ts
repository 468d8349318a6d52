import { z } from '../core/index.ts'
import { underSamplerOptions } from '../sampling/index.ts'

/** Where all random draws of an ensemble start. */
export const seedOption = z.union([z.number(), z.string()]).default(0).describe('where all random draws start')

/** How many members an ensemble has. */
export function nEstimatorsOption(standard: number) {
  return z.int().min(1).default(standard).describe('how many members there are')
}

/** How the rows of a member are drawn. */
export const drawOptions = z.strictObject({
  samplingStrategy: underSamplerOptions.shape.samplingStrategy,
  replacement: z.boolean().default(false).describe('whether a row may be drawn more than once for the same member'),
})

/** How many of something are drawn: a count, a share below 1, or null. `what` they are, in the plural. */
export function countOrShareOption(what: string) {
  return z
    .union([z.int().min(1), z.number().gt(0, { abort: true }).lt(1, { abort: true })], {
      error: `must be a number of ${what} from 1, a share below 1, or null`,
    })
    .nullable()
    .default(null)
}
