import type { Context, MultiLabels } from '../../core/index.ts'
import type { OutputColumn, Table } from '../../tables/index.ts'
import type { WhereLabels } from '../labels/labels-options.ts'
import { yes } from '../labels/load-labels.ts'
import { madeRows } from '../resampling/synthetic-columns.ts'

/**
 * The labels of the new rows as columns to be written, spelled as the file spells them: 1 and 0, true and false, yes and
 * no, or names with the delimiter between.
 */
export async function madeLabels(
  table: Table,
  { labels, target, labelDelimiter }: WhereLabels,
  { rows, y }: { readonly rows: Int32Array; readonly y: MultiLabels },
  context: Context,
): Promise<OutputColumn[]> {
  const made = madeRows(rows)
  if (made.length === 0) return []
  const width = y.labels.length
  const has = (row: number, label: number): boolean => y.data[row * width + label] === 1
  if (!labels) {
    const texts = await table.texts(target!, context)
    const spaced = `${labelDelimiter} `
    const between = texts.some((text) => text?.includes(spaced)) ? spaced : labelDelimiter
    const lists = made.map((row) => y.labels.filter((_, label) => has(row, label)).join(between))
    return [{ name: target!, type: 'text', values: lists.map((list) => (list === '' ? null : list)) }]
  }
  const columns: OutputColumn[] = []
  for (const [label, name] of labels.entries()) {
    const { type } = table.column(name)
    if (type === 'boolean') {
      columns.push({ name, type: 'boolean', values: made.map((row) => has(row, label)) })
    } else if (type === 'integer' || type === 'number') {
      columns.push({ name, type, values: Float64Array.from(made, (row) => (has(row, label) ? 1 : 0)) })
    } else {
      const texts = await table.texts(name, context)
      const said = texts.find((text) => text !== null && yes.test(text)) ?? 'yes'
      const denied = texts.find((text) => text !== null && !yes.test(text)) ?? 'no'
      columns.push({ name, type: 'text', values: made.map((row) => (has(row, label) ? said : denied)) })
    }
  }
  return columns
}
