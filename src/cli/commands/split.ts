import { z } from '../../core/index.ts'
import { readSchema, splitFile, splitFileOptions } from '../../recipes/index.ts'
import { defineCommand } from '../command.ts'

const { read: _read, ...own } = splitFileOptions.shape

export const splitCommand = defineCommand({
  name: 'split',
  summary: 'parts rows into train, validation and test without leaks',
  operands: [
    { name: 'FILE', describe: 'a table: CSV, TSV, JSONL, JSON or Parquet' },
    { name: 'OUT', describe: 'the file to write: row (from 1), the id and the part, in the format of its extension' },
  ],
  options: z.strictObject({ ...own, ...readSchema.shape }),
  json: '{ out, classes, parts: [{ part, rows, classes }], leftOut, notes }; `classes` of a part counts its rows by class',
  examples: [
    'evenkeel split claims.csv parts.csv --target fraud --group customer',
    'evenkeel split log.parquet parts.parquet --target failed --time at --train 0.7 --validation 0.15 --test 0.15',
  ],

  async execute({ operands: [input, out], options, context, paint }) {
    const { header, columns, delimiter, encoding, types, ...rest } = options
    const read = { header, columns, delimiter, encoding, types }
    const result = await splitFile(input!, out!, { ...rest, read }, context)
    const lines = result.parts.map(({ part, rows, classes }) => {
      const each = classes
        .slice(0, 8)
        .map((count, code) => `${result.classes[code]} ${count}`)
        .join(', ')
      return `  ${part.padEnd(11)}${String(rows).padStart(9)} rows: ${each}${classes.length > 8 ? ', …' : ''}`
    })
    if (result.leftOut > 0) lines.push(`  in no part ${String(result.leftOut).padStart(8)} rows`)
    return { text: `${paint.bold(out!)}\n${lines.join('\n')}\n`, json: { out, ...result } }
  },
})
