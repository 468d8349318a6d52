import { execFile } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, lstatSync, mkdirSync, readFileSync, statSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { describe, expect, it } from 'vitest'
import { type OutputColumn, openTable, writeAtomically, writeRows, writeTable } from '../../src/tables/index.ts'
import { leftovers, testFolder } from './folder.ts'

const folder = testFolder()
const { open } = folder
const out = (name: string) => join(folder.path, name)
const sha = (path: string) => createHash('sha256').update(readFileSync(path)).digest('hex')

const columns: OutputColumn[] = [
  { name: 'n', type: 'number', values: Float64Array.of(0.1, NaN, 1e300) },
  { name: 'i', type: 'integer', values: Int32Array.of(1, -2, 3) },
  { name: 'b', type: 'boolean', values: [true, null, false] },
  { name: 'say "x"', type: 'text', values: ['a,b\n"c"\td', null, 'é'] },
  { name: 'd', type: 'date', values: [0, 86_400_000_000 * 1.5, NaN] },
]

describe('writeTable', () => {
  it.each(['csv', 'tsv', 'jsonl', 'json', 'parquet'] as const)('reads back from %s', async (format) => {
    const path = out(`w.${format}`)
    await writeTable(path, columns)
    const table = await openTable(path)
    expect(table.columns.map(({ name }) => name)).toEqual(['n', 'i', 'b', 'say "x"', 'd'])
    expect(await table.texts('n')).toEqual(['0.1', null, '1e+300'])
    expect(await table.texts('i')).toEqual(['1', '-2', '3'])
    expect(await table.texts('b')).toEqual(['true', null, 'false'])
    expect(await table.texts('say "x"')).toEqual(['a,b\n"c"\td', null, 'é'])
    expect([...(await table.matrix(['d'])).data]).toEqual([0, 129_600_000_000, NaN])
    await table.close()
    const before = sha(path)
    await writeTable(path, columns)
    expect(sha(path)).toBe(before)
  })
  it('leaves the old file and nothing else where it fails', async () => {
    const path = out('kept.csv')
    writeFileSync(path, 'old')
    const bad: OutputColumn[] = [{ name: 'i', type: 'integer', values: [1.5] }]
    await expect(writeTable(path, bad)).rejects.toThrow()
    await expect(
      writeAtomically(path, async (temporary) => {
        writeFileSync(temporary, 'half')
        throw new Error('stopped')
      }),
    ).rejects.toThrow('stopped')
    expect(readFileSync(path, 'utf8')).toBe('old')
    expect(folder.files().filter((name) => name.includes('kept'))).toEqual(['kept.csv'])
    expect(leftovers()).toEqual([])
  })
  it('refuses folders, missing folders, two columns of one name and unequal lengths', async () => {
    mkdirSync(out('dir.csv'))
    await expect(writeTable(out('dir.csv'), columns)).rejects.toThrow(/dir\.csv: it is a folder/)
    await expect(writeTable(out('no/such.csv'), columns)).rejects.toThrow(/such\.csv: its folder does not exist\.$/)
    await expect(writeTable(out('x.csv'), [columns[0]!, columns[0]!])).rejects.toThrow(
      'two columns to be written are named "n"',
    )
    await expect(writeTable(out('x.csv'), [columns[0]!, { name: 'z', type: 'text', values: [] }])).rejects.toThrow(
      'has 0 values',
    )
  })
  it.skipIf(!existsSync('/dev/full'))('a full device is an error, and stays a device', async () => {
    await expect(writeTable('/dev/full', columns)).rejects.toThrow('/dev/full: no space is left on the device.')
    expect(statSync('/dev/full').isCharacterDevice()).toBe(true)
  })
  it('follows a link instead of replacing it', async () => {
    writeFileSync(out('real.csv'), 'old')
    symlinkSync(out('real.csv'), out('link.csv'))
    await writeTable(out('link.csv'), columns)
    expect(lstatSync(out('link.csv')).isSymbolicLink()).toBe(true)
    expect(readFileSync(out('real.csv'), 'utf8')).toMatch(/^n,i,b/)
  })
  it.skipIf(!existsSync('/dev/stdout'))('writes into a pipe', async () => {
    const fifo = out('pipe.csv')
    const run = promisify(execFile)
    await run('mkfifo', [fifo])
    const reading = run('cat', [fifo])
    await writeTable(fifo, [{ name: 'a', type: 'integer', values: [1, 2] }])
    expect((await reading).stdout).toBe('a\n1\n2\n')
  })
})

