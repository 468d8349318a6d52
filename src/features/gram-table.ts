/**
 * A growing set of n-grams as a tree: node 0 is the root, every other node is its parent's n-gram with one token more.
 * Nodes are numbered in the order in which they were added.
 */
export class GramTable {
  nodeCount = 1
  parents = new Int32Array(1024)
  tokens = new Int32Array(1024)
  private slots = new Int32Array(4096)

  /** The node of `parent` followed by `token`; where there is none, a new one if `add`, else 0. */
  child(parent: number, token: number, add: boolean): number {
    const { slots, parents, tokens } = this
    const mask = slots.length - 1
    let slot = slotOf(parent, token) & mask
    for (let node = slots[slot]!; node !== 0; node = slots[slot]!) {
      if (tokens[node] === token && parents[node] === parent) return node
      slot = (slot + 1) & mask
    }
    if (!add) return 0
    const node = this.nodeCount++
    if (node === parents.length) this.growNodes()
    this.parents[node] = parent
    this.tokens[node] = token
    slots[slot] = node
    if (this.nodeCount * 2 > slots.length) this.growSlots()
    return node
  }

  /** All nodes but the root, sorted by their tokens' ranks, an n-gram before those that continue it. */
  sorted(tokenRanks: Int32Array): Int32Array {
    const byRank = new Int32Array(tokenRanks.length + 1)
    for (let node = 1; node < this.nodeCount; node++) byRank[tokenRanks[this.tokens[node]!]! + 1]!++
    for (let rank = 0; rank < tokenRanks.length; rank++) byRank[rank + 1]! += byRank[rank]!
    const order = new Int32Array(this.nodeCount - 1)
    for (let node = 1; node < this.nodeCount; node++) order[byRank[tokenRanks[this.tokens[node]!]!]!++] = node
    const firstChild = new Int32Array(this.nodeCount)
    const nextSibling = new Int32Array(this.nodeCount)
    for (let place = order.length - 1; place >= 0; place--) {
      const node = order[place]!
      nextSibling[node] = firstChild[this.parents[node]!]!
      firstChild[this.parents[node]!] = node
    }
    let node = firstChild[0]!
    for (let place = 0; place < order.length; place++) {
      order[place] = node
      let next = firstChild[node]!
      while (next === 0 && node !== 0) {
        next = nextSibling[node]!
        node = this.parents[node]!
      }
      node = next
    }
    return order
  }

  private growNodes(): void {
    this.parents = doubled(this.parents)
    this.tokens = doubled(this.tokens)
  }

  private growSlots(): void {
    const slots = new Int32Array(this.slots.length * 2)
    const mask = slots.length - 1
    for (let node = 1; node < this.nodeCount; node++) {
      let slot = slotOf(this.parents[node]!, this.tokens[node]!) & mask
      while (slots[slot] !== 0) slot = (slot + 1) & mask
      slots[slot] = node
    }
    this.slots = slots
  }
}

/** The same numbers in an array twice as long. */
export function doubled(values: Int32Array): Int32Array<ArrayBuffer> {
  const longer = new Int32Array(values.length * 2)
  longer.set(values)
  return longer
}

function slotOf(parent: number, token: number): number {
  const hash = Math.imul(Math.imul(parent, 0x9e3779b1) ^ token, 0x85ebca6b)
  return hash ^ (hash >>> 15)
}
