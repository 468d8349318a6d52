import { type Context, DataError, type Labels } from '../../core/index.ts'
import { makeSampler, type Resampled, samplers } from '../../sampling/index.ts'
import type { ModelInput, Preparation } from '../tasks/task.ts'
import type { Chain } from './chain.ts'
import { resampleMixedTomek } from './mixed-tomek.ts'
import { towardBalance } from './toward-balance.ts'

export type ResampledRows = Resampled<ModelInput<'train'>>

/** What the sampler of a chain makes of prepared training rows; undefined where the chain has none. */
export async function resampleChain(
  { sampler, amount }: Pick<Chain, 'sampler' | 'amount'>,
  preparation: Pick<Preparation, 'coded' | 'encode'>,
  y: Labels<'train'>,
  seed: number,
  context: Context,
): Promise<ResampledRows | undefined> {
  if (!sampler) return undefined
  const { coded } = preparation
  const options = { ...sampler.options, ...amountOption(sampler.name, amount) }
  const mixed = isMixed(coded)
  if (sampler.name === 'smoteTomek' && mixed) return resampleMixedTomek({ seed, ...options }, preparation, y, context)
  const name = sampler.name === 'smote' && mixed ? 'smotenc' : sampler.name
  return (await samplerOf(name, options, seed).fitResample(coded, y, context)) as ResampledRows
}

/** The sampler of that name; what draws at random draws from `seed` unless the options name their own. */
export function samplerOf(name: string, options: Readonly<Record<string, unknown>>, seed: number) {
  const takesSeed =
    Object.hasOwn(samplers, name) && 'seed' in samplers[name as keyof typeof samplers].optionsSchema.shape
  return makeSampler({ name, options: takesSeed ? { seed, ...options } : options })
}

/** Samplers that clean decide themselves how many rows go. */
function amountOption(name: string, amount: number): Readonly<Record<string, unknown>> {
  if (amount === 1) return {}
  const kind = Object.hasOwn(samplers, name) ? samplers[name as keyof typeof samplers].kind : 'cleaning'
  if (kind === 'cleaning') throw new DataError(`${name}: it has no amount. Leave \`amount\` out.`)
  return { samplingStrategy: towardBalance(amount, kind === 'under' ? 'shrink' : 'grow') }
}

/** A fold may hold no row whose number is missing, and so no column that marks filled cells. */
function isMixed(coded: ModelInput): boolean {
  return coded.format === 'dense' && coded.columns.some(({ kind }) => kind === 'category' || kind === 'boolean')
}
