/** The least sums so far: a heap whose root is the greatest of them. */
export class LeastSums {
  private readonly heap: Float64Array

  constructor(size: number) {
    this.heap = new Float64Array(size).fill(Infinity)
  }

  /** What a sum must not exceed to be among the least. */
  get greatest(): number {
    return this.heap[0]!
  }

  /** Takes in a sum, where it is among the least. */
  add(sum: number): void {
    const { heap } = this
    if (!(sum < heap[0]!)) return
    let at = 0
    for (let child = 1; child < heap.length; child = 2 * at + 1) {
      if (child + 1 < heap.length && heap[child + 1]! > heap[child]!) child++
      if (heap[child]! <= sum) break
      heap[at] = heap[child]!
      at = child
    }
    heap[at] = sum
  }
}
