import { describe, expect, test } from 'vitest'
import { fastNeighbors } from '../../src/kernels/fast-neighbors.ts'
import type { Points } from '../../src/kernels/index.ts'
import { plainNeighbors } from '../../src/kernels/plain-neighbors.ts'
import { clusters, gaussian, integers, points, scaleOf } from './point-sets.ts'

async function expectEqual(queries: Points, among: Points): Promise<void> {
  for (const k of [1, 6]) {
    const plain = await plainNeighbors(queries, among, k)
    for (const leafRows of [8, 64]) {
      const plan = {
        build: 'simd',
        shared: false,
        threads: 1,
        tree: true,
        leafRows,
        sliceValues: 700,
        scale: scaleOf(queries, among),
      } as const
      const fast = await fastNeighbors(queries, among, k, plan, {})
      expect(fast!.indices).toEqual(plain.indices)
      expect(fast!.distances).toEqual(plain.distances)
    }
  }
}

function scaled({ data, ...shape }: Points, factor: number, offset = 0): Points {
  return { ...shape, data: data.map((value) => value * factor + offset) }
}

describe('leaves of six columns and more, in whole numbers, give what the plain twin gives', () => {
  const sets: Record<string, Points> = {
    'integers full of ties': integers(600, 7, 3),
    'all rows equal': points(200, 9, () => 3.25),
    'pairs of equal rows': points(400, 7, (row, column) => Math.sin((row >> 1) * 7 + column)),
    'columns of very different scale': points(400, 6, (_row, column, draw) => draw() * 10 ** (column * 4 - 8)),
    'offsets of 1e12': points(400, 6, (_row, column, draw) => 1e12 * column + draw()),
    'two groups 1e12 apart': points(400, 7, (row, _column, draw) => (row % 2) * 1e12 + Math.round(draw() * 100) / 64),
    'tight groups far apart': points(400, 8, (row, _column, draw) => (row % 5) * 1000 + draw() * 1e-9),
    'a leaf of equal rows beside others': points(400, 8, (row, _column, draw) => (row < 100 ? 1e4 : draw())),
    'tiny numbers': points(300, 6, (_row, _column, draw) => draw() * 1e-100),
    'subnormal beside ordinary': points(300, 6, (_row, column, draw) => draw() * (column === 0 ? 1 : 1e-310)),
    'squares that vanish': points(500, 6, (row, column, draw) => (column === 0 ? (row % 2) * 1e-100 : draw() * 1e-168)),
    'great numbers': points(300, 11, (_row, _column, draw) => draw() * 1e140),
  }
  for (const [name, X] of Object.entries(sets)) test(name, () => expectEqual(X, X))

  for (const factor of [1e-12, 1e-3, 3, 1e3, 1e6, 1e9, 1e12, 1e15]) {
    test(`queries ${factor} times as far from the middle as the points`, async () => {
      await expectEqual(scaled(gaussian(90, 7, 'queries'), factor), gaussian(400, 7))
      await expectEqual(scaled(gaussian(90, 20, 'queries'), 1, factor), clusters(400, 20))
    })
  }
})
