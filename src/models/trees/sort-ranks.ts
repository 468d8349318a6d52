/** Sorts whole numbers from 0 to `largest`, each with its companion, stably. Owns the memory that it needs. */
export class RankSorter {
  readonly #keys: Int32Array
  readonly #companions: Int32Array
  readonly #starts = new Int32Array(256)

  constructor(capacity: number) {
    this.#keys = new Int32Array(capacity)
    this.#companions = new Int32Array(capacity)
  }

  /** Sorts the first `count` places of both arrays by key. */
  sort(keys: Int32Array, companions: Int32Array, count: number, largest: number): void {
    if (count <= 48) insertionSort(keys, companions, count)
    else this.#radixSort(keys, companions, count, largest)
  }

  #radixSort(keys: Int32Array, companions: Int32Array, count: number, largest: number): void {
    let fromKeys = keys
    let fromCompanions = companions
    let toKeys = this.#keys
    let toCompanions = this.#companions
    const starts = this.#starts
    for (let shift = 0; shift < 32 && largest >>> shift > 0; shift += 8) {
      starts.fill(0)
      for (let at = 0; at < count; at++) starts[(fromKeys[at]! >>> shift) & 255]!++
      let sum = 0
      for (let digit = 0; digit < 256; digit++) {
        const size = starts[digit]!
        starts[digit] = sum
        sum += size
      }
      for (let at = 0; at < count; at++) {
        const key = fromKeys[at]!
        const digit = (key >>> shift) & 255
        const to = starts[digit]!
        starts[digit] = to + 1
        toKeys[to] = key
        toCompanions[to] = fromCompanions[at]!
      }
      const heldKeys = fromKeys
      const heldCompanions = fromCompanions
      fromKeys = toKeys
      fromCompanions = toCompanions
      toKeys = heldKeys
      toCompanions = heldCompanions
    }
    if (fromKeys === keys) return
    for (let at = 0; at < count; at++) {
      keys[at] = fromKeys[at]!
      companions[at] = fromCompanions[at]!
    }
  }
}

function insertionSort(keys: Int32Array, companions: Int32Array, count: number): void {
  for (let at = 1; at < count; at++) {
    const key = keys[at]!
    const companion = companions[at]!
    let to = at - 1
    while (to >= 0 && keys[to]! > key) {
      keys[to + 1] = keys[to]!
      companions[to + 1] = companions[to]!
      to--
    }
    keys[to + 1] = key
    companions[to + 1] = companion
  }
}
