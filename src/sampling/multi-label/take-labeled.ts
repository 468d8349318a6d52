import type { Context } from '../../core/index.ts'
import type { AnyMatrix } from '../sampler.ts'
import { stackRows } from '../stack-rows.ts'
import type { LabelMatrix } from './label-matrix.ts'

/** The given rows, a row perhaps several times, and their labels. */
export async function takeLabeled(X: AnyMatrix, y: LabelMatrix<'train'>, rows: Int32Array, context: Context) {
  return { X: await stackRows(X, rows, 0, context), y: takeLabelRows(y, rows, 0), rows }
}

/** The labels of the given rows, with space for `extra` rows after them. */
export function takeLabelRows(y: LabelMatrix<'train'>, rows: Int32Array, extra: number): LabelMatrix<'train'> {
  const width = y.labels.length
  const data = new Uint8Array((rows.length + extra) * width)
  for (let to = 0; to < rows.length; to++) {
    for (let label = 0; label < width; label++) data[to * width + label] = y.data[rows[to]! * width + label]!
  }
  return { ...y, rowCount: rows.length + extra, data }
}
