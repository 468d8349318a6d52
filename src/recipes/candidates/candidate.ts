import { OptionError } from '../../core/index.ts'
import type { Chain } from '../chains/chain.ts'
import { describeChain } from '../chains/describe-chain.ts'
import { learnerOf } from '../chains/learners.ts'
import { type PresetName, presetChain, presetDescription } from '../chains/preset-chains.ts'
import { samplerOf } from '../chains/resample-chain.ts'
import type { RecipeOptions } from '../recipe.ts'
import type { Task } from '../tasks/task.ts'

/** One way of learning that is compared with others. */
export interface Candidate {
  readonly name: string
  readonly description: string
  readonly chain: Chain
}

/** With more classes than this only weights stand beside the plain model by default: resampling would multiply the work. */
export const manyClasses = 200

/** With more classes than this boosting, which grows a tree a class and round, is not compared by default. */
const manyTrees = 20

/** The candidates of a task, `plain` always first: it is what every other must beat. Then those that the user has written. */
export function candidatesFor(task: Task, options: RecipeOptions, classCount: number): Candidate[] {
  const asked =
    options.candidates ?? (classCount > manyClasses ? (['weights'] as const) : defaultPresets(task, classCount))
  if (options.candidates?.includes('self-training') && options.unlabeled === undefined) {
    throw new OptionError('candidates: self-training learns from rows without labels; name their file as `unlabeled`.')
  }
  const helped = options.candidates === undefined && options.unlabeled !== undefined
  const names = new Set<PresetName>(['plain', ...asked, ...(helped ? (['self-training'] as const) : [])])
  const presets = Array.from(names, (name) => ({
    name,
    description: presetDescription(name, task),
    chain: presetChain(name, options.C),
  }))
  return [...presets, ...options.chains.map(({ name, ...chain }) => candidateOf(name, chain, options.seed))]
}

/** SMOTE needs numbers, and Tomek links beside categories cost more than they bring. Trees are for tables. */
function defaultPresets(task: Task, classCount: number): PresetName[] {
  if (task.mixed === undefined) return ['weights', 'under', 'over']
  const linear = ['weights', 'under', 'over', 'smote', ...(task.mixed ? [] : (['smote-tomek'] as const))] as const
  return classCount > manyTrees ? [...linear, 'balanced-forest'] : [...linear, 'boosting', 'balanced-forest']
}

/** A chain as a candidate. Names and options that are wrong are refused here, before any work is done. */
export function candidateOf(name: string, chain: Chain, seed: number): Candidate {
  learnerOf(chain, seed)
  if (chain.sampler) samplerOf(chain.sampler.name, chain.sampler.options, seed)
  return { name, description: describeChain(chain), chain }
}
