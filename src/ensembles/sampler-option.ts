import { OptionError, type Random, z } from '../core/index.ts'
import { type AnyMatrix, makeSampler, type NamedSampler, type Sampler, samplers } from '../sampling/index.ts'
import type { Strategy } from './draw-balanced.ts'

/** What balances the rows of a member: a sampler by name, or one that is made already. */
export type Balancer = NamedSampler | Sampler<AnyMatrix> | Sampler

/** The sampler of an ensemble, as plain data. */
export const samplerOption = z
  .strictObject({
    name: z.string().min(1).describe('which sampler, or "pipeline"'),
    options: z.record(z.string(), z.unknown()).default({}).describe('its options'),
  })
  .nullable()
  .default(null)
  .describe(
    'what balances the rows of a member: a sampler by name, and its options; null: rows of larger classes are taken away at random',
  )

/** How the options around a sampler stand. */
interface Surroundings {
  readonly sampler: Balancer | null
  readonly samplingStrategy: Strategy
  readonly replacement: boolean
  readonly bootstrap: boolean
}

/** Refuses what the sampler, its options or those around it would pass over in silence. */
export function checkSampler(who: string, around: Surroundings): void {
  const { sampler, samplingStrategy, replacement, bootstrap } = around
  if (sampler === null) return
  if (replacement) {
    throw new OptionError(
      `${who}: \`replacement\` is for the draws that are made without a \`sampler\`. Say it in \`sampler.options\`.`,
    )
  }
  if ('fitResample' in sampler) {
    if (samplingStrategy !== 'auto') {
      throw new OptionError(
        `${who}: \`samplingStrategy\` does not reach a \`sampler\` that is made already. Tell it to the sampler.`,
      )
    }
    if (!bootstrap) {
      throw new OptionError(
        `${who}: a \`sampler\` that is made already draws the same for every member where \`bootstrap\` is off. Give its name and options.`,
      )
    }
    return
  }
  const { name, options = {} } = sampler
  const isKnown = Object.hasOwn(samplers, name) || name === 'pipeline'
  const takesStrategy = name !== 'pipeline' && isKnown && 'samplingStrategy' in shapeOf(name)
  if (samplingStrategy !== 'auto' && isKnown && (!takesStrategy || options['samplingStrategy'] !== undefined)) {
    throw new OptionError(
      takesStrategy
        ? `${who}: \`samplingStrategy\` is given to the ensemble and to its \`sampler\`. Give it once.`
        : `${who}: the sampler ${name} takes no \`samplingStrategy\`. Leave it out.`,
    )
  }
  try {
    makeSampler({ name, options: withStrategy(options, samplingStrategy) })
  } catch (reason) {
    if (!(reason instanceof OptionError) || isKnown) throw reason
    throw new OptionError(`${who}: \`sampler.name\`: ${reason.message}`)
  }
}

/** The sampler of one member: by name it draws from `stream`, and its own strategy goes before that of the ensemble. */
export function samplerFor(sampler: Balancer, strategy: Strategy, stream: Random): Sampler<AnyMatrix> {
  if ('fitResample' in sampler) return sampler as Sampler<AnyMatrix>
  const { name, options = {} } = sampler
  const { seed, ...others } = withStrategy(options, strategy)
  if (name !== 'pipeline' && !('seed' in shapeOf(name))) return makeSampler({ name, options: others })
  const random = seed === undefined ? stream : stream.fork(String(seed))
  return makeSampler({ name, options: { ...others, random } })
}

function withStrategy(options: Readonly<Record<string, unknown>>, strategy: Strategy) {
  return strategy === 'auto' ? options : { ...options, samplingStrategy: strategy }
}

function shapeOf(name: string): object {
  return samplers[name as keyof typeof samplers].optionsSchema.shape
}
