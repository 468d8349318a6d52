import { bulkDraws } from './bulk-draws.ts'
import { OptionError } from './errors.ts'
import { mersenneTwister } from './mersenne-twister.ts'
import type { Random } from './random.ts'

/**
 * NumPy's `RandomState(seed)`, draw for draw, so that a sampler gives the rows that imbalanced-learn gives for
 * `random_state=seed`. `fork` starts again from the seed, `continue` goes on with this stream.
 *
 * Integers, uniforms, choices and permutations are equal bit for bit; `randn` and `beta` follow NumPy's logarithm, which
 * is the C library's, but for the rare last bit.
 */
export function numpyRandom(seed: number): Random {
  if (!Number.isInteger(seed) || seed < 0 || seed > 0xffffffff) {
    throw new OptionError(`numpyRandom: \`seed\` must be an integer from 0 to 4294967295; it is ${String(seed)}.`)
  }
  const stream: Random = Object.freeze({
    seed,
    fork: () => numpyRandom(seed),
    continue: () => stream,
    ...bulkDraws(mersenneTwister(seed)),
  })
  return stream
}
