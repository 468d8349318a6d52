import { type ClassName, type Context, DataError, type Labels, labels, labelsFromCodes } from '../core/index.ts'
import { columnLevels } from './levels.ts'
import type { OpenedFile } from './opened-file.ts'
import { fillOrdered, numberExpression } from './read-matrix.ts'
import { readTexts } from './read-texts.ts'
import type { StoredColumn } from './stored-column.ts'

/** Reads a target column as classes. */
export async function readLabels(
  file: OpenedFile,
  column: StoredColumn,
  dropMissing: boolean,
  context: Context,
): Promise<{ y: Labels<never>; kept: Int32Array | undefined }> {
  const { path, rowCount } = file
  const { name, missing, type } = column
  if (missing === rowCount) throw new DataError(`${path}: target column "${name}" has no value at all.`)
  if (missing > 0 && !dropMissing) {
    throw new DataError(
      `${path}: target column "${name}" has no value in ${missing} of ${rowCount} rows. Fill them in, or leave those rows out with --drop-missing-target.`,
    )
  }
  if (type === 'vector') throw new DataError(`${path}: target column "${name}" holds vectors, which are not classes.`)
  if (column.storage === 'DATE' || column.storage === 'TIMESTAMP') {
    const texts = await readTexts(file, column, context)
    const kept = keep(texts, (text) => text !== null)
    return { y: labels(texts.filter((text) => text !== null)), kept: missing > 0 ? kept : undefined }
  }
  const data = new Float64Array(rowCount)
  await fillOrdered(file, [`coalesce(${await numberExpression(file, column, context)}, 'nan'::DOUBLE)`], data, context)
  const kept = missing > 0 ? keep(data, (value) => !Number.isNaN(value)) : undefined
  const values = kept ? Float64Array.from(kept, (row) => data[row]!) : data
  if (column.storage === 'VARCHAR') {
    return { y: labelsFromCodes(Int32Array.from(values), await columnLevels(file, column, context)), kept }
  }
  const classes = Float64Array.from(new Set(values)).sort()
  const codeOf = new Map(Array.from(classes, (value, code) => [value, code]))
  const codes = Int32Array.from(values, (value) => codeOf.get(value)!)
  const names: ClassName[] = Array.from(classes, (value) => (column.storage === 'BOOLEAN' ? value === 1 : value))
  return { y: labelsFromCodes(codes, names), kept }
}

function keep<T>(values: ArrayLike<T>, good: (value: T) => boolean): Int32Array {
  const rows: number[] = []
  for (let row = 0; row < values.length; row++) if (good(values[row]!)) rows.push(row)
  return Int32Array.from(rows)
}
