import type { ColumnType } from './read-options.ts'
import type { TableColumn } from './table.ts'

/** How the engine holds a column. */
export type Storage = 'DOUBLE' | 'BIGINT' | 'BOOLEAN' | 'VARCHAR' | 'DATE' | 'TIMESTAMP' | 'DOUBLE[]'

/** A column of an opened table and where it is: `sql` is its name in the view `rows`. */
export interface StoredColumn extends TableColumn {
  readonly sql: string
  readonly storage: Storage
  /** How many numbers a vector has. */
  readonly length?: number
}

/** A column as loading decided it: the expression over the loaded relation that gives its values. */
export interface ColumnPlan {
  readonly name: string
  readonly type: ColumnType
  readonly storage: Storage
  readonly expression: string
  readonly length?: number
}

/** What a loaded file is to the engine: a relation with a row number and a plan for each column. */
export interface LoadedFile {
  /** What to select from; its columns are c0, c1, … */
  readonly relation: string
  /** The expression of the row's position in the file, from 0. */
  readonly position: string
  readonly plans: readonly ColumnPlan[]
  readonly notes: readonly string[]
}

/** A text as a literal of SQL. */
export function quote(text: string): string {
  return `'${text.replaceAll("'", "''")}'`
}

/** c0, c1, … */
export function columnList(count: number): string[] {
  return Array.from({ length: count }, (_, index) => `c${index}`)
}
