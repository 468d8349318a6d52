import { breathe, type Context } from '../../core/index.ts'
import type { AuditInput, Check } from './check.ts'
import { checkClassBalance } from './class-balance.ts'
import { checkColumns } from './columns.ts'
import { checkDuplicates } from './duplicates.ts'
import { checkFieldMistakes } from './field-mistakes.ts'
import type { Finding } from './finding.ts'
import { checkGiveaways } from './giveaways.ts'
import { checkGroups } from './groups.ts'

const checks: readonly Check[] = [
  checkClassBalance,
  checkGiveaways,
  checkDuplicates,
  checkGroups,
  checkColumns,
  checkFieldMistakes,
]
const order: readonly Finding['severity'][] = ['error', 'warning', 'note', 'passed']

/** Puts every check to the data; the gravest findings come first. */
export async function audit(input: AuditInput, context: Context = {}): Promise<Finding[]> {
  const { table } = input
  const names = table.columns.map(({ name }) => name)
  const counts = await table.distinctCounts(names, context)
  const distinct = new Map(names.map((name, index) => [name, counts[index]!]))
  const found: Finding[] = []
  for (const [done, check] of checks.entries()) {
    await breathe(context, { stage: 'audit', done, total: checks.length })
    found.push(...check({ ...input, distinct }))
  }
  found.push(
    ...table.notes.map(
      (sentence): Finding => ({ check: 'reading', severity: 'note', subject: null, sentence, remedy: null }),
    ),
  )
  return found.sort((a, b) => order.indexOf(a.severity) - order.indexOf(b.severity))
}
