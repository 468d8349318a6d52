import type { Tree } from './tree.ts'

/** Whether weights are those of more than one class. */
export function isMixed(byClass: Float64Array): boolean {
  let present = 0
  for (let k = 0; k < byClass.length; k++) if (byClass[k]! > 0) present++
  return present > 1
}

/** Halfway between two values; the lower where rounding would give the upper. */
export function halfway(below: number, above: number): number {
  const middle = below / 2 + above / 2
  return middle < above && middle >= below ? middle : below
}

/** Writes the nodes of a tree down, in preorder. Leaves of one class share a distribution. */
export class TreeWriter {
  readonly #classCount: number
  readonly #features: number[] = []
  readonly #thresholds: number[] = []
  readonly #rights: number[] = []
  readonly #distributions: number[] = []
  readonly #pure: Int32Array

  constructor(classCount: number) {
    this.#classCount = classCount
    this.#pure = new Int32Array(classCount).fill(-1)
  }

  /** Returns the number of the node. Its right child may be named later. */
  addSplit(feature: number, threshold: number, right = 0): number {
    this.#features.push(feature)
    this.#thresholds.push(threshold)
    this.#rights.push(right)
    return this.#features.length - 1
  }

  /** The next node is the right child of that one. */
  placeRight(parent: number): void {
    this.#rights[parent] = this.#features.length
  }

  /** The weight of each class stands from `at` on. */
  addLeaf(byClass: Float64Array, at = 0): void {
    this.#features.push(-1 - this.#distribution(byClass, at))
    this.#thresholds.push(NaN)
    this.#rights.push(0)
  }

  #distribution(byClass: Float64Array, at: number): number {
    const count = this.#classCount
    let only = -1
    let present = 0
    let total = 0
    for (let k = 0; k < count; k++) {
      const weight = byClass[at + k]!
      total += weight
      if (!(weight > 0)) continue
      only = k
      present++
    }
    if (present !== 1) only = -1
    if (only >= 0 && this.#pure[only]! >= 0) return this.#pure[only]!
    const place = this.#distributions.length / count
    for (let k = 0; k < count; k++) {
      this.#distributions.push(only < 0 ? byClass[at + k]! / total : k === only ? 1 : 0)
    }
    if (only >= 0) this.#pure[only] = place
    return place
  }

  tree(): Tree {
    return {
      features: Int32Array.from(this.#features),
      thresholds: Float64Array.from(this.#thresholds),
      rights: Int32Array.from(this.#rights),
      distributions: Float64Array.from(this.#distributions),
    }
  }
}
