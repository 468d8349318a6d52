import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { random } from '../../src/core/index.ts'
import { resampleFile } from '../../src/recipes/index.ts'
import { workFolder } from './data.ts'

const { path: folder } = workFolder()
const rowCount = 120
const isRare = (row: number) => row % 6 === 0
const noise = random('resample file').randn(rowCount)

/** One line a row: a number, another cell, and the class. */
function write(name: string, head: string, cell: (row: number) => string): string {
  const path = join(folder, name)
  const lines = Array.from({ length: rowCount }, (_, row) => {
    const amount = noise[row]! + (isRare(row) ? 1 : 0)
    return `${Number(amount.toFixed(3))},${cell(row)},${isRare(row) ? 'rare' : 'common'}`
  })
  writeFileSync(path, `amount,${head},y\n${lines.join('\n')}\n`)
  return path
}

/** The written rows below the header, split at commas. */
const read = (path: string) =>
  readFileSync(path, 'utf8')
    .trim()
    .split('\n')
    .slice(1)
    .map((line) => line.split(','))

describe('missing cells', () => {
  it('are measured around: a new cell is missing where both parents miss it, and never a filled one', async () => {
    const path = write('holes.csv', 'age', (row) => (row % 12 === 0 ? '' : String(row)))
    const out = join(folder, 'holes.out.csv')
    await resampleFile(path, out, { target: 'y', method: 'smote' })
    const rows = read(out)
    const made = rows.slice(rowCount)
    expect(made).toHaveLength(80)
    const seen = new Set<string>()
    for (const [, age, , source, parents] of made) {
      expect(source).toBe('')
      const ages = parents!.split(' ').map((parent) => rows[Number(parent) - 1]![1]!)
      const known = ages.filter((one) => one !== '').map(Number)
      seen.add(`${known.length}`)
      if (known.length === 0) expect(age).toBe('')
      else if (known.length === 1) expect(Number(age)).toBe(known[0])
      else expect(Number(age)).toBeGreaterThanOrEqual(Math.min(...known))
    }
    expect(seen).toEqual(new Set(['0', '1', '2']))
  })

  it.each(['smote', 'svmSmote', 'clusterCentroids'] as const)(
    'make no values in an empty column: %s',
    async (method) => {
      const path = write('empty.csv', 'empty', () => '')
      const out = join(folder, 'empty.out.csv')
      const { rows } = await resampleFile(path, out, { target: 'y', method })
      expect(rows.synthetic).toBeGreaterThan(0)
      for (const [, empty] of read(out)) expect(empty).toBe('')
    },
  )
})

describe('categories', () => {
  const path = write('kinds.csv', 'kind', (row) => 'abc'[row % 3]!)

  it.each(['nearMiss', 'instanceHardnessThreshold', 'tomekLinks'] as const)(
    'are one-hot where rows are only chosen: %s',
    async (method) => {
      const out = join(folder, `${method}.csv`)
      const { rows } = await resampleFile(path, out, { target: 'y', method })
      expect(rows.after).toBeLessThan(rowCount)
      const given = read(path)
      for (const [amount, kind, y, source] of read(out)) expect(given[Number(source) - 1]).toEqual([amount, kind, y])
    },
  )

  it('have no center', async () => {
    const out = join(folder, 'centers.csv')
    await expect(resampleFile(path, out, { target: 'y', method: 'clusterCentroids' })).rejects.toThrow(
      /column "kind" is a category, and a center of several rows has none\. Set `voting` to "hard"/,
    )
    const sampler = { voting: 'hard' }
    const { rows } = await resampleFile(path, out, { target: 'y', method: 'clusterCentroids', sampler })
    expect(rows).toEqual({ before: 120, after: 40, synthetic: 0 })
  })
})

it('says how classes moved of which rows were only taken away', async () => {
  const path = write('ages.csv', 'age', (row) => String(row % 40))
  const out = join(folder, 'ages.out.csv')
  for (const method of ['tomekLinks', 'nearMiss'] as const) {
    const { rows, diagnosis } = await resampleFile(path, out, { target: 'y', method })
    expect(diagnosis!.synthetic).toBe(0)
    const [common] = diagnosis!.classes
    expect(common).toMatchObject({ class: 'common', before: 100, after: rows.after - 20, toParent: null, outliers: 0 })
    expect(common!.largestShift!.shift).not.toBe(0)
    expect(common!.correlationDrift).toBeGreaterThan(0)
  }
})

describe('refusals', () => {
  const out = join(folder, 'refused.csv')

  it.each(['smote', 'tomekLinks', 'nearMiss'] as const)('of infinite values: %s', async (method) => {
    const path = write('infinite.csv', 'age', (row) => (row === 7 ? 'inf' : String(row)))
    await expect(resampleFile(path, out, { target: 'y', method })).rejects.toThrow(
      /column "age" holds an infinite value.*Replace such values, or leave out their rows or the column\.$/,
    )
  })

  it('of files without a column to measure on', async () => {
    const path = write('alone.csv', 'empty', () => '')
    const ignoring = (ignore: string[]) => resampleFile(path, out, { target: 'y', method: 'smote', ignore })
    const sentence = /alone\.csv: no column has values to measure distances on\. Use `randomOverSampler`/
    await expect(ignoring(['amount'])).rejects.toThrow(sentence)
    await expect(ignoring(['amount', 'empty'])).rejects.toThrow(sentence)
  })
})
