import { type Context, countClasses, parseOptions, within, type z } from '../../core/index.ts'
import { splitParts } from '../../evaluation/index.ts'
import { openTable, writeTable } from '../../tables/index.ts'
import { aboutFile } from '../reading/about-file.ts'
import { loadDataSet } from '../reading/data-set.ts'
import { splitDataOf } from '../reading/split-data.ts'
import { readSchema, recipeOptions } from '../recipe.ts'
import { refuseInput } from '../writing/refuse-input.ts'
import { splitColumns } from '../writing/split-columns.ts'

export const splitFileOptions = recipeOptions
  .pick({
    target: true,
    text: true,
    group: true,
    id: true,
    time: true,
    gap: true,
    ignore: true,
    train: true,
    validation: true,
    test: true,
    seed: true,
    dropMissingTarget: true,
  })
  .extend({ read: readSchema.default({}).describe('how the input is read') })
export type SplitFileOptions = z.input<typeof splitFileOptions>

/** What `splitFile` has done. */
export interface SplitFileResult {
  /** The names of the classes, in the order of the counts. */
  readonly classes: readonly string[]
  readonly parts: readonly { readonly part: string; readonly rows: number; readonly classes: readonly number[] }[]
  /** Rows that are in no part: without a target, or too near the next part in time. */
  readonly leftOut: number
  readonly notes: readonly string[]
}

/**
 * Parts the rows of a file and writes `row` (from 1), the id column where one is named, and `part`. Exact duplicates
 * over the columns to learn from, and rows of one group, stay in one part. The same seed gives the parts that `run`
 * draws, where no column gave the answer away there.
 */
export async function splitFile(
  input: string,
  output: string,
  given: SplitFileOptions,
  context: Context = {},
): Promise<SplitFileResult> {
  const { read, ...rest } = parseOptions('split', splitFileOptions, given)
  const options = parseOptions('split', recipeOptions, rest)
  await refuseInput(input, [output])
  const table = await openTable(input, read, within(context, 'read'))
  try {
    const data = await loadDataSet(table, options, context)
    const { train, validation, test, seed, gap } = options
    const parts = aboutFile(input, () => splitParts(splitDataOf(data), { train, validation, test, seed, gap }))
    const writing = within(context, 'write')
    await writeTable(output, await splitColumns(table, data, parts, options.id, writing), {}, writing)
    const described = [parts.train, parts.validation, parts.test].map((part) => ({
      part: part.part,
      rows: part.rows.length,
      classes: Array.from(countClasses(part.of(data.y))),
    }))
    const assigned = described.reduce((sum, { rows }) => sum + rows, 0)
    return {
      classes: data.y.classes.map(String),
      parts: described,
      leftOut: table.rowCount - assigned,
      notes: table.notes,
    }
  } finally {
    await table.close()
  }
}
