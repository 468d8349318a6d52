import type { Table } from '../../tables/index.ts'
import type { DataSet } from '../reading/data-set.ts'
import type { RecipeOptions } from '../recipe.ts'
import type { Finding } from './finding.ts'

/** What every check of the audit may look at. */
export interface AuditInput {
  readonly table: Table
  readonly data: DataSet
  readonly options: RecipeOptions
}

/** The same, with what was counted once for all checks. */
export interface CheckInput extends AuditInput {
  /** How many different values each column of the table has. */
  readonly distinct: ReadonlyMap<string, number>
}

/** One question put to the data. It answers with findings; `passed` ones say what was looked for in vain. */
export type Check = (input: CheckInput) => readonly Finding[]

export function finding(
  severity: Finding['severity'],
  check: string,
  subject: string | null,
  sentence: string,
  remedy: string | null = null,
): Finding {
  return { check, severity, subject, sentence, remedy }
}

/** A share as people read it: 3.1 %, or 0.05 % where it is small. */
export function percent(share: number): string {
  return `${Number((100 * share).toPrecision(share < 0.001 ? 1 : 3))} %`
}
