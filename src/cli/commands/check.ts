import { z } from '../../core/index.ts'
import { checkProject, checkProjectOptions, type ProjectCheck, readSchema } from '../../recipes/index.ts'
import { defineCommand } from '../command.ts'
import { findingsText } from '../findings-text.ts'

const { read: _read, ...own } = checkProjectOptions.shape

export const checkCommand = defineCommand({
  name: 'check',
  summary: "lints the files of a project for the field's mistakes",
  operands: [
    {
      name: 'FOLDER',
      describe: 'where files called train, valid, validation, dev or test lie (CSV, TSV, JSONL, JSON, Parquet)',
    },
  ],
  options: z.strictObject({ ...own, ...readSchema.shape }),
  json: '{ folder, files: [{ file, part, rows, classes }], figures, findings: [{ check, severity, subject, sentence, remedy }], exitCode }; 3 where a finding is an error',
  examples: ['evenkeel check data --target label', 'evenkeel check . --group patient --json'],

  async execute({ operands: [folder], options, context, paint, width }) {
    const { header, columns, delimiter, encoding, types, ...rest } = options
    const read = { header, columns, delimiter, encoding, types }
    const found = await checkProject(folder!, { ...rest, read }, context)
    const exitCode = found.findings.some(({ severity }) => severity === 'error') ? 3 : 0
    return {
      text: `${filesText(found)}\n${withoutHeading(findingsText({ path: folder!, rowCount: 0, columns: [] }, found.findings, paint, width))}`,
      json: { ...found, exitCode },
      exitCode,
    } as const
  },
})

const mostClasses = 4

function filesText({ files, figures }: ProjectCheck): string {
  const wide = Math.max(...files.map(({ file }) => file.length))
  const lines = files.map(({ file, part, rows, classes }) => {
    const shown = classes.slice(0, mostClasses).map((one) => `${one.class} ${one.rows.toLocaleString('en')}`)
    const more = classes.length > mostClasses ? `, and ${classes.length - mostClasses} more` : ''
    return `${file.padEnd(wide)}  ${part.padEnd(10)}  ${rows.toLocaleString('en')} rows: ${shown.join(', ')}${more}`
  })
  return `${[...lines, ...figures.map((name) => `${name.padEnd(wide)}  figures`)].join('\n')}\n`
}

/** The findings alone: the files stand above them. */
function withoutHeading(text: string): string {
  return text.slice(text.indexOf('\n') + 2)
}
