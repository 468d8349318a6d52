import { type OptionsSchema, z } from '../core/index.ts'
import type { LossFactory, LossUnit } from './define-loss.ts'
import { type LossName, losses } from './losses.ts'

const named = Object.values(losses).map((factory: LossFactory<LossName>) =>
  z.strictObject({
    name: z.literal(factory.unitName),
    options: (factory.optionsSchema as OptionsSchema).prefault({}),
  }),
)

/** How a learner declares the loss that it minimizes: a name, or `{ name, options }`. */
export const lossOption = z
  .union([z.enum(Object.keys(losses) as [LossName]), z.union(named)], {
    error: `must be the name of a loss (${Object.keys(losses).join(', ')}), or { name, options }`,
  })
  .default('logLoss')
  .describe('what is minimized: the name of a loss, or { name, options }')

/** What such an option holds. */
export type LossOption = z.output<typeof lossOption>

/** The loss that such an option stands for. */
export function lossOf(option: LossOption): LossUnit {
  if (typeof option === 'string') return losses[option]()
  return (losses[option.name] as LossFactory)(option.options)
}
