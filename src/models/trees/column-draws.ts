import type { Random } from '../../core/index.ts'

/** Where the draws of a tree start: four words. */
export function columnSeeds(random: Random): Uint32Array {
  const seeds = Uint32Array.from(random.randint(0, 2 ** 32, 4))
  if (seeds.every((word) => word === 0)) seeds[0] = 1
  return seeds
}

/**
 * Draws one integer at a time: xoshiro128**, small enough to stand in WebAssembly as well, where
 * kernels/assembly/trees/draws.ts draws the same.
 */
export class ColumnDraws {
  #s0: number
  #s1: number
  #s2: number
  #s3: number

  constructor(seeds: Uint32Array) {
    this.#s0 = seeds[0]!
    this.#s1 = seeds[1]!
    this.#s2 = seeds[2]!
    this.#s3 = seeds[3]!
  }

  /** An integer from `low` to below `high`. */
  between(low: number, high: number): number {
    const s1 = this.#s1
    const product = Math.imul(s1, 5)
    const word = Math.imul((product << 7) | (product >>> 25), 9) >>> 0
    const s2 = this.#s2 ^ this.#s0
    const s3 = this.#s3 ^ s1
    this.#s1 = s1 ^ s2
    this.#s0 ^= s3
    this.#s2 = s2 ^ (s1 << 9)
    this.#s3 = (s3 << 11) | (s3 >>> 21)
    return low + Math.floor((word * (high - low)) / 4294967296)
  }
}
