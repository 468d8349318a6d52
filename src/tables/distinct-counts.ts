import { breathe, type Context } from '../core/index.ts'
import type { OpenedFile } from './opened-file.ts'
import type { StoredColumn } from './stored-column.ts'

/** Up to here the different values of a column of numbers are counted exactly. */
const exactUpTo = 10_000

/** Counts different values: columns of numbers by estimate in one pass, then few values and all others exactly. */
export async function distinctCounts(
  { session, rowCount }: OpenedFile,
  columns: readonly StoredColumn[],
  context: Context,
): Promise<number[]> {
  const estimated = columns.filter(({ storage }) => storage === 'DOUBLE')
  const known = new Map<string, number>()
  if (estimated.length > 0) {
    const counts = estimated.map(({ sql }) => `approx_count_distinct(${sql})`)
    const [row] = await session.rows(`SELECT ${counts.join(', ')} FROM rows`, context)
    for (const [at, { sql, missing }] of estimated.entries()) {
      const estimate = Math.min(row![at] as number, rowCount - missing)
      if (estimate > exactUpTo) known.set(sql, estimate)
    }
  }
  for (const [done, { sql, storage, missing }] of columns.entries()) {
    if (known.has(sql)) continue
    if (storage === 'DOUBLE[]') known.set(sql, rowCount - missing)
    else {
      const [row] = await session.rows(`SELECT count(DISTINCT ${sql}) FROM rows`, context)
      known.set(sql, row![0] as number)
    }
    await breathe(context, { stage: 'counting values', done, total: columns.length })
  }
  return columns.map(({ sql }) => known.get(sql)!)
}
