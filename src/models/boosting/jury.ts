import type { Context, Matrix, SparseMatrix } from '../../core/index.ts'
import type { Loss, LossTarget } from '../../losses/index.ts'
import { type BinnedColumn, binCells } from './binned-column.ts'
import type { TreeNode } from './grow-tree.ts'
import { readColumns } from './read-columns.ts'
import { type RoundScoring, scoreRound } from './score-round.ts'

/** Rows set aside, their bins, and what the trees so far say of them. */
export interface Jury {
  /** Adds what a new tree says. */
  hear(tree: readonly TreeNode[], learningRate: number, width: number, k: number): void
  score(loss: Loss, scoring: RoundScoring): number
}

/** Bins the rows set aside as those of training were. `scores` begin with the baseline and are written to. */
export async function juryOf(
  X: Matrix | SparseMatrix,
  rows: Int32Array,
  target: LossTarget,
  columns: readonly BinnedColumn[],
  scores: Float64Array,
  context: Context,
): Promise<Jury> {
  const bins: Uint8Array[] = []
  await readColumns(X, rows, context, (j, cells) => {
    const binned = new Uint8Array(rows.length)
    binCells(columns[j]!, cells, binned)
    bins.push(binned)
  })

  return {
    hear(tree, learningRate, width, k) {
      for (let row = 0; row < rows.length; row++) {
        let node = tree[0]!
        for (let split = node.split; split; split = node.split) {
          const bin = bins[split.column]![row]!
          const isMissing = bin === columns[split.column]!.binCount
          const isLeft = isMissing ? split.missingLeft : split.leftBins ? split.leftBins[bin] === 1 : bin <= split.bin
          node = tree[isLeft ? node.left : node.left + 1]!
        }
        scores[row * width + k] = scores[row * width + k]! + node.value * learningRate
      }
    },
    score: (loss, scoring) => scoreRound(scoring, loss, target, scores),
  }
}
