import type { Random } from '../../core/index.ts'

/**
 * The stream of one epoch. Ours forks, so that an epoch depends on its number alone; NumPy's goes on, also inside the
 * sampler, since imbalanced-learn hands one `RandomState` to the sampler and to the shuffling.
 */
export function sharedStream(random: Random, name: string): Random {
  if (random.continue(name) !== random) return random.fork(name)
  const shared: Random = Object.freeze({ ...random, fork: () => shared, continue: () => shared })
  return shared
}
