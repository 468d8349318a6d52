// The same numbers as models/trees/tree-draws.ts: xoshiro128**.

let s0: u32 = 0
let s1: u32 = 0
let s2: u32 = 0
let s3: u32 = 0

export function seedDraws(seeds: usize): void {
  s0 = load<u32>(seeds)
  s1 = load<u32>(seeds, 4)
  s2 = load<u32>(seeds, 8)
  s3 = load<u32>(seeds, 12)
}

/** An integer from `low` to below `high`. */
export function drawBetween(low: i32, high: i32): i32 {
  const word: u32 = rotl<u32>(s1 * 5, 7) * 9
  const shifted = s1 << 9
  s2 ^= s0
  s3 ^= s1
  s1 ^= s2
  s0 ^= s3
  s2 ^= shifted
  s3 = rotl<u32>(s3, 11)
  return low + <i32>((<u64>word * <u64>(high - low)) >> 32)
}
