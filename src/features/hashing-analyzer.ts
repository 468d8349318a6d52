import { murmurHash } from './murmur-hash.ts'
import { boundsLength, scanParts, scanWords } from './scan-words.ts'
import type { TextOptions } from './text-options.ts'

interface HashingOptions extends TextOptions {
  readonly nFeatures: number
  readonly alternateSign: boolean
}

/** Cuts a text into n-grams and hashes their UTF-8 bytes, without making a text of any of them. */
export class HashingAnalyzer {
  private readonly options: HashingOptions
  private readonly encoder = new TextEncoder()
  private bounds = new Int32Array(1024)
  private bytes = new Uint8Array(4096)
  /** Where each token starts and ends in `bytes`. */
  private starts = new Int32Array(1024)
  private ends = new Int32Array(1024)
  private keys = new Uint32Array(1024)
  private keyCount = 0

  constructor(options: HashingOptions) {
    this.options = options
  }

  /** One key for each n-gram, sorted: twice its column, plus 1 where it counts down. Valid until the next call. */
  analyze(text: string): Uint32Array {
    const lowered = this.options.lowercase ? text.toLowerCase() : text
    const needed = boundsLength(lowered.length)
    if (this.bounds.length < needed) {
      this.bounds = new Int32Array(needed * 2)
      this.starts = new Int32Array(needed * 2)
      this.ends = new Int32Array(needed * 2)
      this.bytes = new Uint8Array(needed * 8)
    }
    this.keyCount = 0
    if (this.options.analyzer === 'word') this.words(lowered)
    else this.characters(lowered)
    return this.keys.subarray(0, this.keyCount).sort()
  }

  private words(text: string): void {
    const { bounds, bytes, starts, ends } = this
    const count = scanWords(text, bounds)
    let filled = 0
    for (let index = 0; index < count; index++) {
      if (index > 0) bytes[filled++] = 0x20
      starts[index] = filled
      filled = this.write(text, bounds[index * 2]!, bounds[index * 2 + 1]!, filled)
      ends[index] = filled
    }
    this.emitAll(count)
  }

  private characters(text: string): void {
    const { bounds, bytes, starts, ends } = this
    const count = scanParts(text, bounds)
    for (let index = 0; index < count; index++) {
      bytes[0] = 0x20
      let filled = this.write(text, bounds[index * 2]!, bounds[index * 2 + 1]!, 1)
      bytes[filled++] = 0x20
      let length = 0
      for (let at = 0; at < filled; at++) {
        // Bytes 10xxxxxx continue a character.
        if ((bytes[at]! & 0xc0) === 0x80) continue
        if (length > 0) ends[length - 1] = at
        starts[length++] = at
      }
      ends[length - 1] = filled
      if (length < this.options.ngramRange[0]) this.emit(0, filled)
      else this.emitAll(length)
    }
  }

  /** Emits every n-gram of the first `count` tokens. */
  private emitAll(count: number): void {
    const [shortest, longest] = this.options.ngramRange
    for (let n = shortest; n <= longest; n++) {
      for (let first = 0; first + n <= count; first++) this.emit(this.starts[first]!, this.ends[first + n - 1]!)
    }
  }

  private emit(start: number, end: number): void {
    const { nFeatures, alternateSign } = this.options
    const hash = murmurHash(this.bytes, start, end)
    const column = hash === -0x80000000 ? (0x7fffffff - (nFeatures - 1)) % nFeatures : Math.abs(hash) % nFeatures
    if (this.keyCount === this.keys.length) {
      const keys = new Uint32Array(this.keyCount * 2)
      keys.set(this.keys)
      this.keys = keys
    }
    this.keys[this.keyCount++] = column * 2 + (alternateSign && hash < 0 ? 1 : 0)
  }

  private write(text: string, start: number, end: number, filled: number): number {
    const { bytes } = this
    for (let at = start; at < end; at++) {
      const unit = text.charCodeAt(at)
      if (unit >= 0x80) {
        return filled + this.encoder.encodeInto(text.slice(at, end), bytes.subarray(filled)).written
      }
      bytes[filled++] = unit
    }
    return filled
  }
}
