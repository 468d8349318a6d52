import type { Context, Labels, Matrix } from '../core/index.ts'
import type { ColumnType } from './read-options.ts'

/** One column of an opened table. */
export interface TableColumn {
  readonly name: string
  readonly type: ColumnType
  /** How many rows have no value. */
  readonly missing: number
}

/** A value of a column and how many rows have it. */
export interface ValueCount {
  readonly value: string | null
  readonly count: number
}

/** A value of a column, a value of the target, and how many rows have both. */
export interface CrossCount extends ValueCount {
  readonly target: string | null
}

/**
 * A file opened as a table. Rows keep the order of the file: row `i` is its i-th record, on any number of threads.
 * Several methods may run at once. Close it after use: until then it holds memory and, for some encodings, a
 * temporary file. A Parquet file is read anew by each method, and refused where it has changed since it was opened.
 */
export interface Table {
  readonly path: string
  readonly rowCount: number
  readonly columns: readonly TableColumn[]
  /** What was decided in reading, one sentence each. */
  readonly notes: readonly string[]
  /** The column of that name; a `DataError` names what there is otherwise. */
  column(name: string): TableColumn
  /**
   * Numbers, integers and booleans as they are, dates as epoch microseconds, categories and texts as codes into their
   * levels (in code-point order), vectors spread as `name[0]`, `name[1]`, … A missing cell is NaN.
   */
  matrix(columns: readonly string[], context?: Context): Promise<Matrix<never>>
  /** The text of every row of a column; null where it is missing. Numbers stand in their shortest form, integers exactly. */
  texts(column: string, context?: Context): Promise<(string | null)[]>
  /**
   * The classes of a target column: numbers of numeric columns, booleans of boolean ones, texts otherwise. Missing
   * values are a `DataError`, or left out with `dropMissing`: `kept` then holds the rows that remain.
   */
  labels(
    column: string,
    options?: { readonly dropMissing?: boolean | undefined },
    context?: Context,
  ): Promise<{ readonly y: Labels<never>; readonly kept: Int32Array | undefined }>
  /**
   * Clusters of exact duplicates over the given columns: one number a row, counted by first appearance. Texts are
   * compared after NFKC, lower-casing and with every run of blanks as one space.
   */
  duplicateClusters(columns: readonly string[], context?: Context): Promise<Int32Array>
  /**
   * How many different values each of the columns has, missing ones left out. Exact, except for `number` columns beyond
   * 10,000 values, where it is an estimate within a few percent (the same on every machine); of vectors every one
   * counts.
   */
  distinctCounts(columns: readonly string[], context?: Context): Promise<number[]>
  /**
   * SHA-256 of the bytes that were opened, in hexadecimal. Of a Parquet file it is taken when first asked for; a
   * `DataError` says so where the file has changed meanwhile.
   */
  sha256(context?: Context): Promise<string>
  /** How often each value occurs, most frequent first, then in code-point order. */
  valueCounts(column: string, context?: Context): Promise<ValueCount[]>
  /** How often each value occurs with each value of the target, ordered by value, then target. */
  crossCounts(column: string, target: string, context?: Context): Promise<CrossCount[]>
  /** Gives back memory and temporary files; calling it again does nothing. */
  close(): Promise<void>
}
