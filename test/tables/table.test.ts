import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { classNames } from '../../src/core/index.ts'
import { duckdb } from '../../src/tables/engines/duckdb.ts'
import { openTable, writeTable } from '../../src/tables/index.ts'
import { leftovers, testFolder } from './folder.ts'

const folder = testFolder()
const { open } = folder

describe('labels', () => {
  it('are numbers, booleans or texts', async () => {
    const table = await open('l.csv', 'i,n,b,c\n10,0.5,true,x\n9,1.5,false,Y\n10,0.5,true,é\n')
    expect((await table.labels('i')).y).toMatchObject({ classes: [9, 10], codes: Int32Array.of(1, 0, 1) })
    expect((await table.labels('n')).y.classes).toEqual([0.5, 1.5])
    expect(classNames((await table.labels('b')).y)).toEqual([true, false, true])
    expect((await table.labels('c')).y.classes).toEqual(['Y', 'x', 'é'])
    expect((await table.labels('c')).kept).toBeUndefined()
  })
  it('refuse missing values, or drop them', async () => {
    const table = await open('m.csv', 'y,c\n1,a\n,b\n0,\n')
    await expect(table.labels('y')).rejects.toThrow(
      /m\.csv: target column "y" has no value in 1 of 3 rows\. .*--drop-missing-target\.$/,
    )
    const { y, kept } = await table.labels('y', { dropMissing: true })
    expect([classNames(y), kept]).toEqual([[1, 0], Int32Array.of(0, 2)])
    expect(classNames((await table.labels('c', { dropMissing: true })).y)).toEqual(['a', 'b'])
  })
})

describe('whole-table work in the engine', () => {
  it('counts values and pairs', async () => {
    const table = await open('c.csv', 'c,n,y\nb,0.10,1\na,2,0\nb,0.1,1\n,2,0\n')
    expect(await table.valueCounts('c')).toEqual([
      { value: 'b', count: 2 },
      { value: 'a', count: 1 },
      { value: null, count: 1 },
    ])
    expect(await table.valueCounts('n')).toEqual([
      { value: '0.1', count: 2 },
      { value: '2', count: 2 },
    ])
    expect(await table.crossCounts('c', 'y')).toEqual([
      { value: 'a', target: '0', count: 1 },
      { value: 'b', target: '1', count: 2 },
      { value: null, target: '0', count: 1 },
    ])
  })
  it('clusters duplicates after NFKC, case and blanks, numbered by first appearance', async () => {
    const rows = [
      'b|ﬁne  Day|1',
      'b|x|1',
      'a|FINE DAY|1.0',
      'b|fine day|1',
      'b|\u00c9A|2',
      'b|e\u0301a|2',
      'b||1',
      'b|x|',
    ]
    const table = await open('d.csv', `c|t|n\n${rows.join('\n')}\n`, { delimiter: '|', types: { t: 'text' } })
    expect([...(await table.duplicateClusters(['t', 'n']))]).toEqual([0, 1, 0, 0, 2, 2, 3, 4])
    expect([...(await table.duplicateClusters(['c', 't', 'n']))]).toEqual([0, 1, 2, 0, 3, 3, 4, 5])
    expect([...(await table.duplicateClusters(['c']))]).toEqual([0, 0, 1, 0, 0, 0, 0, 0])
  })
})

describe('threads and order', () => {
  it('rows keep the order of the file on any number of threads', async () => {
    const count = 300_000
    const path = folder.file('order.parquet')
    const id = Float64Array.from({ length: count }, (_, row) => row)
    await writeTable(path, [
      { name: 'id', type: 'number', values: id },
      { name: 'c', type: 'text', values: Array.from(id, (row) => `t${row % 1000}`) },
    ])
    await writeTable(folder.file('order.csv'), [{ name: 'id', type: 'number', values: id }])
    for (const workers of [1, 2, 4]) {
      for (const file of [path, folder.file('order.csv')]) {
        const table = await openTable(file, {}, { workers })
        const [{ data }, again, texts] = await Promise.all([
          table.matrix(['id']),
          table.matrix(['id']),
          table.texts('id'),
        ])
        expect(data.every((value, row) => value === row)).toBe(true)
        expect(again.data.every((value, row) => value === row)).toBe(true)
        expect(texts[123_456]).toBe('123456')
        expect((await table.distinctCounts(['id']))[0]).toBeGreaterThan(0.9 * count)
        await table.close()
      }
    }
  })
})

