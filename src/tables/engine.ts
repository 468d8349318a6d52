import type { Context } from '../core/index.ts'
import type { OutputColumn } from './output-column.ts'

/** One cell of a small result. Integers of any width come as numbers. */
export type Cell = string | number | boolean | null

/**
 * What holds tables and answers SQL. The embedded one is DuckDB; one over many machines can stand beside it. A `Table`
 * speaks to its engine only through a session.
 */
export interface Engine {
  readonly name: string
  open(settings: EngineSettings): Promise<EngineSession>
}

export interface EngineSettings {
  /** How many threads may be used; default: as many as the machine has cores. They never change a result. */
  readonly threads?: number | undefined
  /** A folder for what does not fit in memory. It need not exist. */
  readonly spill: string
}

/** A place for tables, apart from all others. Statements may run at once; aborting one leaves the others alone. */
export interface EngineSession {
  /** Runs statements for their effect. */
  run(sql: string, context?: Context): Promise<void>
  /** A small result, as rows of cells. */
  rows(sql: string, context?: Context): Promise<Cell[][]>
  /** Fills `into`, row-major, with DOUBLE columns without nulls, at least one, of a relation. Returns how many rows came. */
  fill(columns: readonly string[], relation: string, into: Float64Array, context?: Context): Promise<number>
  /** The first column, a text, of a result of any size. */
  strings(sql: string, context?: Context): Promise<(string | null)[]>
  /** Makes a table of the given columns, c0, c1, …: numbers DOUBLE (NaN stays NaN), integers and dates (in microseconds) BIGINT. */
  store(table: string, columns: readonly OutputColumn[], context?: Context): Promise<void>
  close(): void
}
