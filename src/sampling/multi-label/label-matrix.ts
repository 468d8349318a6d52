import { DataError, type MultiLabels, type Part } from '../../core/index.ts'

/** Several labels a row, as judged and split by the rooms below: the shape of core. */
export type LabelMatrix<P extends Part = Part> = MultiLabels<P>

/** Wraps zeros and ones as labels, without a copy. Throws a `DataError` for other values and for a size that does not fit. */
export function labelMatrix(data: Uint8Array, names: readonly string[]): LabelMatrix<never> {
  const rowCount = names.length === 0 ? 0 : data.length / names.length
  if (!Number.isInteger(rowCount)) {
    throw new DataError(`labelMatrix: ${data.length} values do not fill rows of ${names.length} labels.`)
  }
  const bad = data.findIndex((value) => value > 1)
  if (bad >= 0) {
    throw new DataError(
      `labelMatrix: label "${names[bad % names.length]}" of row ${Math.floor(bad / names.length)} is ${data[bad]}. Pass 1 where a row has a label and 0 where not.`,
    )
  }
  return { labels: names, rowCount, data, part: undefined }
}

/** How unevenly labels occur. */
export interface LabelImbalance {
  /** Rows that have each label. */
  readonly counts: Int32Array
  /** For each label how many times rarer it is than the commonest; Infinity for one that no row has. */
  readonly irLbl: Float64Array
  /** The mean over the labels that occur. */
  readonly meanIR: number
}

/**
 * IRLbl and MeanIR of Charte et al., "Addressing imbalance in multilabel classification", Neurocomputing 163, 2015.
 * Labels that no row has are left out of the mean, which they would make infinite.
 */
export function labelImbalance({ labels, rowCount, data }: LabelMatrix): LabelImbalance {
  const width = labels.length
  const counts = new Int32Array(width)
  for (let row = 0; row < rowCount; row++) {
    for (let label = 0; label < width; label++) counts[label]! += data[row * width + label]!
  }
  return imbalanceOf(counts)
}

/** The same from counts that are known. */
export function imbalanceOf(counts: Int32Array): LabelImbalance {
  const most = counts.reduce((largest, count) => Math.max(largest, count), 0)
  const irLbl = Float64Array.from(counts, (count) => (count === 0 ? Number.POSITIVE_INFINITY : most / count))
  let sum = 0
  let present = 0
  for (const ratio of irLbl) {
    if (ratio === Number.POSITIVE_INFINITY) continue
    sum += ratio
    present++
  }
  return { counts, irLbl, meanIR: present === 0 ? 1 : sum / present }
}
