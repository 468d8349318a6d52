import type { Context, Matrix, Random, SparseMatrix } from '../../core/index.ts'
import { type GradientHistograms, gradientHistograms } from '../../kernels/index.ts'
import { type BinnedColumn, binCells, categoryColumn, numberColumn } from './binned-column.ts'
import { readColumns } from './read-columns.ts'

/** A matrix whose cells have become bins, ready to grow trees on. */
export interface BinnedTask {
  readonly columns: readonly BinnedColumn[]
  readonly histograms: GradientHistograms
}

/** Borders of bins are found from at most so many rows. */
const mostSampled = 200_000

/** Cuts every column into bins, those of the rows given, in their order. */
export async function binTask(
  X: Matrix | SparseMatrix,
  rows: Int32Array,
  weights: Float64Array,
  maxBins: number,
  random: Random,
  context: Context,
): Promise<BinnedTask> {
  const isUneven = weights.some((weight) => weight !== weights[0])
  const sample = rows.length > mostSampled ? random.choice(rows.length, mostSampled, false).sort() : undefined
  const columns: BinnedColumn[] = []
  const bins: Uint8Array[] = []
  await readColumns(X, rows, context, (j, cells) => {
    const described = X.format === 'dense' ? X.columns[j]! : undefined
    const column =
      described?.kind === 'category'
        ? categoryColumn(cells, levelCount(cells, described.categories), maxBins)
        : numberColumn(cells, isUneven ? weights : undefined, sample, maxBins)
    const binned = new Uint8Array(rows.length)
    binCells(column, cells, binned)
    columns.push(column)
    bins.push(binned)
  })
  const binCounts = Int32Array.from(columns, ({ binCount }) => binCount + 1)
  const histograms = await gradientHistograms({ rowCount: rows.length, binCounts }, context)
  for (const [j, binned] of bins.entries()) histograms.bins.set(binned, j * rows.length)
  return { columns, histograms }
}

function levelCount(cells: Float64Array, categories: readonly string[] | undefined): number {
  if (categories) return categories.length
  return cells.reduce((most, code) => (code >= most ? code + 1 : most), 0)
}
