import type { Context } from '../core/index.ts'
import type { EngineSession } from './engine.ts'
import type { ColumnPlan, StoredColumn } from './stored-column.ts'

/** Counts rows and missing values in one pass; of a Parquet file the engine mostly reads its statistics alone. */
export async function columnFacts(
  session: EngineSession,
  plans: readonly ColumnPlan[],
  context: Context,
): Promise<{ rowCount: number; columns: StoredColumn[] }> {
  const counts = ['count(*)', ...plans.map((_, index) => `count(c${index})`)]
  const [first] = await session.rows(`SELECT ${counts.join(', ')} FROM rows`, context)
  const [rowCount, ...present] = first as number[]
  const columns = plans.map(({ name, type, storage, length }, index) => ({
    name,
    type,
    storage,
    sql: `c${index}`,
    missing: rowCount! - present[index]!,
    ...(length === undefined ? {} : { length }),
  }))
  return { rowCount: rowCount!, columns }
}
