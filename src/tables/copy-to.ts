import { formatOf } from './open-table.ts'
import type { TableFormat } from './read-options.ts'
import { quote } from './stored-column.ts'

/** What can be written is what can be read. */
export type WriteFormat = TableFormat

/** The format of an output by its name; devices get CSV. */
export function writeFormatOf(path: string): WriteFormat {
  return /^\/(dev|proc)\//.test(path) ? 'csv' : formatOf(path)
}

const written: Readonly<Record<WriteFormat, string>> = {
  csv: "FORMAT csv, HEADER true, DELIMITER ','",
  tsv: "FORMAT csv, HEADER true, DELIMITER '\t'",
  jsonl: 'FORMAT json, ARRAY false',
  json: 'FORMAT json, ARRAY true',
  parquet: 'FORMAT parquet, COMPRESSION zstd, ROW_GROUP_SIZE 122880',
}

/** The statement that writes a query's columns, under the given names, into a file. */
export function copyTo(path: string, query: string, names: readonly string[], format: WriteFormat): string {
  const aliases = names.map((name) => `"${name.replaceAll('"', '""')}"`)
  return `COPY (SELECT * FROM (${query}) AS t(${aliases.join(', ')})) TO ${quote(path)} (${written[format]})`
}
