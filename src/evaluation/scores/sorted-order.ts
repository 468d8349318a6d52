const digitBits = [11, 11, 10]

/**
 * The indices that sort finite numbers, ascending or descending; equal numbers keep the order of their indices.
 * A radix sort on the bits: linear, about a second for ten million numbers.
 */
export function sortedOrder(values: Float64Array, descending = false): Int32Array {
  const count = values.length
  let order = new Int32Array(count)
  for (let i = 0; i < count; i++) order[i] = i
  if (count < 256) {
    const sign = descending ? -1 : 1
    return order.sort((a, b) => sign * (values[a]! - values[b]!) || a - b)
  }
  const { low, high } = sortableBits(values, descending)
  let spare = new Int32Array(count)
  let lowKeys: Uint32Array = low
  let highKeys: Uint32Array = high
  let spareLow: Uint32Array = new Uint32Array(count)
  let spareHigh: Uint32Array = new Uint32Array(count)
  let shift = 0
  for (const bits of digitBits) {
    const starts = digitStarts(lowKeys, shift, bits)
    if (starts) {
      for (let i = 0; i < count; i++) {
        const key = lowKeys[i]!
        const to = starts[(key >>> shift) & ((1 << bits) - 1)]!++
        spareLow[to] = key
        spareHigh[to] = highKeys[i]!
        spare[to] = order[i]!
      }
      ;[lowKeys, spareLow] = [spareLow, lowKeys]
      ;[highKeys, spareHigh] = [spareHigh, highKeys]
      ;[order, spare] = [spare, order]
    }
    shift += bits
  }
  shift = 0
  for (const bits of digitBits) {
    const starts = digitStarts(highKeys, shift, bits)
    if (starts) {
      for (let i = 0; i < count; i++) {
        const key = highKeys[i]!
        const to = starts[(key >>> shift) & ((1 << bits) - 1)]!++
        spareHigh[to] = key
        spare[to] = order[i]!
      }
      ;[highKeys, spareHigh] = [spareHigh, highKeys]
      ;[order, spare] = [spare, order]
    }
    shift += bits
  }
  return order
}

/** Unsigned integers in the order of the numbers; −0 and 0 are one number. */
function sortableBits(values: Float64Array, descending: boolean) {
  const count = values.length
  const low = new Uint32Array(count)
  const high = new Uint32Array(count)
  const cell = new Float64Array(1)
  const words = new Uint32Array(cell.buffer)
  const flip = descending ? 0xffffffff : 0
  for (let i = 0; i < count; i++) {
    cell[0] = values[i]! + 0
    const top = words[1]!
    const negative = top >>> 31 === 1
    low[i] = (negative ? ~words[0]! : words[0]!) ^ flip
    high[i] = (negative ? ~top : top ^ 0x80000000) ^ flip
  }
  return { low, high }
}

/** Where each value of a digit begins; `undefined` where all keys share it and there is nothing to do. */
function digitStarts(keys: Uint32Array, shift: number, bits: number): Int32Array | undefined {
  const counts = new Int32Array(1 << bits)
  const mask = (1 << bits) - 1
  for (let i = 0; i < keys.length; i++) counts[(keys[i]! >>> shift) & mask]!++
  if (counts[(keys[0]! >>> shift) & mask] === keys.length) return undefined
  let start = 0
  for (let digit = 0; digit <= mask; digit++) {
    const here = counts[digit]!
    counts[digit] = start
    start += here
  }
  return counts
}
