import { type Context, DataError, OptionError } from '../../core/index.ts'
import type { Table } from '../../tables/index.ts'
import type { CheckedLabelsOptions } from './label-options.ts'
import { columnsOfClasses } from './read-scores.ts'

const yes = ['1', 'yes', 'true', 'y', 't']
const no = ['0', 'no', 'false', 'n', 'f']

/** Which rows of a table have which labels. */
export interface LabelTruth {
  /** The rows whose labels are all known. */
  readonly tableRows: Int32Array
  /** By label, 1 for the rows that have it; one a row of the table. */
  readonly has: readonly Uint8Array[]
}

/** Reads the truth of every label. A row whose truth is missing for one of them is refused, or left out. */
export async function readLabels(
  table: Table,
  { labels, positive, dropMissingTarget }: CheckedLabelsOptions,
  context: Context,
): Promise<LabelTruth> {
  for (const label of labels) table.column(label)
  const known = new Uint8Array(table.rowCount).fill(1)
  const has: Uint8Array[] = []
  for (const label of labels) {
    const own = new Uint8Array(table.rowCount)
    const texts = await table.texts(label, context)
    for (let row = 0; row < own.length; row++) {
      const text = texts[row]
      if (text === null || text === undefined) {
        if (!dropMissingTarget) {
          throw new DataError(
            `${table.path}: column "${label}" has no value in row ${row + 1}. Write 0 where a row has not the label, or leave such rows out with \`dropMissingTarget\`.`,
          )
        }
        known[row] = 0
      } else
        own[row] = hasLabel(text, label, positive, `${table.path}: column "${label}" says "${text}" in row ${row + 1}`)
    }
    has.push(own)
  }
  const tableRows = Int32Array.from(known.keys()).filter((row) => known[row] === 1)
  if (tableRows.length === 0)
    throw new DataError(`${table.path}: no row has a truth for every label. Fill the columns.`)
  return { tableRows, has }
}

function hasLabel(text: string, label: string, positive: string | undefined, where: string): 0 | 1 {
  if (positive !== undefined) return text === positive ? 1 : 0
  const said = text.trim().toLowerCase()
  if (yes.includes(said) || said === label.trim().toLowerCase() || Number(said) === 1) return 1
  if (no.includes(said) || (said !== '' && Number(said) === 0)) return 0
  throw new DataError(`${where}; it must say 1 or 0, or yes or no. Say with \`positive\` what stands for the label.`)
}

/**
 * The score column of each label, by its name; a column goes to the longest label that it is named after. The decisions
 * that `apply` writes beside the probabilities are no scores.
 */
export function columnsOfLabels(
  table: Table,
  { labels, score }: Pick<CheckedLabelsOptions, 'labels' | 'score'>,
): string[] {
  for (const name of score ?? []) table.column(name)
  const both = score?.find((name) => labels.includes(name))
  if (both !== undefined) throw new OptionError(`decide: column "${both}" cannot be both truth and score.`)
  const decisions = labels.map((label) => `decision on ${label}`)
  const others = (name: string) => !labels.includes(name) && !decisions.includes(name)
  let left = score ?? table.columns.map(({ name }) => name).filter(others)
  const columnOf = new Map<string, string>()
  for (const label of [...labels].sort((a, b) => b.length - a.length)) {
    const [column] = columnsOfClasses(withoutOthers(left, label), [label], 'label')
    columnOf.set(label, column!)
    left = left.filter((name) => name !== column)
  }
  return labels.map((label) => columnOf.get(label)!)
}

/** Without `severe_toxic` and `p_severe_toxic`, for `toxic`: columns named after each other belong to another label. */
function withoutOthers(columns: readonly string[], label: string): string[] {
  const after = (name: string, last: string) => name !== last && name.toLowerCase().endsWith(last.toLowerCase())
  const near = columns.filter((name) => after(name, label))
  return columns.filter(
    (name) => !near.includes(name) || !near.some((other) => after(name, other) || after(other, name)),
  )
}
