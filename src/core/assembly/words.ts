/** What the plain code reads and writes; see fast-draws.ts, which holds the same addresses. */
export const stateAt: usize = 1024
export const blockAt: usize = 3584
export const tableAt: usize = 6144
export const squaresAt: usize = 12288
export const outAt: usize = 28672
/** How many numbers of eight bytes the space at `outAt` holds. */
export const outLength: usize = 4096

const words: u32 = 624
const shift: u32 = 397
const shortWords: u32 = 64

/** How many words the block holds: 624 are those of MT19937, 64 those of xoshiro128**. */
export let blockLength: u32 = 0
/** Where in the block the next word stands. */
export let at: u32 = 0

/** Takes over a generator whose state and block lie in the memory. */
export function take(length: u32, position: u32): void {
  blockLength = length
  at = position
}

/** Where the next word stands, for who takes the generator back. */
export function position(): u32 {
  return at
}

export function moveTo(position: u32): void {
  at = position
}

/** Fills the block with the next words. */
export function refill(): void {
  if (blockLength === words) refillTwister()
  else refillShort()
  at = 0
}

export function word(): u32 {
  if (at === blockLength) refill()
  return load<u32>(blockAt + (at++ << 2))
}

function twist(upper: u32, lower: u32): u32 {
  return (((upper & 0x80000000) | (lower & 0x7fffffff)) >> 1) ^ (-(lower & 1) & 0x9908b0df)
}

function twistFour(address: usize, other: usize): void {
  const upper = v128.load(address)
  const lower = v128.load(address, 4)
  const mixed = v128.or(v128.and(upper, i32x4.splat(0x80000000)), v128.and(lower, i32x4.splat(0x7fffffff)))
  const odd = i32x4.neg(v128.and(lower, i32x4.splat(1)))
  const twisted = v128.xor(i32x4.shr_u(mixed, 1), v128.and(odd, i32x4.splat(0x9908b0df)))
  v128.store(address, v128.xor(v128.load(other), twisted))
}

function refillTwister(): void {
  const end: usize = stateAt + 4 * words
  const turn: usize = stateAt + 4 * (words - shift)
  let address: usize = stateAt
  for (; address + 12 < turn; address += 16) twistFour(address, address + 4 * shift)
  for (; address < turn; address += 4) {
    store<u32>(address, load<u32>(address + 4 * shift) ^ twist(load<u32>(address), load<u32>(address, 4)))
  }
  for (; address + 16 < end; address += 16) twistFour(address, address - 4 * (words - shift))
  for (; address + 4 < end; address += 4) {
    store<u32>(address, load<u32>(address - 4 * (words - shift)) ^ twist(load<u32>(address), load<u32>(address, 4)))
  }
  store<u32>(address, load<u32>(stateAt + 4 * (shift - 1)) ^ twist(load<u32>(address), load<u32>(stateAt)))
  for (let i: usize = 0; i < 4 * words; i += 16) {
    let y = v128.load(stateAt + i)
    y = v128.xor(y, i32x4.shr_u(y, 11))
    y = v128.xor(y, v128.and(i32x4.shl(y, 7), i32x4.splat(0x9d2c5680)))
    y = v128.xor(y, v128.and(i32x4.shl(y, 15), i32x4.splat(0xefc60000)))
    v128.store(blockAt + i, v128.xor(y, i32x4.shr_u(y, 18)))
  }
}

function refillShort(): void {
  let s0 = load<u32>(stateAt)
  let s1 = load<u32>(stateAt, 4)
  let s2 = load<u32>(stateAt, 8)
  let s3 = load<u32>(stateAt, 12)
  for (let i: usize = 0; i < 4 * shortWords; i += 4) {
    store<u32>(blockAt + i, rotl<u32>(s1 * 5, 7) * 9)
    const shifted = s1 << 9
    s2 ^= s0
    s3 ^= s1
    s1 ^= s2
    s0 ^= s3
    s2 ^= shifted
    s3 = rotl<u32>(s3, 11)
  }
  store<u32>(stateAt, s0)
  store<u32>(stateAt, s1, 4)
  store<u32>(stateAt, s2, 8)
  store<u32>(stateAt, s3, 12)
}
