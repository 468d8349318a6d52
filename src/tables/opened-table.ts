import type { Context } from '../core/index.ts'
import { distinctCounts } from './distinct-counts.ts'
import { duplicateClusters } from './duplicate-clusters.ts'
import { fileError } from './file-error.ts'
import type { OpenedFile } from './opened-file.ts'
import { readLabels } from './read-labels.ts'
import { readMatrix } from './read-matrix.ts'
import { readTexts } from './read-texts.ts'
import type { Table } from './table.ts'
import { unknownColumn } from './unknown-column.ts'
import { crossCounts, valueCounts } from './value-counts.ts'

const files = new WeakMap<Table, OpenedFile>()

/** What stands behind a table, for those who write its rows. */
export function fileBehind(table: Table): OpenedFile {
  return files.get(table)!
}

/** Binds the methods of `Table` to a file in its engine. */
export function openedTable(file: OpenedFile): Table {
  const { path, session, folder, columns } = file
  const byName = new Map(columns.map((column) => [column.name, column]))
  const find = (name: string) => byName.get(name) ?? unknownColumn(path, name, [...byName.keys()])
  /** Errors of the engine become one sentence that begins with the file. */
  async function told<T>(context: Context, work: () => Promise<T>): Promise<T> {
    try {
      const answer = await work()
      await file.unchanged()
      return answer
    } catch (error) {
      context.signal?.throwIfAborted()
      throw fileError(path, error, 'read')
    }
  }
  const table: Table = Object.freeze<Table>({
    path,
    rowCount: file.rowCount,
    notes: Object.freeze([...file.notes]),
    columns: Object.freeze(columns.map(({ name, type, missing }) => Object.freeze({ name, type, missing }))),
    column(name) {
      const { type, missing } = find(name)
      return { name, type, missing }
    },
    matrix: async (names, context = {}) => told(context, () => readMatrix(file, names.map(find), context)),
    texts: async (name, context = {}) => told(context, () => readTexts(file, find(name), context)),
    labels: async (name, options = {}, context = {}) =>
      told(context, () => readLabels(file, find(name), options.dropMissing ?? false, context)),
    duplicateClusters: async (names, context = {}) =>
      told(context, () => duplicateClusters(file, names.map(find), context)),
    distinctCounts: async (names, context = {}) => told(context, () => distinctCounts(file, names.map(find), context)),
    sha256: async (context = {}) => told(context, () => file.sha256(context)),
    valueCounts: async (name, context = {}) => told(context, () => valueCounts(file, find(name), context)),
    crossCounts: async (name, target, context = {}) =>
      told(context, () => crossCounts(file, find(name), find(target), context)),
    async close() {
      session.close()
      folder.remove()
    },
  })
  files.set(table, file)
  return table
}
