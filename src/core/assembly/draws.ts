import { at, blockAt, blockLength, moveTo, outAt, refill, word } from './words'

/** Integers from 0 to `largest`, above 0: words are masked and those too large thrown away. */
export function integers(largest: u32, count: u32): void {
  const mask: u32 = 0xffffffff >> clz(largest)
  const end: usize = outAt + ((<usize>count) << 2)
  const block: usize = blockAt + ((<usize>blockLength) << 2)
  let from: usize = blockAt + ((<usize>at) << 2)
  let to: usize = outAt
  while (to < end) {
    if (from === block) {
      refill()
      from = blockAt
    }
    const value = load<u32>(from) & mask
    from += 4
    store<u32>(to, value)
    to += value <= largest ? 4 : 0
  }
  moveTo(<u32>((from - blockAt) >> 2))
}

/** Multiples of 2^-53 in [0, 1), stretched. */
export function doubles(low: f64, range: f64, count: u32): void {
  for (let to: usize = outAt, end = outAt + ((<usize>count) << 3); to < end; to += 8) {
    const high = word() >> 5
    const value = (<f64>high * 67108864.0 + <f64>(word() >> 6)) / 9007199254740992.0
    store<f64>(to, low + range * value)
  }
}

/** The integers from 0 on, in order. */
export function count(length: u32): void {
  for (let i: u32 = 0; i < length; i++) store<u32>(outAt + ((<usize>i) << 2), i)
}

/** Swaps each of the numbers from `last` down to above `end` with one at most as far on, as NumPy's `shuffle` does. */
export function shuffle(last: u32, end: u32): void {
  const block: usize = blockAt + ((<usize>blockLength) << 2)
  let from: usize = blockAt + ((<usize>at) << 2)
  while (last > end) {
    const mask: u32 = 0xffffffff >> clz(last)
    const least = max(mask >> 1, end)
    while (last > least) {
      if (from === block) {
        refill()
        from = blockAt
      }
      const drawn = load<u32>(from) & mask
      from += 4
      if (drawn > last) continue
      const here: usize = outAt + ((<usize>last) << 2)
      const there: usize = outAt + ((<usize>drawn) << 2)
      const held = load<u32>(here)
      store<u32>(here, load<u32>(there))
      store<u32>(there, held)
      last--
    }
  }
  moveTo(<u32>((from - blockAt) >> 2))
}
