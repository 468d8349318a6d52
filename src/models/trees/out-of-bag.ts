import { breathe, type Context } from '../../core/index.ts'
import type { ClassificationTask } from '../define-classifier.ts'
import type { TreeSight } from './grow-together.ts'
import { type DenseRows, denseBlocks, type Tree } from './tree.ts'

/** What has been said of each row by the members that did not see it. */
export interface OutOfBagTally {
  /** `rows × classes`: the sums of their probabilities. */
  readonly sums: Float64Array
  /** By row: how many of them there are. */
  readonly counts: Int32Array
}

/** What an ensemble says of each row by the members that did not see it. */
export interface OutOfBag extends OutOfBagTally {
  /** `rows × classes`: the mean of those members; NaN where every member saw the row. */
  readonly probabilities: Float64Array
  /** The share of rows, among those of weight that some member did not see, whose likeliest class is theirs; NaN if none. */
  readonly score: number
}

/** Listens to trees as they are grown. */
export interface OutOfBagJudge {
  hear(trees: readonly Tree[], sights: readonly TreeSight[], context: Context): Promise<void>
  result(): OutOfBag
}

/** A tally that begins with nothing said, or goes on from what was said before. */
export function beginTally({ X, classCount }: ClassificationTask, before?: OutOfBagTally): OutOfBagTally {
  if (before) return { sums: before.sums.slice(), counts: before.counts.slice() }
  return { sums: new Float64Array(X.rowCount * classCount), counts: new Int32Array(X.rowCount) }
}

/**
 * `rows` are those that have weight, in the order of the sights. Rows of weight 0 are out of every bag. `before` is what
 * earlier trees have said.
 */
export function outOfBagJudge(task: ClassificationTask, rows: Int32Array, before?: OutOfBagTally): OutOfBagJudge {
  const { X, classCount } = task
  const tally = beginTally(task, before)
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
          addUnseen(tree, block, first, classCount, seen[at]!, tally.sums, tally.counts)
        }
      }
    },

    result: () => judgeTally(task, tally),
  }
}

/** Means and score of what has been said. */
export function judgeTally(
  { codes, weights, classCount }: Pick<ClassificationTask, 'codes' | 'weights' | 'classCount'>,
  { sums, counts }: OutOfBagTally,
): OutOfBag {
  let right = 0
  let judged = 0
  for (let row = 0; row < counts.length; row++) {
    if (counts[row] === 0 || !(weights[row]! > 0)) continue
    const start = row * classCount
    let best = 0
    for (let k = 1; k < classCount; k++) if (sums[start + k]! > sums[start + best]!) best = k
    judged++
    if (best === codes[row]) right++
  }
  return { sums, counts, probabilities: meansOfTally(sums, counts), score: right / judged }
}

/** The mean of what has been said of each row; NaN where nothing was. */
export function meansOfTally(sums: Float64Array, counts: Int32Array): Float64Array {
  const classCount = sums.length / counts.length
  return sums.map((sum, at) => sum / counts[Math.floor(at / classCount)]!)
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
