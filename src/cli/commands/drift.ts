import { z } from '../../core/index.ts'
import { driftFiles, driftFilesOptions, type FileDrift, readSchema, writeReport } from '../../recipes/index.ts'
import { renderDrift } from '../../report/index.ts'
import { defineCommand } from '../command.ts'
import type { Paint } from '../paint.ts'

const { read: _read, ...own } = driftFilesOptions.shape

export const driftCommand = defineCommand({
  name: 'drift',
  summary: 'whether new rows differ from those that a model was made for',
  operands: [
    { name: 'REFERENCE', describe: 'a table: the rows that are known, such as the training data' },
    { name: 'CURRENT', describe: 'a table: the rows that come in now; labels are not needed' },
  ],
  options: z.strictObject({
    ...own,
    out: z.string().optional().describe('writes a report there, one HTML file'),
    ...readSchema.shape,
  }),
  json: '{ reference, current, drifted, table: { columns, driftedShare, domain }, text, classes, performance, leftOut, out }',
  examples: [
    'evenkeel drift train.csv march.csv --target fraud --model result/model.json --out drift.html',
    'evenkeel drift 2025.jsonl 2026.jsonl --text message',
  ],

  async execute({ operands: [reference, current], options, context, paint }) {
    const { header, columns, delimiter, encoding, types, out, ...rest } = options
    const read = { header, columns, delimiter, encoding, types }
    const drift = await driftFiles(reference!, current!, { ...rest, read }, context)
    if (out !== undefined) await writeReport(out, await renderDrift(drift), [reference!, current!])
    return { text: driftText(drift, out, paint), json: { ...drift, out: out ?? null } }
  },
})

function driftText(drift: FileDrift, out: string | undefined, paint: Paint): string {
  const domain = drift.table?.domain ?? drift.text
  const lines = [drift.drifted ? paint.yellow('The data have drifted.') : paint.green('No drift found.')]
  if (domain) {
    const { value, low, high } = domain.rocAuc
    lines.push(`  new rows told from old ones: ROC-AUC ${value.toFixed(3)} (${low.toFixed(3)} to ${high.toFixed(3)})`)
  }
  const drifted = (drift.table?.columns ?? []).filter((one) => one.drifted)
  drifted.sort((a, b) => b.jensenShannon - a.jensenShannon)
  for (const one of drifted.slice(0, 10)) {
    lines.push(`  ${one.column}: ${one.test}, Jensen-Shannon ${one.jensenShannon.toFixed(3)}`)
  }
  if (drifted.length > 10) lines.push(`  and ${drifted.length - 10} columns more`)
  for (const one of (drift.classes?.classes ?? []).slice(0, 10)) {
    const told = drift.classes!.estimated ? 'about ' : ''
    lines.push(`  class ${one.class}: ${percent(one.reference)} → ${told}${percent(one.current.value)}`)
  }
  if (drift.performance) {
    const { reference, current } = drift.performance
    lines.push(
      `  expected recall ${reference.recall.toFixed(3)} → ${current.recall.toFixed(3)}, precision ${reference.precision.toFixed(3)} → ${current.precision.toFixed(3)}`,
    )
  }
  if (out !== undefined) lines.push(`${paint.bold(out)}: the report`)
  return `${lines.join('\n')}\n`
}

function percent(share: number): string {
  return `${(100 * share).toFixed(2)} %`
}
