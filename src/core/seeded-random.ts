import { bulkDraws } from './bulk-draws.ts'
import { OptionError } from './errors.ts'
import type { Random } from './random.ts'
import { xoshiro } from './xoshiro.ts'

/**
 * The house's random numbers: xoshiro128**, seeded by a hash of the seed and of the names of the forks that led here.
 * The same seed gives the same numbers on every machine and in every engine.
 *
 * Use `numpyRandom` instead where the very rows of imbalanced-learn are wanted. Not for secrets.
 */
export function random(seed: number | string): Random {
  if (typeof seed !== 'string' && !(typeof seed === 'number' && Number.isFinite(seed))) {
    throw new OptionError(`random: \`seed\` must be a finite number or a text; it is ${String(seed)}.`)
  }
  return forkAlong(seed, [seed])
}

function forkAlong(seed: number | string, path: readonly (number | string)[]): Random {
  const fork = (name: string | number) => forkAlong(seed, [...path, name])
  return Object.freeze({ seed, fork, continue: fork, ...bulkDraws(xoshiro(JSON.stringify(path))) })
}