describe('writeRows', () => {
  const source = 'x,k,c,t\n1.5,1,red,2020-01-01\n2.5,2,blue,2020-01-02\n,3,,2020-01-03\n'
  const rows = Int32Array.of(2, 0, -1, 0, -1)
  const synthetic: OutputColumn[] = [
    { name: 'x', type: 'number', values: Float64Array.of(1.75, NaN) },
    { name: 'k', type: 'number', values: Float64Array.of(1.25, 2) },
    { name: 'c', type: 'text', values: ['red', null] },
    { name: 't', type: 'date', values: [0, NaN] },
  ]
  const weight: OutputColumn = { name: 'weight', type: 'number', values: Float64Array.of(1, 2, 3, 4, 5) }
  it.each(['csv', 'parquet'])('takes rows, synthetic rows and extra columns to %s', async (format) => {
    const table = await open('source.csv', source)
    const path = out(`rows.${format}`)
    await writeRows(path, table, rows, [weight], { synthetic })
    const written = await openTable(path)
    expect(written.columns.map(({ name }) => name)).toEqual(['x', 'k', 'c', 't', 'weight'])
    expect(await written.texts('x')).toEqual([null, '1.5', '1.75', '1.5', null])
    expect(await written.texts('k')).toEqual(['3', '1', '1.25', '1', '2'])
    expect(await written.texts('c')).toEqual([null, 'red', 'red', 'red', null])
    expect(await written.texts('t')).toEqual(['2020-01-03', '2020-01-01', '1970-01-01', '2020-01-01', null])
    expect(await written.texts('weight')).toEqual(['1', '2', '3', '4', '5'])
    await written.close()
    const before = sha(path)
    await writeRows(path, table, rows, [weight], { synthetic })
    expect(sha(path)).toBe(before)
  })
  it('keeps whole numbers whole and many rows in order', async () => {
    const table = await open('source.csv', source)
    const many = Int32Array.from({ length: 300_000 }, (_, row) => (row * 7) % 3)
    await writeRows(out('many.csv'), table, many, [])
    const written = await openTable(out('many.csv'))
    const { data } = await written.matrix(['k'])
    expect(data.every((value, row) => value === many[row]! + 1)).toBe(true)
    await written.close()
  })
  it('writes the same bytes on any number of threads', async () => {
    const path = out('wide.csv')
    const values = Float64Array.from({ length: 300_000 }, (_, row) => (row * 0.618) % 1)
    await writeTable(path, [
      { name: 'x', type: 'number', values },
      { name: 'c', type: 'text', values: Array.from(values, (value) => `level ${Math.floor(value * 50)}`) },
    ])
    const taken = Int32Array.from(values, (_, row) => (row * 7919) % 300_000)
    for (const format of ['parquet', 'csv'] as const) {
      const hashes = new Set<string>()
      for (const workers of [1, 2, 4]) {
        const table = await openTable(path, {}, { workers })
        await writeRows(out(`threads.${format}`), table, taken, [])
        await table.close()
        hashes.add(sha(out(`threads.${format}`)))
      }
      expect(hashes.size).toBe(1)
    }
  })
  it('refuses the input as output, missing synthetic values and rows beyond the table', async () => {
    const table = await open('source.csv', source)
    await expect(writeRows(table.path, table, rows, [], { synthetic })).rejects.toThrow('it is the input itself')
    expect(readFileSync(table.path, 'utf8')).toBe(source)
    await expect(writeRows(out('y.csv'), table, rows, [])).rejects.toThrow('2 synthetic rows need `synthetic`')
    await expect(writeRows(out('y.csv'), table, Int32Array.of(3), [])).rejects.toThrow('row 3 is beyond the 3 rows')
    await expect(
      writeRows(out('y.csv'), table, Int32Array.of(1), [{ name: 'x', type: 'number', values: [1] }]),
    ).rejects.toThrow('two columns to be written are named "x"')
    expect(folder.files().filter((name) => name.startsWith('y'))).toEqual([])
  })
})
