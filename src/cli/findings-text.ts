import type { Finding } from '../recipes/index.ts'
import type { Table } from '../tables/index.ts'
import type { Paint } from './paint.ts'
import { wrap } from './wrap.ts'

/** What an audit found, gravest first; what was looked for in vain is folded to one line. */
export function findingsText(
  table: Pick<Table, 'path' | 'rowCount' | 'columns'>,
  findings: readonly Finding[],
  paint: Paint,
  width: number,
): string {
  const signs = { error: paint.red('✗'), warning: paint.yellow('!'), note: paint.blue('·') }
  const lines = [
    `${paint.bold(table.path)}: ${table.rowCount.toLocaleString('en')} rows, ${table.columns.length} columns`,
    '',
  ]
  for (const { severity, sentence, remedy } of findings) {
    if (severity === 'passed') continue
    lines.push(`${signs[severity]} ${wrap(sentence, width, 2).trimStart()}`)
    if (remedy) lines.push(paint.dim(wrap(`→ ${remedy}`, width, 2)))
  }
  const passed = findings.filter(({ severity }) => severity === 'passed').length
  if (passed > 0) lines.push(`${paint.green('✓')} ${passed} ${passed === 1 ? 'check' : 'checks'} passed`)
  lines.push('', countFindings(findings))
  return `${lines.join('\n')}\n`
}

/** `1 error, 2 warnings, 3 notes` */
export function countFindings(findings: readonly Finding[]): string {
  const counts = (['error', 'warning', 'note'] as const).flatMap((severity) => {
    const count = findings.filter((finding) => finding.severity === severity).length
    return count === 0 ? [] : [`${count} ${severity}${count === 1 ? '' : 's'}`]
  })
  return counts.length === 0 ? 'nothing to mend' : counts.join(', ')
}
