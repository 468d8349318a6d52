import {
  type Context,
  DataError,
  decodeFloats,
  encodeFloats,
  exp,
  type Matrix,
  type SparseMatrix,
} from '../../core/index.ts'
import { checkCells, checkEncoded, checkFinite } from '../check-input.ts'
import { packRows, type SavedRows, unpackRows } from '../svm/saved-rows.ts'
import { scaleClassMass } from './class-mass.ts'
import { defineSemiSupervised } from './define-semi-supervised.ts'
import { joinRows } from './join-rows.ts'
import { nearestOf } from './nearest-of.ts'
import type { PseudoLabels } from './pseudo-labels.ts'
import { rowDistances } from './row-distances.ts'
import { normalizeRows, spreadLabels } from './spread-labels.ts'
import { neighborGraph, radialGraph } from './spreading-graph.ts'
import { labelSpreadingOptions } from './spreading-options.ts'

interface State {
  readonly rows: SavedRows
  readonly columnCount: number
  readonly beliefs: string
  readonly iterations: number
  readonly converged: boolean
}

const name = 'labelSpreading'

/** The weights between so many rows take 1 GiB. */
const mostRadialRows = 9459

/**
 * Labels pass along a graph of near rows, labeled and unlabeled, until they rest; new rows believe what the rows near
 * them do. For data in which near rows belong together, whatever the shape of the classes: moons, manifolds,
 * embeddings. Scale the columns first (`standardScaler`).
 *
 * `beliefs` are row-major over the labeled rows and then the unlabeled ones, `rows × classes`; `pseudoLabels` names for
 * each unlabeled row that a label has reached the class that it believes most. A row of weight 0 counts as unlabeled.
 * With few rare labels set `classMassNormalization`: it keeps the large classes from flooding the graph.
 *
 * Not for sparse texts with few words in common, and not where classes overlap much: `selfTraining` is better there.
 * `knn` takes time as a neighbor search does; `rbf` takes memory for all pairs of rows.
 *
 * Equal to scikit-learn's `LabelSpreading`, but for ties between equally near rows (here the lower row index) and for
 * new rows that no belief reaches: they get the shares of the classes here and NaN there.
 *
 * D. Zhou et al., "Learning with Local and Global Consistency", NIPS 2004.
 */
export const labelSpreading = defineSemiSupervised({
  name,
  options: labelSpreadingOptions,

  async learn({ X, y, unlabeled, sampleWeight }, options, context) {
    const labeledCount = X.rowCount
    const classCount = y.classes.length
    await checkMatrix(name, X, context)
    if (unlabeled) await checkMatrix(`${name}, unlabeled rows`, unlabeled, context)
    const all = unlabeled ? joinRows(X, unlabeled, everyRow(unlabeled.rowCount)) : X
    if (options.kernel === 'knn' && options.nNeighbors > all.rowCount) {
      throw new DataError(
        `${name}: there are ${all.rowCount} rows, the unlabeled ones counted; \`nNeighbors\` is ${options.nNeighbors}. Lower it.`,
      )
    }
    if (options.kernel === 'rbf' && all.rowCount > mostRadialRows) {
      throw new DataError(
        `${name}: \`rbf\` weighs every pair of the ${all.rowCount.toLocaleString('en')} rows, more than memory should hold; ${mostRadialRows.toLocaleString('en')} rows are the most. Use \`knn\`.`,
      )
    }
    const graph =
      options.kernel === 'knn'
        ? await neighborGraph(all, options.nNeighbors, context)
        : await radialGraph(all, options.gamma, context)
    const own = new Float64Array(all.rowCount * classCount)
    for (let row = 0; row < labeledCount; row++) own[row * classCount + y.codes[row]!] = sampleWeight[row]!
    const { beliefs, iterations, converged } = await spreadLabels(graph, own, classCount, options, context)
    if (options.classMassNormalization && unlabeled) scaleClassMass(beliefs, own, labeledCount, classCount)
    const state: State = {
      rows: packRows(all, everyRow(all.rowCount)),
      columnCount: all.format === 'csr' ? all.columnCount : all.columns.length,
      beliefs: encodeFloats(beliefs),
      iterations,
      converged,
    }
    return { state, pseudoLabels: believed(beliefs, labeledCount, classCount) }
  },

  restore({ rows, columnCount, beliefs: packed, iterations, converged }, classCount, { kernel, nNeighbors, gamma }) {
    const points = unpackRows(rows, columnCount)
    const beliefs = decodeFloats(packed)
    const distances = rowDistances(points)
    const shares = sharesOf(beliefs, classCount)
    return {
      beliefs,
      iterations,
      converged,
      predict(X: Matrix | SparseMatrix): Float64Array {
        checkFinite(name, X, false)
        const result = new Float64Array(X.rowCount * classCount)
        const measured = new Float64Array(points.rowCount)
        const near = new Int32Array(nNeighbors)
        for (let row = 0; row < X.rowCount; row++) {
          const start = row * classCount
          distances.measure(X, row, measured)
          const count = kernel === 'knn' ? nearestOf(measured, nNeighbors, near, 0) : points.rowCount
          for (let i = 0; i < count; i++) {
            const point = kernel === 'knn' ? near[i]! : i
            const weight = kernel === 'knn' ? 1 : exp(-gamma * measured[point]!)
            for (let k = 0; k < classCount; k++) result[start + k]! += weight * beliefs[point * classCount + k]!
          }
          if (result.subarray(start, start + classCount).every((value) => value === 0)) result.set(shares, start)
        }
        normalizeRows(result, classCount)
        return result
      },
    }
  },
})

async function checkMatrix(who: string, X: Matrix | SparseMatrix, context: Context): Promise<void> {
  checkEncoded(who, X)
  await checkCells(who, X, false, context)
}

function everyRow(count: number): Int32Array {
  const rows = new Int32Array(count)
  for (let row = 0; row < count; row++) rows[row] = row
  return rows
}

function sharesOf(beliefs: Float64Array, classCount: number): Float64Array {
  const sums = new Float64Array(classCount)
  for (let at = 0; at < beliefs.length; at++) sums[at % classCount]! += beliefs[at]!
  normalizeRows(sums, classCount)
  return sums
}

/** The class that each unlabeled row believes most, the first of equals; rows without a belief are left out. */
function believed(beliefs: Float64Array, labeledCount: number, classCount: number): PseudoLabels {
  const row: number[] = []
  const code: number[] = []
  const probability: number[] = []
  for (let at = labeledCount; at * classCount < beliefs.length; at++) {
    let best = 0
    const start = at * classCount
    for (let k = 1; k < classCount; k++) if (beliefs[start + k]! > beliefs[start + best]!) best = k
    if (beliefs[start + best] === 0) continue
    row.push(at - labeledCount)
    code.push(best)
    probability.push(beliefs[start + best]!)
  }
  return {
    row: Int32Array.from(row),
    code: Int32Array.from(code),
    round: new Int32Array(row.length).fill(1),
    probability: Float64Array.from(probability),
  }
}
