import type { WordSource } from './word-source.ts'

const size = 624
const shift = 397

/**
 * MT19937 with Knuth's initialization, as `init_genrand` (M. Matsumoto and T. Nishimura, "Mersenne Twister", ACM TOMACS 8,
 * 1998), which NumPy's `RandomState` uses for an integer seed.
 */
export function mersenneTwister(seed: number): WordSource {
  const state = new Uint32Array(size)
  state[0] = seed
  for (let i = 1; i < size; i++) {
    const before = state[i - 1]!
    state[i] = Math.imul(1812433253, before ^ (before >>> 30)) + i
  }
  const block = new Uint32Array(size)
  return {
    block,
    refill() {
      for (let i = 0; i < size; i++) {
        const y = (state[i]! & 0x80000000) | (state[i + 1 < size ? i + 1 : 0]! & 0x7fffffff)
        const twist = (y & 1) === 0 ? 0 : 0x9908b0df
        state[i] = state[i + shift < size ? i + shift : i + shift - size]! ^ (y >>> 1) ^ twist
      }
      for (let i = 0; i < size; i++) {
        let y = state[i]!
        y ^= y >>> 11
        y ^= (y << 7) & 0x9d2c5680
        y ^= (y << 15) & 0xefc60000
        block[i] = y ^ (y >>> 18)
      }
    },
  }
}
