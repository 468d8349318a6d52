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
  manyUpTo(largest: number, into: Int32Array): void {
    if (largest === 0) return
    const mask = 0xffffffff >>> Math.clz32(largest)
    const block = this.#block
    let at = this.#at
    for (let i = 0; i < into.length; ) {
      if (at === block.length) {
        this.#source.refill()
        at = 0
      }
      const value = (block[at++]! & mask) >>> 0
      if (value <= largest) into[i++] = value
    }
    this.#at = at
  }

  /** Puts an array in a random order, from its end on, as NumPy's `shuffle` does: what calls of `upTo` would draw. */
  shuffle(order: Int32Array): void {
    const block = this.#block
    let at = this.#at
    for (let last = order.length - 1; last > 0; ) {
      const mask = 0xffffffff >>> Math.clz32(last)
      // The mask stays the same as long as `last` has so many bits.
      for (const least = (mask >>> 1) + 1; last >= least; ) {
        if (at === block.length) {
          this.#source.refill()
          at = 0
        }
        const drawn = (block[at++]! & mask) >>> 0
        if (drawn > last) continue
        const held = order[last]!
        order[last--] = order[drawn]!
        order[drawn] = held
      }
    }
    this.#at = at
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
    const block = this.#block
    const length = into.length
    let i = 0
    if (this.#spare !== undefined && length > 0) into[i++] = this.normal()
    let at = this.#at
    while (i < length) {
      if (at + 4 > block.length) {
        this.#at = at
        into[i++] = this.normal()
        if (i < length) into[i++] = this.normal()
        at = this.#at
        continue
      }
      const x = ((block[at]! >>> 5) * 67108864 + (block[at + 1]! >>> 6)) * twiceUnit - 1
      const y = ((block[at + 2]! >>> 5) * 67108864 + (block[at + 3]! >>> 6)) * twiceUnit - 1
      at += 4
      const square = x * x + y * y
      if (square >= 1 || square === 0) continue
      const factor = Math.sqrt((-2 * log(square)) / square)
      into[i++] = factor * y
      if (i < length) into[i++] = factor * x
      else this.#spare = factor * x
    }
    this.#at = at
  }
}

/** 2^-52: twice the unit of `double`. */
const twiceUnit = 1 / 4503599627370496
