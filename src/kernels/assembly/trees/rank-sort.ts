import { companions, i32At, keys, setI32, starts } from './job'

/** Sorts whole numbers from 0 to `largest`, each with its companion, stably. */
export function sortRanks(numbers: usize, others: usize, count: i32, largest: i32): void {
  if (count <= 48) insertionSort(numbers, others, count)
  else radixSort(numbers, others, count, largest)
}

function insertionSort(numbers: usize, others: usize, count: i32): void {
  for (let at = 1; at < count; at++) {
    const key = i32At(numbers, at)
    const companion = i32At(others, at)
    let to = at - 1
    while (to >= 0) {
      const before = i32At(numbers, to)
      if (before <= key) break
      setI32(numbers, to + 1, before)
      setI32(others, to + 1, i32At(others, to))
      to--
    }
    setI32(numbers, to + 1, key)
    setI32(others, to + 1, companion)
  }
}

function radixSort(numbers: usize, others: usize, count: i32, largest: i32): void {
  let fromKeys = numbers
  let fromOthers = others
  let toKeys = keys
  let toOthers = companions
  for (let shift = 0; shift < 32 && <u32>largest >> shift > 0; shift += 8) {
    memory.fill(starts, 0, 1024)
    for (let at = 0; at < count; at++) {
      const digit = (i32At(fromKeys, at) >>> shift) & 255
      setI32(starts, digit, i32At(starts, digit) + 1)
    }
    let sum = 0
    for (let digit = 0; digit < 256; digit++) {
      const size = i32At(starts, digit)
      setI32(starts, digit, sum)
      sum += size
    }
    for (let at = 0; at < count; at++) {
      const key = i32At(fromKeys, at)
      const digit = (key >>> shift) & 255
      const to = i32At(starts, digit)
      setI32(starts, digit, to + 1)
      setI32(toKeys, to, key)
      setI32(toOthers, to, i32At(fromOthers, at))
    }
    const heldKeys = fromKeys
    const heldOthers = fromOthers
    fromKeys = toKeys
    fromOthers = toOthers
    toKeys = heldKeys
    toOthers = heldOthers
  }
  if (fromKeys === numbers) return
  memory.copy(numbers, fromKeys, (<usize>count) << 2)
  memory.copy(others, fromOthers, (<usize>count) << 2)
}
