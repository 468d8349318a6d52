import type { Finding } from '../metrics.ts'
import type { AuditInput, Check } from './check.ts'
import { checkClassBalance } from './class-balance.ts'
import { checkColumns } from './columns.ts'
import { checkDuplicates } from './duplicates.ts'
import { checkFieldMistakes } from './field-mistakes.ts'
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
export function audit(input: AuditInput): Finding[] {
  const found = checks.flatMap((check) => check(input))
  found.push(
    ...input.table.notes.map(
      (sentence): Finding => ({ check: 'reading', severity: 'note', subject: null, sentence, remedy: null }),
    ),
  )
  return found.sort((a, b) => order.indexOf(a.severity) - order.indexOf(b.severity))
}
