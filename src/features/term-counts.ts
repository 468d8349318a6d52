import { doubled } from './gram-table.ts'

/** How often each term (a node of a `GramTable`) occurs in each text, text by text. */
export class TermCounts {
  /** Text `i` holds the entries from `starts[i]` to `starts[i + 1]`. */
  readonly starts: Int32Array
  nodes = new Int32Array(4096)
  counts = new Int32Array(4096)
  entryCount = 0
  /** By node: in how many texts, and how often in all. */
  textsWith = new Int32Array(1024)
  total = new Int32Array(1024)
  private entryOf = new Int32Array(1024).fill(-1)
  private row = 0

  constructor(textCount: number) {
    this.starts = new Int32Array(textCount + 1)
  }

  /** Counts the terms of the next text. */
  add(grams: Int32Array, gramCount: number, nodeCount: number): void {
    while (this.textsWith.length < nodeCount) this.growNodes()
    while (this.nodes.length < this.entryCount + gramCount) this.growEntries()
    const { nodes, counts, textsWith, total, entryOf } = this
    const start = this.entryCount
    let filled = start
    for (let at = 0; at < gramCount; at++) {
      const node = grams[at]!
      total[node]!++
      const entry = entryOf[node]!
      if (entry >= start) counts[entry]!++
      else {
        entryOf[node] = filled
        nodes[filled] = node
        counts[filled++] = 1
        textsWith[node]!++
      }
    }
    this.entryCount = filled
    this.starts[++this.row] = filled
  }

  private growNodes(): void {
    const known = this.entryOf.length
    this.textsWith = doubled(this.textsWith)
    this.total = doubled(this.total)
    this.entryOf = doubled(this.entryOf).fill(-1, known)
  }

  private growEntries(): void {
    this.nodes = doubled(this.nodes)
    this.counts = doubled(this.counts)
  }
}
