import { describe, expect, test } from 'vitest'
import { random } from '../../src/core/index.ts'
import { boundedRounds } from '../../src/kernels/clusters/bounded-rounds.ts'
import { chooseMovers } from '../../src/kernels/clusters/choose-movers.ts'
import { goRounds } from '../../src/kernels/clusters/lloyd.ts'
import { plainRounds } from '../../src/kernels/clusters/plain-rounds.ts'
import { hasSimd, type Points } from '../../src/kernels/index.ts'

type Made = { readonly points: Points; readonly start: Points; readonly rounds?: number }

function made(columnCount: number, centers: number, data: Float64Array, rounds?: number): Made {
  const points = { data, columnCount, rowCount: data.length / columnCount }
  const start = { data: data.slice(0, centers * columnCount), columnCount, rowCount: centers }
  return { points, start, ...(rounds ? { rounds } : {}) }
}

function gaussian(
  rows: number,
  columns: number,
  centers: number,
  seed: number,
  of = (value: number, _at: number) => value,
) {
  return made(
    columns,
    centers,
    random(seed)
      .randn(rows * columns)
      .map(of),
  )
}

/** Multiples of a step: many equal rows, many centers equally near, and sums that are rounded one way or the other. */
function lattice(rows: number, columns: number, centers: number, seed: number, levels: number, step: number) {
  return made(
    columns,
    centers,
    Float64Array.from(random(seed).randint(0, levels, rows * columns), (level) => level * step),
  )
}

/** The same from all rounds, and from those that stop early: the bounds are looked at in every state. */
async function expectEqual({ points, start, rounds = 60 }: Made): Promise<number> {
  const magnitude = points.data.reduce((most, value) => Math.max(most, Math.abs(value)), 0)
  const bounded = await boundedRounds(points, magnitude, start.rowCount, {})
  if (!bounded) throw new Error('The rounds were not bounded.')
  const plain = await goRounds(plainRounds(points, {}), points, start, rounds, 0)
  const found = await goRounds(bounded, points, start, rounds, 0)
  bounded.close()
  expect(found).toEqual(plain)
  return found.iterations
}

describe.runIf(hasSimd())('bounds change no bit of what comparing every row with every center gives', () => {
  test.each([
    [2000, 2, 90],
    [900, 7, 60],
    [700, 33, 40],
    [1200, 20, 300],
    [4000, 5, 17],
    [6000, 9, 8],
    [20_000, 16, 2],
    [5000, 64, 1],
  ])('%i gaussian rows of %i columns, %i centers', async (rows, columns, centers) => {
    for (let seed = 0; seed < 3; seed++) await expectEqual(gaussian(rows, columns, centers, seed))
  })

  test.each([
    ['far from zero', (value: number) => value + 1e9],
    ['immense', (value: number) => value * 2 ** 490],
    ['minute', (value: number) => value * 2 ** -395],
    ['uneven columns', (value: number, at: number) => value * 10 ** ((at % 6) * 2)],
    ['some far away', (value: number, at: number) => (at % 997 === 0 ? value * 1e7 : value)],
    ['some beyond whole numbers', (value: number, at: number) => (at === 5000 ? 1e13 : value)],
    ['lost to float64', (value: number, at: number) => (at === 5000 ? 1 : value * 2 ** -540)],
  ])('numbers %s', async (_, of) => {
    for (const columns of [3, 6, 10]) await expectEqual(gaussian(2400, columns, 60, columns, of))
  })

  test.each([
    [1, 300, 1500],
    [1, 70, 100],
    [2, 200, 40],
    [2, 60, 12],
    [3, 150, 9],
    [7, 120, 3],
    [10, 90, 2],
  ])('ties in %i columns: %i centers, %i levels', async (columns, centers, levels) => {
    for (const step of [1, 0.1, 1 / 3]) {
      for (let seed = 0; seed < 3; seed++) await expectEqual(lattice(4000, columns, centers, seed, levels, step))
    }
  })

  test('fewer distinct rows than centers', async () => {
    await expectEqual(lattice(5000, 2, 80, 1, 6, 0.1))
  })

  test('a middle in the midst of two far clouds of many centers', async () => {
    await expectEqual(gaussian(3000, 12, 120, 4, (value, at) => value + (Math.floor(at / 12) % 2 ? 3e4 : -3e4)))
  })
})

test('movers are those that went farthest, as many as cost least', () => {
  const drifts = Float64Array.from({ length: 500 }, (_, center) => (center % 100 === 7 ? 5 + center / 1000 : 0.01))
  const chosen = chooseMovers(drifts, 100)
  expect(Array.from(chosen.movers)).toEqual([7, 107, 207, 307, 407])
  expect([chosen.greatest, chosen.rest]).toEqual([5.407, 0.01])
  // Where a comparison with all costs little, every ring shrinks.
  expect(chooseMovers(drifts, 1)).toEqual({ movers: new Int32Array(0), greatest: 5.407, rest: 5.407 })
  expect(chooseMovers(drifts, 1e9).movers.length).toBe(500)
  expect(chooseMovers(new Float64Array(3), 100).movers.length).toBe(0)
})
