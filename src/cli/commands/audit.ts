import { parseOptions, z } from '../../core/index.ts'
import { audit, loadDataSet, readSchema, recipeOptions } from '../../recipes/index.ts'
import { openTable } from '../../tables/index.ts'
import { defineCommand } from '../command.ts'
import { findingsText } from '../findings-text.ts'

const { target, text, group, id, time, weight, ignore, keep, positive, costs, recall, precision, dropMissingTarget } =
  recipeOptions.shape
const roles = { target, text, group, id, time, weight, ignore, keep, positive, costs, recall, precision }

export const auditCommand = defineCommand({
  name: 'audit',
  summary: 'what is wrong with a data set before anything is learned from it',
  operands: [{ name: 'FILE', describe: 'a table: CSV, TSV, JSONL, JSON or Parquet' }],
  options: z.strictObject({ ...roles, dropMissingTarget, ...readSchema.shape }),
  json: '{ file, rows, columns: [{ name, type, missing, distinct }], findings: [{ check, severity, subject, sentence, remedy }] }',
  examples: [
    'evenkeel audit adult.csv --no-header --target income',
    'evenkeel audit claims.parquet --target fraud --group customer',
  ],

  async execute({ operands, options, context, paint, width }) {
    const { header, columns, delimiter, encoding, types, ...rest } = options
    const read = { header, columns, delimiter, encoding, types }
    const recipe = parseOptions('audit', recipeOptions, rest)
    const table = await openTable(operands[0]!, read, context)
    try {
      const data = await loadDataSet(table, recipe, context)
      const findings = await audit({ table, data, options: recipe }, context)
      const distinct = await table.distinctCounts(
        table.columns.map(({ name }) => name),
        context,
      )
      const described = table.columns.map((column, index) => ({ ...column, distinct: distinct[index] }))
      return {
        text: findingsText(table, findings, paint, width),
        json: { file: table.path, rows: table.rowCount, columns: described, findings },
      }
    } finally {
      await table.close()
    }
  },
})
