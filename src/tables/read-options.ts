import { z } from '../core/index.ts'

/** How a table lies in its file. `csv`, `tsv`, `jsonl` and `json` are texts; `parquet` is read lazily. */
export type TableFormat = 'csv' | 'tsv' | 'jsonl' | 'json' | 'parquet'

/**
 * What the values of a column are, decided over the whole file. `category` is a text of levels, `text` is prose (many
 * different values, with spaces), `vector` a list of numbers of one length, `date` an ISO date or timestamp.
 */
export type ColumnType = 'number' | 'integer' | 'boolean' | 'category' | 'date' | 'vector' | 'text'

/** The texts that mean "missing" where the reader is not told otherwise. */
export const missingTexts: readonly string[] = ['', 'NA', 'NaN', 'nan', 'N/A', 'null', 'NULL', '?']

export const formatSchema = z.enum(['csv', 'tsv', 'jsonl', 'json', 'parquet'])

/** The declaration of `ReadOptions`. */
export const readOptions = z.strictObject({
  format: formatSchema.optional().describe('how the file is written; default: by its extension'),
  header: z.boolean().optional().describe('whether the first row holds the names; default: decided and noted'),
  columns: z.array(z.string().min(1)).readonly().optional().describe('names of the columns of a file without header'),
  delimiter: z.string().length(1).optional().describe('what separates the values; default: decided'),
  encoding: z
    .enum(['utf-8', 'utf-16le', 'utf-16be', 'latin1', 'windows-1252'])
    .optional()
    .describe('default: by the byte order mark, else UTF-8 where it is valid, else windows-1252'),
  missing: z.array(z.string()).readonly().optional().describe('texts that mean missing'),
  types: z
    .record(z.string(), z.enum(['number', 'integer', 'boolean', 'category', 'date', 'vector', 'text']))
    .optional()
    .describe('types of columns, where the inferred ones are not meant'),
})

/**
 * How to read a file as a table. Everything has a default that is decided over the file; what was decided stands in
 * `table.notes`. An unknown option or a bad value is an `OptionError`.
 */
export interface ReadOptions {
  /** Default: by extension (.csv .tsv .txt .jsonl .ndjson .json .parquet, and the texts also as .gz). */
  readonly format?: TableFormat | undefined
  /** Default: the first row is a header where it holds no number, no missing value but blanks, and its cells differ from the values below. */
  readonly header?: boolean | undefined
  /** Names for a file without header; with `header: true` they replace the file's. */
  readonly columns?: readonly string[] | undefined
  /** One character. Default: tab for .tsv, else whichever of `,` `;` tab `|` cuts the first rows evenly. */
  readonly delimiter?: string | undefined
  /** Default: the byte order mark's, else UTF-8 where the whole file is valid, else windows-1252. */
  readonly encoding?: 'utf-8' | 'utf-16le' | 'utf-16be' | 'latin1' | 'windows-1252' | undefined
  /** Texts that mean missing; default `missingTexts`. In `text` columns only blanks are missing; Parquet files have nulls of their own. */
  readonly missing?: readonly string[] | undefined
  /** Types of columns by name. `text` keeps every value as it is written (also ids beyond 2^53). */
  readonly types?: Readonly<Record<string, ColumnType>> | undefined
}
