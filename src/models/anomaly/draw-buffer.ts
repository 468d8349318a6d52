import type { Random } from '../../core/index.ts'

/** Draws one number at a time from a stream that draws in bulk. */
export class DrawBuffer {
  readonly #random: Random
  #drawn: Float64Array = new Float64Array(0)
  #at = 0

  constructor(random: Random) {
    this.#random = random
  }

  /** An integer from `low` to below `high`. */
  between(low: number, high: number): number {
    return low + Math.floor(this.uniform() * (high - low))
  }

  /** A number from 0 to below 1. */
  uniform(): number {
    if (this.#at === this.#drawn.length) {
      this.#drawn = this.#random.uniform(512)
      this.#at = 0
    }
    return this.#drawn[this.#at++]!
  }
}
