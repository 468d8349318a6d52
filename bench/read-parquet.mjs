// How long, and how much memory, a Parquet file of 1,000,000 × 30 numbers takes to become a matrix, beside what DuckDB
// takes to read it into a table of its own. Each side is a process of its own; medians of three, interleaved.
// Run after `npm run build`: node bench/read-parquet.mjs
import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const rows = 1_000_000
const names = Array.from({ length: 30 }, (_, index) => `x${index}`)
const [side, path] = process.argv.slice(2)

if (side === undefined) await compare()
else console.log(JSON.stringify(await measure(side, path)))

async function measure(name, file) {
  const start = performance.now()
  if (name === 'generate') {
    const connection = await connect()
    const columns = names.map((column, index) => `(hash(range * 31 + ${index}) % 1000000007) / 1e9 AS ${column}`)
    await connection.run(`COPY (SELECT ${columns.join(', ')} FROM range(${rows})) TO '${file}' (FORMAT parquet)`)
  } else if (name === 'duckdb') {
    const connection = await connect()
    await connection.run(`CREATE TABLE t AS SELECT * FROM '${file}'`)
  } else {
    const tables = process.env.EVENKEEL_TABLES ?? new URL('../dist/tables/index.js', import.meta.url).href
    const { openTable } = await import(tables)
    const table = await openTable(file)
    const opened = performance.now()
    const X = await table.matrix(names)
    if (X.rowCount !== rows) throw new Error('rows are missing')
    const matrix = performance.now() - opened
    return { wall: performance.now() - start, matrix, peak: process.resourceUsage().maxRSS / 1024 }
  }
  return { wall: performance.now() - start, matrix: 0, peak: process.resourceUsage().maxRSS / 1024 }
}

async function connect() {
  const { DuckDBInstance } = await import('@duckdb/node-api')
  return (await DuckDBInstance.create(':memory:')).connect()
}

async function compare() {
  const folder = mkdtempSync(join(tmpdir(), 'read-parquet-'))
  const file = join(folder, 'numbers.parquet')
  const run = (name) =>
    JSON.parse(execFileSync(process.execPath, [fileURLToPath(import.meta.url), name, file], { encoding: 'utf8' }))
  try {
    run('generate')
    const results = { duckdb: [], evenkeel: [] }
    for (let turn = 0; turn < 3; turn++) for (const name of ['duckdb', 'evenkeel']) results[name].push(run(name))
    const median = (name, field) => results[name].map((result) => result[field]).sort((a, b) => a - b)[1]
    const matrixSize = (rows * names.length * 8) / 2 ** 20
    for (const name of ['duckdb', 'evenkeel']) {
      console.log(`${name}: ${median(name, 'wall').toFixed(0)} ms, peak ${median(name, 'peak').toFixed(0)} MiB`)
    }
    console.log(`of it, opened table to matrix: ${median('evenkeel', 'matrix').toFixed(0)} ms`)
    console.log(`time: ${(median('evenkeel', 'wall') / median('duckdb', 'wall')).toFixed(2)} × (at most 2)`)
    const memory = (median('evenkeel', 'peak') - matrixSize) / median('duckdb', 'peak')
    console.log(`memory less the matrix of ${matrixSize.toFixed(0)} MiB: ${memory.toFixed(2)} × (at most 2)`)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
