import { type Random, z } from '../../core/index.ts'
import { smote, smoteOptions } from '../over/smote.ts'
import type { Sampler } from '../sampler.ts'
import { overStrategy, type StrategyFunction } from '../sampling-strategy.ts'
import { seedOption } from '../seed-option.ts'

/** What the growing half of a chain can be told apart from the options beside it. */
const growingPart = z.strictObject({
  samplingStrategy: overStrategy.unwrap().optional().describe('in place of the strategy of the chain'),
  kNeighbors: smoteOptions.shape.kNeighbors.unwrap().optional().describe('in place of the neighbors of the chain'),
  seed: seedOption.unwrap().optional().describe('in place of the seed of the chain'),
})

/** The options of `smote`, and its own again under `smote`, as the peer's chains have them. */
export const growingOptions = smoteOptions.extend({
  /** Options of `smote` that go before those of the chain. The library also takes a sampler, which then grows the classes. */
  smote: growingPart.default(Object.freeze({})).describe('options of smote, which go before those beside it'),
})

/** Whether the library was handed a sampler in the place of options. */
export function isSampler(value: unknown): value is Sampler {
  return typeof (value as Partial<Sampler> | null | undefined)?.fitResample === 'function'
}

/** The growing half: `smote` by its own options, and by those of the chain where it has none. */
export function growingSampler(
  chain: {
    readonly samplingStrategy: z.output<typeof overStrategy> | StrategyFunction
    readonly kNeighbors: number
    readonly smote: z.output<typeof growingPart>
  },
  random: Random,
): Sampler {
  const { samplingStrategy = chain.samplingStrategy, kNeighbors = chain.kNeighbors, seed } = chain.smote
  return smote({ samplingStrategy, kNeighbors, ...(seed === undefined ? { random } : { seed }) })
}
