import type { DuckDBConnection, DuckDBListVector, DuckDBType, DuckDBVector } from '@duckdb/node-api'
import { breathe, type Context, optionalPackage } from '../../core/index.ts'
import type { Cell, Engine, EngineSession, EngineSettings } from '../engine.ts'
import type { OutputColumn } from '../output-column.ts'

const duckdbPackage = optionalPackage(
  '@duckdb/node-api',
  'Reading and writing tables',
  () => import('@duckdb/node-api'),
)

/** The embedded engine: DuckDB inside this process. It never opens the network nor loads an extension. */
export const duckdb: Engine = Object.freeze({ name: 'duckdb', open: openSession })

async function openSession({ threads, spill }: EngineSettings): Promise<EngineSession> {
  const { DuckDBInstance } = await duckdbPackage()
  const instance = await DuckDBInstance.create(':memory:', {
    autoinstall_known_extensions: 'false',
    autoload_known_extensions: 'false',
    allow_community_extensions: 'false',
    temp_directory: spill,
    ...(threads === undefined ? {} : { threads: String(threads) }),
  })
  let closed = false

  /** One connection a task, so that results stream side by side and one task can be interrupted alone. */
  async function connected<T>(context: Context, task: (connection: DuckDBConnection) => Promise<T>): Promise<T> {
    const { signal } = context
    signal?.throwIfAborted()
    const connection = await instance.connect()
    const interrupt = () => connection.interrupt()
    // An interruption that comes before the statement has begun is forgotten by DuckDB: it is repeated until heard.
    let repeated: ReturnType<typeof setInterval> | undefined
    const abort = () => {
      interrupt()
      repeated = setInterval(interrupt, 10)
    }
    signal?.addEventListener('abort', abort, { once: true })
    try {
      await connection.run("SET TimeZone = 'UTC'; SET streaming_buffer_size = '16MB'")
      return await task(connection)
    } catch (error) {
      signal?.throwIfAborted()
      throw error
    } finally {
      signal?.removeEventListener('abort', abort)
      clearInterval(repeated)
      connection.closeSync()
    }
  }

  return Object.freeze({
    run: (sql: string, context: Context = {}) =>
      connected(context, async (connection) => {
        await connection.run(sql)
      }),
    rows: (sql: string, context: Context = {}) =>
      connected(context, async (connection) => {
        const reader = await connection.runAndReadAll(sql)
        return reader.getRows().map((row) => row.map(cell))
      }),
    fill: (columns: readonly string[], relation: string, into: Float64Array, context: Context = {}) =>
      connected(context, (connection) => fill(connection, columns, relation, into, context)),
    strings: (sql: string, context: Context = {}) =>
      connected(context, (connection) => strings(connection, sql, context)),
    store: (table: string, columns: readonly OutputColumn[], context: Context = {}) =>
      connected(context, (connection) => store(connection, table, columns, context)),
    close() {
      if (!closed) instance.closeSync()
      closed = true
    },
  })
}

function cell(value: unknown): Cell {
  if (value === null || typeof value === 'number' || typeof value === 'boolean') return value
  return typeof value === 'bigint' ? Number(value) : String(value)
}

/**
 * Each row comes as one list, so that the engine's threads lay the numbers row-major and a chunk is one copy. The next
 * chunk is on its way while this one is copied.
 */
async function fill(
  connection: DuckDBConnection,
  columns: readonly string[],
  relation: string,
  into: Float64Array,
  context: Context,
): Promise<number> {
  const width = columns.length
  const result = await connection.stream(`SELECT list_value(${columns.join(', ')}) FROM ${relation}`)
  let rows = 0
  let next = result.fetchChunk()
  for (;;) {
    const chunk = await next
    if (!chunk || chunk.rowCount === 0) return rows
    next = result.fetchChunk()
    next.catch(() => {})
    copyLists(chunk.getColumnVector(0) as DuckDBListVector, chunk.rowCount, width, into, rows * width)
    rows += chunk.rowCount
    await breathe(context, { stage: 'reading', done: rows, total: into.length / width })
  }
}

function copyLists(lists: DuckDBListVector, count: number, width: number, into: Float64Array, start: number): void {
  const items = doubles(lists.childVector)
  if (items.length === count * width && lists.getEntryOffset(count - 1) === (count - 1) * width) {
    into.set(items, start)
    return
  }
  for (let row = 0; row < count; row++) {
    const from = lists.getEntryOffset(row)
    into.set(items.subarray(from, from + width), start + row * width)
  }
}

/**
 * The memory behind a vector of DOUBLE. The package has it as a field that only its types hide; item by item would
 * cost several times as much.
 */
function doubles(vector: DuckDBVector): Float64Array {
  return (vector as unknown as { readonly items: Float64Array }).items
}

async function strings(connection: DuckDBConnection, sql: string, context: Context): Promise<(string | null)[]> {
  const result = await connection.stream(sql)
  const texts: (string | null)[] = []
  for (;;) {
    const chunk = await result.fetchChunk()
    if (!chunk || chunk.rowCount === 0) return texts
    const vector = chunk.getColumnVector(0)
    for (let row = 0; row < chunk.rowCount; row++) texts.push(vector.getItem(row) as string | null)
    await breathe(context)
  }
}

const chunkSize = 2048

async function store(
  connection: DuckDBConnection,
  table: string,
  columns: readonly OutputColumn[],
  context: Context,
): Promise<void> {
  const { DuckDBDataChunk, BOOLEAN, DOUBLE, BIGINT, VARCHAR } = await duckdbPackage()
  const types: Record<OutputColumn['type'], DuckDBType> = {
    number: DOUBLE,
    date: BIGINT,
    integer: BIGINT,
    boolean: BOOLEAN,
    text: VARCHAR,
  }
  const chosen = columns.map(({ type }) => types[type])
  const declared = columns.map((_, index) => `c${index} ${chosen[index]}`)
  await connection.run(`CREATE OR REPLACE TABLE ${table} (${declared.join(', ')})`)
  const appender = await connection.createAppender(table)
  const total = columns[0]?.values.length ?? 0
  try {
    for (let start = 0; start < total; start += chunkSize) {
      const size = Math.min(chunkSize, total - start)
      const chunk = DuckDBDataChunk.create(chosen, size)
      for (const [index, { type, values }] of columns.entries()) {
        const vector = chunk.getColumnVector(index)
        if (type === 'number' && values instanceof Float64Array) {
          doubles(vector).set(values.subarray(start, start + size))
        } else {
          for (let row = 0; row < size; row++) vector.setItem(row, storable(type, values[start + row]!))
        }
        vector.flush()
      }
      appender.appendDataChunk(chunk)
      await breathe(context, { stage: 'storing', done: start, total })
    }
    appender.flushSync()
  } finally {
    appender.closeSync()
  }
}

function storable(type: OutputColumn['type'], value: Cell): string | number | bigint | boolean | null {
  if (value === null || Number.isNaN(value)) return null
  if (type === 'integer' || type === 'date') return BigInt(value)
  if (type === 'text') return String(value)
  return type === 'boolean' ? Boolean(value) : Number(value)
}
