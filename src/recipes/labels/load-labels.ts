import { type Context, DataError, type MultiLabels, multiLabels, multiLabelsFromMatrix } from '../../core/index.ts'
import type { Table } from '../../tables/index.ts'
import { loadRows, type Rows, requireFeatures } from '../reading/data-set.ts'
import { resolveRoles } from '../reading/roles.ts'
import { type LabelsRunOptions, labelColumns, type WhereLabels } from './labels-options.ts'

/** A table whose rows have any number of labels, in memory. */
export interface LabelData {
  readonly rows: Rows
  readonly Y: MultiLabels<never>
}

/** Reads the labels of every row and what they are to be learned from. */
export async function loadLabels(table: Table, options: LabelsRunOptions, context: Context): Promise<LabelData> {
  const columns = labelColumns(options)
  const roles = requireFeatures(table, resolveRoles(table, columns, options))
  const Y = await readLabels(table, options, context)
  for (const [label, name] of Y.labels.entries()) {
    const count = Y.data.reduce((sum, cell, at) => sum + (at % Y.labels.length === label ? cell : 0), 0)
    if (count > 0 && count < Y.rowCount) continue
    throw new DataError(
      `${table.path}: ${count === 0 ? 'no row has' : 'every row has'} the label "${name}"; there is nothing to tell apart. Leave it out.`,
    )
  }
  const all = Int32Array.from({ length: table.rowCount }, (_, row) => row)
  return { rows: await loadRows(table, roles, all, options, context), Y }
}

/** The labels of every row: of columns of yes and no, or of one that lists names. */
export function readLabels(table: Table, options: WhereLabels, context: Context): Promise<MultiLabels<never>> {
  const columns = labelColumns(options)
  return options.labels
    ? fromColumns(table, columns, context)
    : fromLists(table, columns[0]!, options.labelDelimiter!, context)
}

/** What a label column says to mean that a row has the label. */
export const yes = /^(1|1\.0|true|yes|y)$/i
const no = /^(0|0\.0|false|no|n)$/i

async function fromColumns(table: Table, columns: readonly string[], context: Context): Promise<MultiLabels<never>> {
  const data = new Uint8Array(table.rowCount * columns.length)
  for (const [label, column] of columns.entries()) {
    for (const [row, text] of (await table.texts(column, context)).entries()) {
      if (text !== null && yes.test(text)) data[row * columns.length + label] = 1
      else if (text === null || !no.test(text)) {
        throw new DataError(
          `${table.path}: row ${row + 1} has ${text === null ? 'nothing' : `"${text}"`} in the label column "${column}". Write 1 or 0, true or false, yes or no; for names in one column use \`labelDelimiter\`.`,
        )
      }
    }
  }
  return multiLabelsFromMatrix(data, columns)
}

async function fromLists(
  table: Table,
  column: string,
  delimiter: string,
  context: Context,
): Promise<MultiLabels<never>> {
  const lists = (await table.texts(column, context)).map((text) => [
    ...new Set(
      (text ?? '')
        .split(delimiter)
        .map((name) => name.trim())
        .filter((name) => name !== ''),
    ),
  ])
  return multiLabels(lists)
}
