import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { openTable, writeRows } from '../../src/tables/index.ts'

const folder = mkdtempSync(join(tmpdir(), 'date-precision-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

/** Between two values of a column, 0.6 of the way and one microsecond on. */
async function between(one: string, other: string): Promise<string> {
  const input = join(folder, 'in.csv')
  const output = join(folder, 'out.csv')
  writeFileSync(input, `when,a\n${one},1\n${other},2\n`)
  const table = await openTable(input)
  try {
    const { data } = await table.matrix(['when'])
    const made = Math.round(data[0]! + 0.6 * (data[1]! - data[0]!)) + 1
    await writeRows(output, table, Int32Array.of(0, 1, -1), [], {
      synthetic: [
        { name: 'when', type: 'date', values: Float64Array.of(made) },
        { name: 'a', type: 'integer', values: Float64Array.of(1) },
      ],
    })
  } finally {
    await table.close()
  }
  return readFileSync(output, 'utf8').trim().split('\n')[3]!.split(',')[0]!
}

test.each([
  ['2024-01-01 00:00:00.000001', '2024-01-01 00:00:01.000000', '2024-01-01 00:00:00.600002'],
  ['2024-01-01 00:00:00.001', '2024-01-01 00:00:00.100', '2024-01-01 00:00:00.06'],
  ['2024-01-01 10:00:01', '2024-01-01 10:00:10', '2024-01-01 10:00:06'],
  ['2024-01-01 10:01:00', '2024-01-01 10:10:00', '2024-01-01 10:06:00'],
  ['2024-01-01 01:00:00', '2024-01-01 10:00:00', '2024-01-01 06:00:00'],
  ['1969-12-01 00:00:00', '1969-12-10 00:00:00', '1969-12-06 00:00:00'],
  ['2024-01-01', '2024-01-10', '2024-01-06'],
])('a date made between %s and %s is as precise as they are', async (one, other, made) => {
  expect(await between(one, other)).toBe(made)
})
