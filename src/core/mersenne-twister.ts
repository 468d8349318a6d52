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
    state,
    block,
    refill() {
      for (let i = 0; i < size - shift; i++) state[i] = state[i + shift]! ^ twist(state[i]!, state[i + 1]!)
      for (let i = size - shift; i < size - 1; i++)
        state[i] = state[i + shift - size]! ^ twist(state[i]!, state[i + 1]!)
      state[size - 1] = state[shift - 1]! ^ twist(state[size - 1]!, state[0]!)
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

function twist(upper: number, lower: number): number {
  return (((upper & 0x80000000) | (lower & 0x7fffffff)) >>> 1) ^ (-(lower & 1) & 0x9908b0df)
}
