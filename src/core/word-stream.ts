import { fastDraws, mostShuffled } from './fast-draws.ts'
import { log } from './log.ts'
import type { WordSource } from './word-source.ts'

/** Numbers drawn from 32-bit words, as NumPy's legacy generator draws them from its own. */
export class WordStream {
  readonly #source: WordSource
  readonly #block: Uint32Array
  #at: number
  /** The second normal of the last pair, where it is still to be given. */
  #spare: number | undefined

  constructor(source: WordSource) {
    this.#source = source
    this.#block = source.block
    this.#at = source.block.length
  }

  word(): number {
    if (this.#at === this.#block.length) {
      this.#source.refill()
      this.#at = 0
    }
    return this.#block[this.#at++]!
  }

  /** A multiple of 2^-53 in [0, 1). */
  double(): number {
    const high = this.word() >>> 5
    return (high * 67108864 + (this.word() >>> 6)) / 9007199254740992
  }

  /** An integer from 0 to `largest`, each as likely as any other: words are masked and those too large thrown away. */
  upTo(largest: number): number {
    if (largest === 0) return 0
    if (largest > 0xffffffff) return this.#upToLong(largest)
    const mask = 0xffffffff >>> Math.clz32(largest)
    for (;;) {
      const value = (this.word() & mask) >>> 0
      if (value <= largest) return value
    }
  }

  /** Fills an array with what as many calls of `upTo` would give. */
  manyUpTo(largest: number, into: Int32Array | Float64Array): void {
    const fast = largest > 0 && largest <= 0xffffffff ? fastDraws(into.length) : undefined
    if (fast) this.#at = fast.integers(this.#source, this.#at, largest, into)
    else for (let i = 0; i < into.length; i++) into[i] = this.upTo(largest)
  }

  /** Fills an array with `low + range × double()`. */
  doubles(low: number, range: number, into: Float64Array): void {
    const fast = fastDraws(into.length)
    if (fast) this.#at = fast.doubles(this.#source, this.#at, low, range, into)
    else for (let i = 0; i < into.length; i++) into[i] = low + range * this.double()
  }

  /** The first `size` of the integers 0 … n − 1 in a random order, made from its end on, as NumPy's `shuffle` does. */
  shuffled(n: number, size: number): Int32Array {
    const fast = n <= mostShuffled ? fastDraws(n) : undefined
    if (fast) {
      const first = new Int32Array(size)
      this.#at = fast.shuffled(this.#source, this.#at, n, first)
      return first
    }
    const order = new Int32Array(n)
    for (let i = 0; i < n; i++) order[i] = i
    for (let last = n - 1; last > 0; last--) {
      const drawn = this.upTo(last)
      const held = order[last]!
      order[last] = order[drawn]!
      order[drawn] = held
    }
    return size < n ? order.slice(0, size) : order
  }

  #upToLong(largest: number): number {
    const mask = 0xffffffff >>> Math.clz32(Math.floor(largest / 4294967296))
    for (;;) {
      const high = (this.word() & mask) >>> 0
      const value = high * 4294967296 + this.word()
      if (value <= largest) return value
    }
  }

  /** A draw from the standard normal distribution, by Marsaglia's polar method. */
  normal(): number {
    if (this.#spare !== undefined) {
      const spare = this.#spare
      this.#spare = undefined
      return spare
    }
    for (;;) {
      const x = 2 * this.double() - 1
      const y = 2 * this.double() - 1
      const square = x * x + y * y
      if (square >= 1 || square === 0) continue
      const factor = Math.sqrt((-2 * log(square)) / square)
      this.#spare = factor * x
      return factor * y
    }
  }

  /** Fills an array with what as many calls of `normal` would give. */
  normals(into: Float64Array): void {
    let i = 0
    if (this.#spare !== undefined && into.length > 0) into[i++] = this.normal()
    const even = (into.length - i) & ~1
    const fast = fastDraws(even)
    if (fast) {
      this.#at = fast.normals(this.#source, this.#at, into.subarray(i, i + even))
      i += even
    }
    while (i < into.length) into[i++] = this.normal()
  }
}
