import { compareCodePoints } from '../core/index.ts'
import { doubled, GramTable } from './gram-table.ts'
import { boundsLength, scanParts, scanWords } from './scan-words.ts'
import type { TextOptions } from './text-options.ts'

/**
 * Cuts texts into n-grams and numbers them. Tokens are words, or single characters under `char_wb`; an n-gram is a node
 * of `table`. No text is made for an n-gram before the vocabulary is written.
 */
export class TextAnalyzer {
  readonly table = new GramTable()
  /** The n-grams of the text analyzed last, in order and repeated as they occur; `gramCount` of them. */
  grams = new Int32Array(256)
  gramCount = 0
  private readonly tokenIds = new Map<string, number>()
  private readonly options: TextOptions
  private bounds = new Int32Array(1024)
  private path: Int32Array

  constructor(options: TextOptions) {
    this.options = options
    this.path = new Int32Array(Math.max(options.ngramRange[1] + 1, 64))
  }

  /** Fills `grams`. n-grams never seen before are added to `table` if `learn`, else left out. */
  analyze(text: string, learn: boolean): void {
    const lowered = this.options.lowercase ? text.toLowerCase() : text
    const needed = boundsLength(lowered.length)
    if (this.bounds.length < needed) this.bounds = new Int32Array(needed * 2)
    this.gramCount = 0
    if (this.options.analyzer === 'word') this.words(lowered, learn)
    else this.characters(lowered, learn)
  }

  /** Every token, by id. */
  tokens(): string[] {
    return [...this.tokenIds.keys()]
  }

  /** Adds an n-gram of the vocabulary and returns its node. */
  add(term: string): number {
    let node = 0
    const tokens = this.options.analyzer === 'word' ? term.split(' ') : term
    for (const token of tokens) node = this.table.child(node, this.tokenId(token, true), true)
    return node
  }

  /** The place of every token in code-point order, by id. */
  tokenRanks(): Int32Array {
    const sorted = this.tokens()
    // Without surrogates the order of UTF-16 units is that of code points, and the built-in sort is quicker.
    if (sorted.some((token) => /[\ud800-\udfff]/.test(token))) sorted.sort(compareCodePoints)
    else sorted.sort()
    const ranks = new Int32Array(sorted.length)
    for (let rank = 0; rank < sorted.length; rank++) ranks[this.tokenIds.get(sorted[rank]!)!] = rank
    return ranks
  }

  private words(text: string, learn: boolean): void {
    const { bounds, path, table } = this
    const [shortest, longest] = this.options.ngramRange
    const count = scanWords(text, bounds)
    // path[n] is the n-gram that ends at the word before.
    path.fill(0, 0, longest + 1)
    for (let index = 0; index < count; index++) {
      const token = this.tokenId(text.slice(bounds[index * 2]!, bounds[index * 2 + 1]!), learn)
      if (token < 0) {
        path.fill(0, 0, longest + 1)
        continue
      }
      for (let n = Math.min(longest, index + 1); n >= 1; n--) {
        const node = n > 1 && path[n - 1] === 0 ? 0 : table.child(path[n - 1]!, token, learn)
        path[n] = node
        if (n >= shortest && node !== 0) this.emit(node)
      }
    }
  }

  private characters(text: string, learn: boolean): void {
    const { bounds, table } = this
    const [shortest, longest] = this.options.ngramRange
    const count = scanParts(text, bounds)
    for (let index = 0; index < count; index++) {
      const length = this.padded(text, bounds[index * 2]!, bounds[index * 2 + 1]!, learn)
      const characters = this.path
      for (let start = 0; start < length; start++) {
        const end = Math.min(length, start + longest)
        for (let at = start, node = 0; at < end; at++) {
          node = characters[at]! < 0 ? 0 : table.child(node, characters[at]!, learn)
          if (node === 0) break
          // A part shorter than the shortest n-gram counts once, as a whole.
          if (at - start + 1 >= shortest || (start === 0 && at === length - 1)) this.emit(node)
        }
      }
    }
  }

  /** Writes the characters of ` part ` into `path` as token ids; returns how many there are. */
  private padded(text: string, start: number, end: number, learn: boolean): number {
    while (this.path.length < end - start + 2) this.path = doubled(this.path)
    let length = 0
    this.path[length++] = this.tokenId(' ', learn)
    for (let at = start; at < end; ) {
      const unit = text.charCodeAt(at)
      const width = unit >= 0xd800 && unit <= 0xdbff && at + 1 < end ? 2 : 1
      this.path[length++] = this.tokenId(text.slice(at, at + width), learn)
      at += width
    }
    this.path[length++] = this.tokenId(' ', learn)
    return length
  }

  private tokenId(token: string, learn: boolean): number {
    const known = this.tokenIds.get(token)
    if (known !== undefined) return known
    if (!learn) return -1
    const id = this.tokenIds.size
    this.tokenIds.set(token, id)
    return id
  }

  private emit(node: number): void {
    if (this.gramCount === this.grams.length) this.grams = doubled(this.grams)
    this.grams[this.gramCount++] = node
  }
}
