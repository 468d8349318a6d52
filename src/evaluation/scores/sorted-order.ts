import { breathe, type Context } from '../../core/index.ts'

const digitBits = [11, 11, 10]

/**
 * The indices that sort finite numbers, ascending or descending; equal numbers keep the order of their indices.
 * A radix sort on the bits: linear, about a second for ten million numbers.
 */
export function sortedOrder(values: Float64Array, descending = false): Int32Array {
  const passes = sorting(values, descending)
  for (;;) {
    const { done, value } = passes.next()
    if (done) return value
  }
}

/** The same with a breath between two passes, of which there are twelve, for long arrays in a task that may be aborted. */
export async function sortedOrderInTurns(
  values: Float64Array,
  descending: boolean,
  context: Context,
): Promise<Int32Array> {
  const passes = sorting(values, descending)
  for (;;) {
    await breathe(context)
    const { done, value } = passes.next()
    if (done) return value
  }
}

/** Sorts by one digit after the other, the lowest first, and yields after each pass. */
function* sorting(values: Float64Array, descending: boolean): Generator<undefined, Int32Array> {
  let order: Int32Array = new Int32Array(values.length)
  for (let i = 0; i < order.length; i++) order[i] = i
  if (order.length < 256) {
    const sign = descending ? -1 : 1
    return order.sort((a, b) => sign * (values[a]! - values[b]!) || a - b)
  }
  let spare: Int32Array = new Int32Array(order.length)
  const words = sortableBits(values, descending)
  yield
  // What lies in the low words is in order before the high ones are asked, by which time it is of no more use.
  for (const word of [words.low, words.high]) {
    let keys = word === words.low ? word : gather(word, order)
    let spareKeys: Uint32Array = new Uint32Array(order.length)
    let shift = 0
    for (const bits of digitBits) {
      const starts = digitStarts(keys, shift, bits)
      if (starts) {
        yield
        deal(keys, order, spareKeys, spare, starts, shift, (1 << bits) - 1)
        ;[keys, spareKeys] = [spareKeys, keys]
        ;[order, spare] = [spare, order]
      }
      shift += bits
      yield
    }
  }
  return order
}

/** Puts each key and its index where the digit says, in the order in which they come. */
function deal(
  keys: Uint32Array,
  order: Int32Array,
  toKeys: Uint32Array,
  toOrder: Int32Array,
  starts: Int32Array,
  shift: number,
  mask: number,
): void {
  for (let i = 0; i < keys.length; i++) {
    const key = keys[i]!
    const to = starts[(key >>> shift) & mask]!++
    toKeys[to] = key
    toOrder[to] = order[i]!
  }
}

function gather(keys: Uint32Array, order: Int32Array): Uint32Array {
  const gathered = new Uint32Array(keys.length)
  for (let i = 0; i < gathered.length; i++) gathered[i] = keys[order[i]!]!
  return gathered
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
