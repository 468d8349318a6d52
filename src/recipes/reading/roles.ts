import { OptionError } from '../../core/index.ts'
import type { ColumnType, Table } from '../../tables/index.ts'
import type { RecipeOptions } from '../recipe.ts'

/** A column that is not learned from, and why. */
export interface LeftOut {
  readonly column: string
  readonly reason: string
}

/** What each column of the table is for. */
export interface Roles {
  readonly target: string
  readonly text: string | undefined
  /** The columns to learn from: the text column, or those of the table that hold numbers or levels. */
  readonly features: readonly string[]
  readonly leftOut: readonly LeftOut[]
}

export type RoleOptions = Pick<RecipeOptions, 'text' | 'group' | 'id' | 'time' | 'weight' | 'ignore' | 'keep' | 'slice'>

/**
 * Settles the roles before the audit; columns that give the answer away are taken out after it. The target may lie in
 * several columns, one a label.
 */
export function resolveRoles(table: Table, targets: readonly string[], options: RoleOptions): Roles {
  const named = {
    ...Object.fromEntries(targets.map((column, at) => [at === 0 ? 'target' : `target ${at + 1}`, column])),
    text: options.text,
    group: options.group,
    id: options.id,
    time: options.time,
    weight: options.weight,
  }
  const special = new Map<string, string>()
  for (const [role, column] of Object.entries(named)) {
    if (column === undefined) continue
    table.column(column)
    const other = special.get(column)
    if (other) throw new OptionError(`column "${column}" cannot be both ${other} and ${role}. Name two columns.`)
    special.set(column, role)
  }
  for (const column of [...options.ignore, ...options.keep, ...options.slice]) table.column(column)
  const target = targets.join(', ')
  if (options.text !== undefined) return textRoles(table, target, targets, options.text)

  const features: string[] = []
  const leftOut: LeftOut[] = []
  for (const { name, type, missing } of table.columns) {
    const reason = reasonToLeaveOut(special.get(name), options.ignore.includes(name), type, missing === table.rowCount)
    if (reason === undefined) features.push(name)
    else if (!targets.includes(name)) leftOut.push({ column: name, reason })
  }
  return { target, text: undefined, features, leftOut }
}

function textRoles(table: Table, target: string, targets: readonly string[], text: string): Roles {
  const leftOut = table.columns
    .filter(({ name }) => !targets.includes(name) && name !== text)
    .map(({ name }) => ({ column: name, reason: 'the job learns from the text alone' }))
  return { target, text, features: [text], leftOut }
}

function reasonToLeaveOut(
  role: string | undefined,
  ignored: boolean,
  type: ColumnType,
  empty: boolean,
): string | undefined {
  if (role) return `it is the ${role}`
  if (ignored) return 'asked for by `ignore`'
  if (empty) return 'it is empty'
  if (type === 'text') return 'it holds free text; name it as `text` to learn from it'
  return undefined
}
