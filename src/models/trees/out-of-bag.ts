import { breathe, type Context } from '../../core/index.ts'
import type { ClassificationTask } from '../define-classifier.ts'
import type { TreeSight } from './grow-together.ts'
import { type DenseRows, denseBlocks, type Tree } from './tree.ts'

/** What a forest says of each row by the trees that did not see it. */
export interface OutOfBag {
  /** `rows × classes`: the mean of those trees; NaN where every tree saw the row. */
  readonly probabilities: Float64Array
  /** The share of rows, among those of weight that some tree did not see, whose likeliest class is theirs; NaN if none. */
  readonly score: number
}

/** Listens to trees as they are grown. */
export interface OutOfBagJudge {
  hear(trees: readonly Tree[], sights: readonly TreeSight[], context: Context): Promise<void>
  result(): OutOfBag
}

/** `rows` are those that have weight, in the order of the sights. Rows of weight 0 are out of every bag. */
export function outOfBagJudge({ X, codes, weights, classCount }: ClassificationTask, rows: Int32Array): OutOfBagJudge {
  const sums = new Float64Array(X.rowCount * classCount)
  const counts = new Int32Array(X.rowCount)
  return {
    async hear(trees, sights, context) {
      const seen = sights.map(({ times }) => {
        const marks = new Uint8Array(X.rowCount)
        for (let place = 0; place < rows.length; place++) if (times[place]! > 0) marks[rows[place]!] = 1
        return marks
      })
      for (const [block, first] of denseBlocks(X)) {
        for (const [at, tree] of trees.entries()) {
          await breathe(context)
          addUnseen(tree, block, first, classCount, seen[at]!, sums, counts)
        }
      }
    },

    result() {
      const probabilities = new Float64Array(sums.length)
      let right = 0
      let judged = 0
      for (let row = 0; row < counts.length; row++) {
        const start = row * classCount
        let best = 0
        for (let k = 0; k < classCount; k++) {
          probabilities[start + k] = sums[start + k]! / counts[row]!
          if (sums[start + k]! > sums[start + best]!) best = k
        }
        if (counts[row] === 0 || !(weights[row]! > 0)) continue
        judged++
        if (best === codes[row]) right++
      }
      return { probabilities, score: right / judged }
    },
  }
}

/** Adds the leaves of the rows of a block that the tree has not seen. */
function addUnseen(
  { features, thresholds, rights, distributions }: Tree,
  { data, width, rowCount }: DenseRows,
  first: number,
  classCount: number,
  seen: Uint8Array,
  sums: Float64Array,
  counts: Int32Array,
): void {
  for (let at = 0; at < rowCount; at++) {
    const row = first + at
    if (seen[row] === 1) continue
    const start = at * width
    let node = 0
    let feature = features[0]!
    while (feature >= 0) {
      node = data[start + feature]! <= thresholds[node]! ? node + 1 : rights[node]!
      feature = features[node]!
    }
    const from = (-1 - feature) * classCount
    const to = row * classCount
    for (let k = 0; k < classCount; k++) sums[to + k] = sums[to + k]! + distributions[from + k]!
    counts[row]!++
  }
}
