// The nodes still to be looked at, the one with the least bound first, in the thread's scratch memory.

let heapBounds: usize = 0
let heapNodes: usize = 0
let heapSize: i32 = 0

/** Begins an empty heap for up to `capacity` nodes. */
export function openHeap(address: usize, capacity: i32): void {
  heapBounds = address
  heapNodes = address + ((<usize>capacity) << 3)
  heapSize = 0
}

export function isEmpty(): bool {
  return heapSize === 0
}

export function nearestNode(): i32 {
  return load<i32>(heapNodes)
}

export function nearestBound(): f64 {
  return load<f64>(heapBounds)
}

/** Takes in a node. */
export function push(bound: f64, node: i32): void {
  let at = heapSize++
  while (at > 0) {
    const parent = (at - 1) >> 1
    const parentBound = load<f64>(heapBounds + ((<usize>parent) << 3))
    if (parentBound <= bound) break
    store<f64>(heapBounds + ((<usize>at) << 3), parentBound)
    store<i32>(heapNodes + ((<usize>at) << 2), load<i32>(heapNodes + ((<usize>parent) << 2)))
    at = parent
  }
  store<f64>(heapBounds + ((<usize>at) << 3), bound)
  store<i32>(heapNodes + ((<usize>at) << 2), node)
}

/** Drops the nearest node. */
export function pop(): void {
  heapSize--
  const bound = load<f64>(heapBounds + ((<usize>heapSize) << 3))
  const node = load<i32>(heapNodes + ((<usize>heapSize) << 2))
  let at = 0
  for (let child = 1; child < heapSize; child = 2 * at + 1) {
    if (
      child + 1 < heapSize &&
      load<f64>(heapBounds + ((<usize>(child + 1)) << 3)) < load<f64>(heapBounds + ((<usize>child) << 3))
    ) {
      child++
    }
    const childBound = load<f64>(heapBounds + ((<usize>child) << 3))
    if (childBound >= bound) break
    store<f64>(heapBounds + ((<usize>at) << 3), childBound)
    store<i32>(heapNodes + ((<usize>at) << 2), load<i32>(heapNodes + ((<usize>child) << 2)))
    at = child
  }
  store<f64>(heapBounds + ((<usize>at) << 3), bound)
  store<i32>(heapNodes + ((<usize>at) << 2), node)
}
