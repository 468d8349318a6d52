import { decodeFloats, decodeIntegers, encodeFloats, encodeIntegers } from '../../core/index.ts'
import type { Tree } from './tree.ts'

/** Trees at rest: their arrays one behind the other; thresholds and right children of splits alone. */
export interface EncodedTrees {
  /** Nodes and distributions of each tree. */
  readonly sizes: string
  readonly features: string
  readonly thresholds: string
  readonly rights: string
  readonly distributions: string
}

/** Writes trees over `classCount` classes as plain JSON. */
export function encodeTrees(trees: readonly Tree[], classCount: number): EncodedTrees {
  const sizes = new Int32Array(2 * trees.length)
  let nodes = 0
  let splits = 0
  let cells = 0
  for (const [index, { features, distributions }] of trees.entries()) {
    sizes[2 * index] = features.length
    sizes[2 * index + 1] = distributions.length / classCount
    nodes += features.length
    splits += (features.length - 1) / 2
    cells += distributions.length
  }
  const features = new Int32Array(nodes)
  const thresholds = new Float64Array(splits)
  const rights = new Int32Array(splits)
  const distributions = new Float64Array(cells)
  let node = 0
  let split = 0
  let cell = 0
  for (const tree of trees) {
    features.set(tree.features, node)
    node += tree.features.length
    for (let at = 0; at < tree.features.length; at++) {
      if (tree.features[at]! < 0) continue
      thresholds[split] = tree.thresholds[at]!
      rights[split++] = tree.rights[at]!
    }
    distributions.set(tree.distributions, cell)
    cell += tree.distributions.length
  }
  return {
    sizes: encodeIntegers(sizes),
    features: encodeIntegers(features),
    thresholds: encodeFloats(thresholds),
    rights: encodeIntegers(rights),
    distributions: encodeFloats(distributions),
  }
}

/** The inverse of `encodeTrees`. */
export function decodeTrees(encoded: EncodedTrees, classCount: number): Tree[] {
  const sizes = decodeIntegers(encoded.sizes)
  const features = decodeIntegers(encoded.features)
  const thresholds = decodeFloats(encoded.thresholds)
  const rights = decodeIntegers(encoded.rights)
  const distributions = decodeFloats(encoded.distributions)
  const trees: Tree[] = []
  let node = 0
  let split = 0
  let cell = 0
  for (let index = 0; index < sizes.length; index += 2) {
    const count = sizes[index]!
    const cells = sizes[index + 1]! * classCount
    const tree = {
      features: features.slice(node, node + count),
      thresholds: new Float64Array(count).fill(NaN),
      rights: new Int32Array(count),
      distributions: distributions.slice(cell, cell + cells),
    }
    for (let at = 0; at < count; at++) {
      if (tree.features[at]! < 0) continue
      tree.thresholds[at] = thresholds[split]!
      tree.rights[at] = rights[split++]!
    }
    trees.push(tree)
    node += count
    cell += cells
  }
  return trees
}
