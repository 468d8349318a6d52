import { breathe, type Context } from '../../core/index.ts'
import type { Design } from '../design.ts'
import { addHessian, inverseOf } from '../linear-curvature.ts'
import { cellsPerRow, inRowBlocks } from '../row-blocks.ts'
import { thinCurvature } from '../thin-curvature.ts'
import { addScaled, dot } from '../vector.ts'

const breath = 500_000

/** Where Newton's step leads: the direction d with (I + Xᵀ H X) d = −gradient, X having a last column of `bias`. */
export interface NewtonTask {
  readonly design: Design
  readonly bias: number
  /** H, one a row; 0 for rows that do not bend. */
  readonly curvature: Float64Array
  readonly gradient: Float64Array
}

/**
 * The direction by a Cholesky factor of the whole Hessian, for designs of few columns; far from the end (`rough`) it may
 * be a Hessian of some rows that stand for all.
 */
export async function directDirection(
  { design, bias, curvature, gradient }: NewtonTask,
  rough: boolean,
  context: Context,
): Promise<Float64Array> {
  const bends = (rough ? thinCurvature(curvature, design.columnCount) : undefined) ?? curvature
  const size = gradient.length
  const last = size - 1
  const hessian = new Float64Array(size * size)
  const perRow = cellsPerRow(design)
  await inRowBlocks(design, (perRow * perRow) / 2, context, (from, to) => addHessian(design, bends, hessian, from, to))
  for (let j = 0; j < last; j++) {
    hessian[last * size + j]! *= bias
    hessian[j * size + j]! += 1
  }
  hessian[size * size - 1] = 1 + bias * bias * hessian[size * size - 1]!
  const direction = gradient.map((value) => -value)
  inverseOf([hessian], size)(direction)
  return direction
}

/**
 * The direction by conjugate gradients, preconditioned by the diagonal, for designs of many columns; it ends when the
 * residual is at most `share` of the gradient.
 */
export async function iterativeDirection(
  { design, bias, curvature, gradient }: NewtonTask,
  share: number,
  context: Context,
): Promise<Float64Array> {
  const size = gradient.length
  const rows = rowsThatBend(curvature)
  const diagonal = await hessianDiagonal(design, bias, curvature, rows, size, context)
  const direction = new Float64Array(size)
  const residual = gradient.map((value) => -value)
  const scaled = residual.map((value, j) => value / diagonal[j]!)
  const along = scaled.slice()
  const product = new Float64Array(size)
  const enough = share * share * dot(residual, residual)
  let measure = dot(residual, scaled)
  for (let step = 0; step < 10 * size && dot(residual, residual) > enough; step++) {
    await multiply(design, bias, curvature, rows, along, product, context)
    const length = measure / dot(along, product)
    addScaled(direction, length, along)
    addScaled(residual, -length, product)
    for (let j = 0; j < size; j++) scaled[j] = residual[j]! / diagonal[j]!
    const next = dot(residual, scaled)
    const keep = next / measure
    measure = next
    for (let j = 0; j < size; j++) along[j] = scaled[j]! + keep * along[j]!
  }
  return direction
}

/** product ← (I + Xᵀ H X) vector, in one visit to each row that bends. */
async function multiply(
  { cells, columnCount, starts, indices, values }: Design,
  bias: number,
  curvature: Float64Array,
  rows: Int32Array,
  vector: Float64Array,
  product: Float64Array,
  context: Context,
): Promise<void> {
  product.set(vector)
  const constant = bias * vector[columnCount]!
  let sums = 0
  let work = 0
  for (let place = 0; place < rows.length; place++) {
    const row = rows[place]!
    const begin = cells ? row * columnCount : starts[row]!
    const end = cells ? begin + columnCount : starts[row + 1]!
    let score = constant
    if (cells) for (let at = begin, j = 0; at < end; at++, j++) score += cells[at]! * vector[j]!
    else for (let at = begin; at < end; at++) score += values[at]! * vector[indices[at]!]!
    const factor = curvature[row]! * score
    sums += factor
    if (cells) for (let at = begin, j = 0; at < end; at++, j++) product[j] = product[j]! + factor * cells[at]!
    else {
      for (let at = begin; at < end; at++) {
        const j = indices[at]!
        product[j] = product[j]! + factor * values[at]!
      }
    }
    work += 2 * (end - begin) + 10
    if (work < breath) continue
    work = 0
    await breathe(context)
  }
  product[columnCount] = product[columnCount]! + bias * sums
}

async function hessianDiagonal(
  { cells, columnCount, starts, indices, values }: Design,
  bias: number,
  curvature: Float64Array,
  rows: Int32Array,
  size: number,
  context: Context,
): Promise<Float64Array> {
  const diagonal = new Float64Array(size).fill(1)
  let work = 0
  for (const row of rows) {
    const h = curvature[row]!
    const begin = cells ? row * columnCount : starts[row]!
    const end = cells ? begin + columnCount : starts[row + 1]!
    for (let at = begin; at < end; at++) {
      const j = cells ? at - begin : indices[at]!
      const value = cells ? cells[at]! : values[at]!
      diagonal[j] = diagonal[j]! + h * value * value
    }
    diagonal[columnCount] = diagonal[columnCount]! + h * bias * bias
    work += end - begin + 10
    if (work < breath) continue
    work = 0
    await breathe(context)
  }
  return diagonal
}

function rowsThatBend(curvature: Float64Array): Int32Array {
  const rows = new Int32Array(curvature.length)
  let count = 0
  for (let row = 0; row < curvature.length; row++) if (curvature[row]! > 0) rows[count++] = row
  return rows.subarray(0, count)
}
