/** Arrays of float32 that are used again, within a number of values: fresh memory costs as much as filling it. */
export class ValuePool {
  readonly #most: number
  readonly #free: Float32Array[] = []
  #taken = 0

  constructor(most: number) {
    this.#most = most
  }

  /** An array of at least `length`, its contents left over; undefined while there is no room. */
  take(length: number): Float32Array | undefined {
    for (let at = this.#free.length - 1; at >= 0; at--) {
      const piece = this.#free[at]!
      if (piece.length < length) continue
      if (piece.length < 2 * length) {
        this.#free.splice(at, 1)
        return piece
      }
      this.#free[at] = piece.subarray(length)
      return piece.subarray(0, length)
    }
    while (this.#taken + length > this.#most) {
      const dropped = this.#free.pop()
      if (!dropped) return undefined
      this.#taken -= dropped.length
    }
    this.#taken += length
    return new Float32Array(length)
  }

  give(values: Float32Array): void {
    this.#free.push(values)
  }
}
