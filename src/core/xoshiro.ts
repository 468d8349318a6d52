import type { WordSource } from './word-source.ts'

/**
 * xoshiro128** (D. Blackman and S. Vigna, "Scrambled linear pseudorandom number generators", ACM TOMS 47, 2021), from a
 * state that is a hash of the text.
 */
export function xoshiro(text: string): WordSource {
  const state = hash128(text)
  const block = new Uint32Array(64)
  return {
    state,
    block,
    refill() {
      let s0 = state[0]!
      let s1 = state[1]!
      let s2 = state[2]!
      let s3 = state[3]!
      for (let i = 0; i < block.length; i++) {
        const scrambled = Math.imul(s1, 5)
        block[i] = Math.imul((scrambled << 7) | (scrambled >>> 25), 9)
        const shifted = s1 << 9
        s2 ^= s0
        s3 ^= s1
        s1 ^= s2
        s0 ^= s3
        s2 ^= shifted
        s3 = (s3 << 11) | (s3 >>> 21)
      }
      state[0] = s0
      state[1] = s1
      state[2] = s2
      state[3] = s3
    },
  }
}

/** Four 32-bit words that each depend on every UTF-16 unit of the text; never all zero. */
export function hash128(text: string): Uint32Array {
  const lanes = Int32Array.of(0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344)
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i)
    for (let lane = 0; lane < 4; lane++) {
      let h = lanes[lane]! ^ Math.imul(unit, multipliers[lane]!)
      h = (h << 13) | (h >>> 19)
      lanes[lane] = Math.imul(h, 5) + 0xe6546b64
    }
  }
  for (let round = 0; round < 2; round++) {
    for (let lane = 0; lane < 4; lane++) lanes[lane] = scramble(lanes[lane]! + lanes[(lane + 3) & 3]! + text.length)
  }
  if (lanes.every((lane) => lane === 0)) lanes[0] = 1
  return new Uint32Array(lanes.buffer)
}

const multipliers = [0xcc9e2d51, 0x1b873593, 0x9e3779b1, 0x85ebca6b]

/** The last step of MurmurHash3: every bit of the result depends on every bit of the word. */
function scramble(word: number): number {
  let h = word ^ (word >>> 16)
  h = Math.imul(h, 0x85ebca6b)
  h ^= h >>> 13
  h = Math.imul(h, 0xc2b2ae35)
  return h ^ (h >>> 16)
}
