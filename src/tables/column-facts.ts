import { breathe, type Context } from '../core/index.ts'
import type { EngineSession } from './engine.ts'
import type { ColumnPlan, StoredColumn } from './stored-column.ts'

/** Up to here the different values of a column of numbers are counted exactly. */
const exactUpTo = 10_000

/** Counts rows, missing and different values. Columns of numbers in one pass, all others one by one. */
export async function columnFacts(
  session: EngineSession,
  plans: readonly ColumnPlan[],
  context: Context,
): Promise<{ rowCount: number; columns: StoredColumn[] }> {
  const indices = [...plans.keys()]
  const estimated = indices.filter((index) => plans[index]!.storage === 'DOUBLE')
  const counted = indices.filter((index) => plans[index]!.storage !== 'DOUBLE' && plans[index]!.storage !== 'DOUBLE[]')
  const [first] = await session.rows(
    `SELECT ${['count(*)', ...indices.map((index) => `count(c${index})`), ...estimated.map((index) => `approx_count_distinct(c${index})`)].join(', ')} FROM rows`,
    context,
  )
  const [rowCount, ...numbers] = first as number[]
  const present = numbers.slice(0, plans.length)
  const distinct = new Array<number>(plans.length).fill(0)
  estimated.forEach((index, at) => {
    distinct[index] = Math.min(numbers[plans.length + at]!, present[index]!)
  })
  const exact = [...counted, ...estimated.filter((index) => distinct[index]! <= exactUpTo)].sort((a, b) => a - b)
  for (const [done, index] of exact.entries()) {
    const [row] = await session.rows(`SELECT count(DISTINCT c${index}) FROM rows`, context)
    distinct[index] = row![0] as number
    await breathe(context, { stage: 'counting values', done, total: exact.length })
  }
  const vectors = indices.filter((index) => plans[index]!.storage === 'DOUBLE[]')
  for (const index of vectors) distinct[index] = present[index]!
  const columns = plans.map(({ name, type, storage, length }, index) => ({
    name,
    type,
    storage,
    sql: `c${index}`,
    missing: rowCount! - present[index]!,
    distinct: distinct[index]!,
    ...(length === undefined ? {} : { length }),
  }))
  return { rowCount: rowCount!, columns }
}
