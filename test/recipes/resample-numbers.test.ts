import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { random } from '../../src/core/index.ts'
import { resampleNumbersFile } from '../../src/recipes/index.ts'
import { relevanceFrom } from '../../src/sampling/index.ts'
import { type Cell, readCsv, workFolder } from './data.ts'

const { path: folder, file } = workFolder()
const out = join(folder, 'out.csv')

/** Prices that a size foretells, a tenth of them far above the others, beside a date, a yes and no and a kind. */
function houses(count: number): Record<string, Cell>[] {
  const noise = random('houses').randn(count * 2)
  return Array.from({ length: count }, (_, row) => {
    const dear = row % 10 === 0
    return {
      size: Math.round(100 + 20 * noise[row * 2]! + (dear ? 80 : 0)),
      sold: `2024-03-${String(1 + (row % 28)).padStart(2, '0')} 10:00:${String(row % 60).padStart(2, '0')}`,
      garden: row % 3 === 0,
      kind: row % 2 === 0 ? 'house' : 'flat',
      price: Math.round(200 + 15 * noise[row * 2 + 1]! + (dear ? 150 + (row % 70) : 0)),
    }
  })
}

const rows = houses(200)
const input = file(rows)
const base = { target: 'price', ignore: ['kind'] }

describe.each(['smoter', 'smogn'] as const)('%s of a file', (method) => {
  it('keeps rows, columns and their types, and says where new rows come from', async () => {
    const done = await resampleNumbersFile(input, out, { ...base, method })
    const written = readCsv(out)
    expect(Object.keys(written[0]!)).toEqual([
      ...['size', 'sold', 'garden', 'kind', 'price'],
      ...['source_row', 'parents', 'method'],
    ])
    expect(written).toHaveLength(done.rows.after)
    const made = written.filter((row) => row['source_row'] === '')
    expect(made).toHaveLength(done.rows.synthetic)
    expect(made.length).toBeGreaterThan(20)
    for (const row of made) {
      expect(row['size']).toMatch(/^\d+$/)
      expect(row['price']).toMatch(/^\d+$/)
      expect(row['sold']).toMatch(/^2024-03-\d\d \d\d:\d\d:\d\d$/)
      expect(row['garden']).toMatch(/^(true|false)$/)
      expect(row['kind']).toBe('')
      expect(row['method']).toBe(method)
      const prices = row['parents']!.split(' ').map((parent) => Number(rows[Number(parent) - 1]!['price']))
      if (method === 'smoter') {
        expect(Number(row['price'])).toBeGreaterThanOrEqual(Math.min(...prices))
        expect(Number(row['price'])).toBeLessThanOrEqual(Math.max(...prices))
      }
    }
    for (const row of written) {
      if (row['source_row'] === '') continue
      const source = rows[Number(row['source_row']) - 1]!
      expect(row['price']).toBe(String(source['price']))
      expect(row['sold']).toBe(String(source['sold']))
    }
  })

  it('counts the written rows of every stretch, and their relevance', async () => {
    const { rows: counts, target, diagnosis } = await resampleNumbersFile(input, out, { ...base, method })
    const prices = readCsv(out).map((row) => Number(row['price']))
    const { stretches, relevance, threshold, column } = target
    expect([column, threshold]).toEqual(['price', 0.8])
    const dear = stretches.at(-1)!
    expect(dear.rare).toBe(true)
    expect(stretches.reduce((sum, one) => sum + one.before, 0)).toBe(counts.before)
    expect(stretches.reduce((sum, one) => sum + one.after, 0)).toBe(counts.after)
    expect(dear.before).toBe(rows.filter(({ price }) => Number(price) >= dear.from).length)
    const relevanceOf = relevanceFrom(target.controlPoints)
    expect(dear.after).toBe(prices.filter((price) => price > 210 && relevanceOf(price) >= 0.8).length)
    const mean = prices.reduce((sum, price) => sum + relevanceOf(price), 0) / prices.length
    expect(relevance.after).toBeCloseTo(mean, 12)
    expect(dear.after).toBeGreaterThan(2 * dear.before)
    expect(relevance.after).toBeGreaterThan(relevance.before)
    const grown = diagnosis!.classes.find(({ synthetic }) => synthetic > 20)!
    expect(grown).toMatchObject({ class: `${dear.from} to ${dear.to}`, before: dear.before, after: dear.after })
  })
})

it('goes on with the result in a chain, and takes what matters from control points', async () => {
  const controlPoints = [
    { value: 200, relevance: 0 },
    { value: 320, relevance: 1 },
  ]
  const done = await resampleNumbersFile(input, out, {
    ...base,
    method: 'smoter',
    sampler: { controlPoints, threshold: 0.5, kNeighbors: 3 },
    next: [{ method: 'smogn', sampler: { controlPoints, threshold: 0.9, kNeighbors: 3 } }],
  })
  expect(done.target.controlPoints).toEqual(controlPoints)
  expect(done.steps.map(({ method }) => method)).toEqual(['smoter', 'smogn'])
  expect(done.steps[1]!.before).toBe(done.steps[0]!.after)
  expect(done.target.stretches.map(({ rare }) => rare)).toEqual([false, true])
  expect(readCsv(out).length).toBe(done.steps[1]!.after)
})

it('leaves out rows without a target where asked to, and keeps the numbers of the others', async () => {
  const holes = file(rows.map((row, at) => (at % 50 === 3 ? { ...row, price: null } : row)))
  await expect(resampleNumbersFile(holes, out, { ...base, method: 'smoter' })).rejects.toThrow(
    /target column "price" has no value in 4 of 200 rows\. Fill them in, or leave those rows out with `dropMissingTarget`/,
  )
  const done = await resampleNumbersFile(holes, out, { ...base, method: 'smoter', dropMissingTarget: true })
  expect(done.rows.before).toBe(196)
  for (const row of readCsv(out)) {
    if (row['source_row'] !== '') expect(row['price']).toBe(String(rows[Number(row['source_row']) - 1]!['price']))
  }
})

it('refuses an infinite target, and says where it is', async () => {
  const odd = file(rows.map((row, at) => (at === 41 ? { ...row, price: 'inf' } : row)))
  await expect(resampleNumbersFile(odd, out, { ...base, method: 'smoter' })).rejects.toThrow(
    /target column "price" is infinite in row 42\. Replace such values, or leave out their rows\./,
  )
})

describe('refuses in one sentence', () => {
  it.each([
    [
      { target: 'kind', method: 'smoter' },
      /target column "kind" holds words, and `smoter` rebalances by a number\. Name/,
    ],
    [{ target: 'sold', method: 'smogn' }, /target column "sold" holds dates, and `smogn`/],
    [{ target: 'garden', method: 'smoter' }, /target column "garden" holds true and false/],
    [
      { target: 'price', method: 'smoter' },
      /column "kind" holds categories, on which `smoter` measures no distance\. Leave/,
    ],
    [{ target: 'cost', method: 'smoter' }, /no column "cost"/],
    [{ ...base, method: 'smoter', sampler: { kNeighbors: 0 } }, /smoter: `kNeighbors` must be at least 1/],
    [{ ...base, method: 'smote' }, /`method` must be one of "smoter", "smogn"/],
  ])('%j', async (options, sentence) => {
    await expect(resampleNumbersFile(input, out, options as never)).rejects.toThrow(sentence)
  })
})
