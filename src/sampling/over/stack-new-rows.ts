import { breathe, type Context, type Matrix, type OptionsSchema, type Provenance } from '../../core/index.ts'
import type { AnyMatrix, Resampled } from '../sampler.ts'
import type { Job } from '../sampler-factory.ts'
import { copyRows, stackDense, stackRows } from '../stack-rows.ts'
import { appendSparse, type SparseRows } from './append-sparse.ts'
import { fillFromParents } from './fill-from-parents.ts'
import { type CopiedRows, countOf, drawsLate, type NewRows, type SyntheticRows } from './new-rows.ts'

const blockCells = 1 << 17

/**
 * X with the new rows after it, class by class, and where each row comes from. `data` is the space for all of them where
 * some had to be written before; it is taken once and each cell is written once.
 */
export async function stackNewRows(
  { who, X, y, seed, missing, context }: Job<OptionsSchema>,
  added: readonly [code: number, count: number][],
  made: readonly NewRows[],
  data?: Float64Array,
): Promise<Resampled<AnyMatrix>> {
  const total = made.reduce((sum, block) => sum + countOf(block), X.rowCount)
  const rows = new Int32Array(total)
  const codes = new Int32Array(total)
  for (let row = 0; row < X.rowCount; row++) rows[row] = row
  codes.set(y.codes)
  let at = X.rowCount
  for (const [index, block] of made.entries()) {
    const end = at + countOf(block)
    if ('copies' in block) for (let row = at; row < end; row++) rows[row] = block.of[block.copies[row - at]!]!
    else rows.fill(-1, at, end)
    codes.fill(added[index]![0], at, end)
    at = end
  }
  const synthetic = made.filter((block) => 'parents' in block)
  const provenance = joinProvenance(who, seed, synthetic)
  const labels = { ...y, codes }
  if (X.format === 'csr') {
    const stacked = await stackRows(X, rows.subarray(0, total - provenance.count), 0, context)
    const parts: SparseRows[] = []
    for (const block of synthetic) if (block.sparse) parts.push(await block.sparse())
    return { X: appendSparse(stacked as typeof X, parts), y: labels, rows, provenance }
  }
  const stacked = { ...X, rowCount: total, data: data ?? new Float64Array(total * X.columns.length) }
  await copyAll(X.data, stacked.data, context)
  at = X.rowCount
  for (const block of made) {
    const end = at + countOf(block)
    if ('copies' in block) {
      const into = stacked.data.subarray(at * X.columns.length, end * X.columns.length)
      await copyAgain(X, block, rows.subarray(at, end), into, context)
    } else if (!drawsLate(block)) await writeRows(X, block, stacked.data, at)
    at = end
  }
  if (missing) fillFromParents(stacked, provenance)
  return { X: stacked, y: labels, rows, provenance }
}

/** Writes new rows of one class to where they belong, from row `at` on; columns of whole numbers get whole numbers. */
export async function writeRows(X: Matrix, block: SyntheticRows, data: Float64Array, at: number): Promise<void> {
  const width = X.columns.length
  const into = data.subarray(at * width, (at + countOf(block)) * width)
  await block.fill(into)
  X.columns.forEach((column, index) => {
    if (column.kind !== 'integer' && column.kind !== 'date') return
    for (let cell = index; cell < into.length; cell += width) into[cell] = Math.round(into[cell]!)
  })
}

/** Few rows that are read again and again are first set side by side: each on a page of its own they are slow to find. */
async function copyAgain(
  X: Matrix,
  { copies, of }: CopiedRows,
  rows: Int32Array,
  into: Float64Array,
  context: Context,
): Promise<void> {
  if (copies.length < 16 * of.length) return copyRows(X, rows, into, context)
  return copyRows(await stackDense(X, of, 0, context), copies, into, context)
}

async function copyAll(from: Float64Array, into: Float64Array, context: Context): Promise<void> {
  for (let start = 0; start < from.length; start += blockCells) {
    await breathe(context, { stage: 'copying rows', done: start, total: from.length })
    into.set(from.subarray(start, start + blockCells), start)
  }
}

function joinProvenance(method: string, seed: number | string, blocks: readonly SyntheticRows[]): Provenance {
  const parentsPerRow = blocks[0]?.parentsPerRow ?? 0
  const parents = joined(
    Int32Array,
    blocks.map((block) => block.parents),
  )
  const count = parentsPerRow === 0 ? 0 : parents.length / parentsPerRow
  const base = { method, seed, count, parentsPerRow, parents }
  const steps = blocks.flatMap((block) => block.steps ?? [])
  return Object.freeze(steps.length === 0 ? base : { ...base, steps: joined(Float64Array, steps) })
}

/** The arrays end to end; a lone one as it is. */
function joined<A extends Int32Array | Float64Array>(Kind: new (length: number) => A, parts: readonly A[]): A {
  if (parts.length === 1) return parts[0]!
  const all = new Kind(parts.reduce((sum, part) => sum + part.length, 0))
  let at = 0
  for (const part of parts) {
    all.set(part, at)
    at += part.length
  }
  return all
}