async function parquet(name: string, select: string) {
  const session = await duckdb.open({ spill: folder.file('spill') })
  const path = folder.file(name)
  await session.run(`COPY (${select}) TO '${path}' (FORMAT parquet)`)
  session.close()
  return path
}

describe('a Parquet file, read where it lies', () => {
  it('fills constant, missing, repeated and single columns like any other', async () => {
    const path = await parquet(
      'constant.parquet',
      `SELECT 1.5::DOUBLE AS a, NULL::DOUBLE AS b, range AS c, CASE WHEN range < 4000 THEN 7::DOUBLE ELSE range END AS d,
       'x' AS e FROM range(5000)`,
    )
    const table = await openTable(path)
    const check = async (names: string[], row: (at: number) => number[]) => {
      const { data } = await table.matrix(names)
      const wanted = Array.from({ length: 5000 }, (_, at) => row(at)).flat()
      expect([...data]).toEqual(wanted)
    }
    await check(['a'], () => [1.5])
    await check(['a', 'e'], () => [1.5, 0])
    await check(['b', 'c', 'a', 'c', 'd'], (at) => [NaN, at, 1.5, at, at < 4000 ? 7 : at])
    expect(await table.distinctCounts(['a', 'b', 'c', 'd', 'e'])).toEqual([1, 0, 5000, 1001, 1])
    await table.close()
  })
  it('has the SHA-256 of its bytes, and is refused once it was written anew', async () => {
    const path = await parquet('written.parquet', 'SELECT range::DOUBLE AS a FROM range(3)')
    const bytes = readFileSync(path)
    const table = await openTable(path)
    expect(await table.sha256()).toBe(createHash('sha256').update(bytes).digest('hex'))
    await parquet('written.parquet', 'SELECT (range + 1)::DOUBLE AS a FROM range(3)')
    const refused = /written\.parquet: it has changed since it was opened\. Open it again\.$/
    await expect(table.sha256()).rejects.toThrow(refused)
    await expect(table.matrix(['a'])).rejects.toThrow(refused)
    await expect(table.valueCounts('a')).rejects.toThrow(refused)
    await table.close()
  })
})

describe('types of Parquet', () => {
  it('map as documented', async () => {
    const path = await parquet(
      't.parquet',
      `SELECT 1::TINYINT AS a, 1.25::DECIMAL(9,2) AS dec, 0.5::FLOAT AS f, 'NA' AS s, TIMESTAMPTZ '1970-01-01 00:00:01+00' AS ts,
       [1, 2]::INTEGER[] AS v, true AS b, 'nan'::DOUBLE AS nan, 'x'::ENUM('x') AS e, 3::UBIGINT AS u, DATE '1970-01-02' AS day`,
    )
    const table = await openTable(path)
    expect(Object.fromEntries(table.columns.map(({ name, type }) => [name, type]))).toEqual({
      a: 'integer',
      dec: 'number',
      f: 'number',
      s: 'category',
      ts: 'date',
      v: 'vector',
      b: 'boolean',
      nan: 'number',
      e: 'category',
      u: 'integer',
      day: 'date',
    })
    const X = await table.matrix(table.columns.map(({ name }) => name))
    expect([...X.data]).toEqual([1, 1.25, 0.5, 0, 1e6, 1, 2, 1, NaN, 0, 3, 86_400_000_000])
    expect(await table.texts('s')).toEqual(['NA'])
    expect(table.column('nan').missing).toBe(1)
    await table.close()
    await table.close()
    expect(leftovers()).toEqual([])
  })
  it('refuse what no table can hold', async () => {
    const nested = await parquet('s.parquet', `SELECT {'x': 1} AS s`)
    await expect(openTable(nested)).rejects.toThrow('column "s" holds values of type STRUCT')
    const large = await parquet('i.parquet', 'SELECT 9223372036854775807 AS id')
    await expect(openTable(large)).rejects.toThrow('holds the integer 9223372036854775807, beyond 2^53')
    const table = await openTable(large, { types: { id: 'text' } })
    expect(await table.texts('id')).toEqual(['9223372036854775807'])
    await table.close()
    const none = await parquet('n.parquet', 'SELECT 1 AS a WHERE false')
    await expect(openTable(none)).rejects.toThrow('n.parquet: the table has no rows.')
  })
})
