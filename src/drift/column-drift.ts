import { type Column, DataError, type Matrix, parseOptions, z } from '../core/index.ts'
import { type CountedSamples, chiSquare, jensenShannon, populationStability } from './counted-samples.ts'
import { kolmogorovSmirnov, wasserstein } from './two-samples.ts'

export const columnDriftOptions = z.strictObject({
  alpha: z.number().gt(0).lt(1).default(0.05).describe('p-value below which few rows count as drifted'),
  threshold: z.number().gt(0).default(0.1).describe('distance from which many rows count as drifted'),
  manyRows: z
    .int()
    .min(1)
    .default(1000)
    .describe('from more reference rows on the distance decides, below the p-value'),
  bins: z.int().min(2).default(10).describe('bins of numbers, by quantiles of the reference'),
})
export type ColumnDriftOptions = z.input<typeof columnDriftOptions>

/** How one column differs between two data sets. */
export interface ColumnDrift {
  readonly column: string
  readonly kind: Column['kind']
  /** Whether `statistic` passes its bound. */
  readonly drifted: boolean
  readonly test: 'kolmogorov-smirnov' | 'chi-square' | 'wasserstein' | 'jensen-shannon'
  /** Of the test: a p-value for the first two, a distance for the others (Wasserstein's in standard deviations). */
  readonly statistic: number
  /** Kolmogorov-Smirnov or chi-square, whatever decided. */
  readonly pValue: number
  readonly jensenShannon: number
  readonly populationStability: number
  /** In standard deviations of the reference; null for categories. */
  readonly wasserstein: number | null
  readonly missing: { readonly reference: number; readonly current: number }
  /** Levels that the reference does not have, with their share of the current rows; at most ten, largest first. */
  readonly newLevels: readonly { readonly level: string; readonly share: number }[]
}

/**
 * Compares one column of two data sets. Numbers and dates: Kolmogorov-Smirnov up to 1,000 reference rows, beyond them
 * Wasserstein's distance in standard deviations of the reference; categories and booleans: chi-square, beyond them the
 * Jensen-Shannon distance. These are the rules that Evidently made usual. Missing cells are a level of their own for
 * categories; for numbers only their shares are told.
 */
export function columnDrift(
  reference: Matrix,
  current: Matrix,
  index: number,
  options?: ColumnDriftOptions,
): ColumnDrift {
  const parsed = parseOptions('columnDrift', columnDriftOptions, options)
  const column = reference.columns[index]
  const other = current.columns[index]
  if (!column || !other || column.name !== other.name || isCounted(column) !== isCounted(other)) {
    throw new DataError(
      `columnDrift: column ${index} is "${column?.name}" in the reference and "${other?.name}" now. Give the same columns in the same order.`,
    )
  }
  const [before, now] = [cellsOf(reference, index), cellsOf(current, index)]
  const missing = { reference: missingShare(before), current: missingShare(now) }
  const many = reference.rowCount > parsed.manyRows
  const base = { column: column.name, kind: column.kind, missing }
  if (isCounted(column)) {
    const { counts, newLevels } = countLevels(before, now, column, other)
    const { pValue } = chiSquare(counts)
    const distance = jensenShannon(counts)
    return {
      ...base,
      drifted: many ? distance >= parsed.threshold : pValue < parsed.alpha,
      test: many ? 'jensen-shannon' : 'chi-square',
      statistic: many ? distance : pValue,
      pValue,
      jensenShannon: distance,
      populationStability: populationStability(counts),
      wasserstein: null,
      newLevels,
    }
  }
  const samples = { reference: present(before), current: present(now) }
  if (samples.reference.length === 0 || samples.current.length === 0) {
    const empty = samples.reference.length === 0 ? 'the reference' : 'the current rows'
    throw new DataError(`columnDrift: column "${column.name}" has no value in ${empty}. Leave it out.`)
  }
  const { pValue } = kolmogorovSmirnov(samples)
  const moved = wasserstein(samples) / (deviation(samples.reference) || 1)
  const counts = countBins(samples.reference, samples.current, parsed.bins)
  return {
    ...base,
    drifted: many ? moved >= parsed.threshold : pValue < parsed.alpha,
    test: many ? 'wasserstein' : 'kolmogorov-smirnov',
    statistic: many ? moved : pValue,
    pValue,
    jensenShannon: jensenShannon(counts),
    populationStability: populationStability(counts),
    wasserstein: moved,
    newLevels: [],
  }
}

function isCounted({ kind }: Column): boolean {
  return kind === 'category' || kind === 'boolean'
}

function cellsOf(X: Matrix, index: number): Float64Array {
  return Float64Array.from({ length: X.rowCount }, (_, row) => X.data[row * X.columns.length + index]!)
}

function missingShare(cells: Float64Array): number {
  let count = 0
  for (const value of cells) if (Number.isNaN(value)) count++
  return cells.length === 0 ? 0 : count / cells.length
}

function present(cells: Float64Array): Float64Array {
  return cells.filter((value) => !Number.isNaN(value)).sort()
}

function deviation(values: Float64Array): number {
  let mean = 0
  for (const value of values) mean += value / values.length
  let square = 0
  for (const value of values) square += (value - mean) ** 2 / values.length
  return Math.sqrt(square)
}

function countLevels(before: Float64Array, now: Float64Array, column: Column, other: Column) {
  const name = (code: number, { kind, categories }: Column): string =>
    Number.isNaN(code)
      ? '(missing)'
      : kind === 'boolean'
        ? code === 1
          ? 'true'
          : 'false'
        : (categories?.[code] ?? `${code}`)
  const tally = (cells: Float64Array, own: Column): Map<string, number> => {
    const byCode = new Map<number, number>()
    for (const code of cells) byCode.set(code, (byCode.get(code) ?? 0) + 1)
    return new Map(Array.from(byCode, ([code, count]) => [name(code, own), count]))
  }
  const [reference, current] = [tally(before, column), tally(now, other)]
  const levels = [...new Set([...reference.keys(), ...current.keys()])].sort()
  const newLevels = levels
    .filter((level) => !reference.has(level))
    .map((level) => ({ level, share: current.get(level)! / now.length }))
    .sort((a, b) => b.share - a.share)
  const counts: CountedSamples = {
    reference: Float64Array.from(levels, (level) => reference.get(level) ?? 0),
    current: Float64Array.from(levels, (level) => current.get(level) ?? 0),
  }
  return { counts, newLevels: newLevels.slice(0, 10) }
}

/**
 * Bins between the quantiles of the reference; both samples are sorted. A value that fills a bin alone, such as the zero
 * of an amount, has one of its own.
 */
function countBins(reference: Float64Array, current: Float64Array, bins: number): CountedSamples {
  const quantiles = Array.from({ length: bins - 1 }, (_, at) => {
    return reference[Math.floor(((at + 1) * reference.length) / bins)]!
  })
  // Each bin begins at its edge, or just above it.
  const edges = [...new Set(quantiles)].flatMap((value) => {
    const own = quantiles.indexOf(value) < quantiles.lastIndexOf(value)
    return own
      ? [
          { value, above: false },
          { value, above: true },
        ]
      : [{ value, above: false }]
  })
  const count = (values: Float64Array): Float64Array => {
    const counts = new Float64Array(edges.length + 1)
    let bin = 0
    for (const value of values) {
      while (bin < edges.length && (edges[bin]!.above ? value > edges[bin]!.value : value >= edges[bin]!.value)) bin++
      counts[bin]!++
    }
    return counts
  }
  return { reference: count(reference), current: count(current) }
}
