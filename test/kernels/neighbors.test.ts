import { setFlagsFromString } from 'node:v8'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { fastNeighbors, type NeighborPlan } from '../../src/kernels/fast-neighbors.ts'
import { nearestNeighbors, nearestNeighborsBetween, type Points } from '../../src/kernels/index.ts'
import { sliceLists } from '../../src/kernels/nearest-neighbors.ts'
import { plainNeighbors } from '../../src/kernels/plain-neighbors.ts'
import { slicePoints } from '../../src/kernels/slice-points.ts'
import { clusters, gaussian, integers, noise, points, scaleOf } from './point-sets.ts'

// Node 20 knows relaxed SIMD only behind a flag; with it both builds are tested everywhere.
setFlagsFromString('--experimental-wasm-relaxed-simd')

const base: NeighborPlan = {
  build: 'simd',
  shared: true,
  threads: 1,
  tree: true,
  leafRows: 64,
  sliceValues: 700,
  scale: 1,
}
const plans: Record<string, NeighborPlan> = {
  'tree, small leaves': { ...base, leafRows: 8 },
  'tree, relaxed SIMD': { ...base, build: 'relaxed-simd' },
  'brute, unshared memory': { ...base, shared: false, tree: false },
  'brute, relaxed SIMD, unshared memory': { ...base, build: 'relaxed-simd', shared: false, tree: false },
  'tree, three threads': { ...base, threads: 3, leafRows: 16 },
  'tree of the points alone': { ...base, tree: 'points', leafRows: 16 },
}

async function expectAllEqual(queries: Points, among: Points, k: number): Promise<void> {
  const plain = await plainNeighbors(queries, among, k)
  const scale = scaleOf(queries, among)
  for (const [name, plan] of Object.entries(plans)) {
    const fast = await fastNeighbors(queries, among, k, { ...plan, scale }, {})
    expect(fast, name).toBeDefined()
    expect(fast!.indices, name).toEqual(plain.indices)
    expect(fast!.distances, name).toEqual(plain.distances)
    if (queries === among || plan.tree === true) continue
    const sets = [{ points: queries }, { points: among }] as const
    expect(await sliceLists(...sets, k, { ...plan, scale }, {}), `${name}, queries in slices`).toEqual(plain)
    expect(await slicePoints(...sets, k, { ...plan, scale }, {}), `${name}, points in slices`).toEqual(plain)
  }
}

function firstRows({ data, columnCount }: Points, rowCount: number): Points {
  return { data: data.subarray(0, rowCount * columnCount), rowCount, columnCount }
}

describe('every way to search gives what the plain twin gives', () => {
  const sets: Record<string, Points> = {
    'gaussian, 1 column': gaussian(300, 1),
    'gaussian, 2 columns': gaussian(700, 2),
    'gaussian, 3 columns': gaussian(301, 3),
    'gaussian, 30 columns': gaussian(500, 30),
    'gaussian, 101 columns': gaussian(300, 101),
    'gaussian, 200 columns': gaussian(200, 200),
    'clusters, 10 columns': clusters(900, 10),
    'integers full of ties': integers(600, 4, 3),
    'one-hot': points(400, 8, (row, column) => ((row * 7) % 8 === column ? 1 : 0)),
    'all rows equal': points(200, 5, () => 3.25),
    'columns of very different scale': points(400, 5, (_row, column, draw) => draw() * 10 ** (column * 4 - 8)),
    'offsets of 1e12': points(400, 4, (_row, column, draw) => 1e12 * column + draw()),
    'two groups 1e12 apart': points(400, 3, (row, _column, draw) => (row % 2) * 1e12 + Math.round(draw() * 100) / 64),
    'a constant column at 1e140': points(300, 3, (_row, column, draw) => (column === 1 ? 1e140 : draw())),
    'a few far outliers': points(500, 6, (row, _column, draw) => draw() * (row % 97 === 0 ? 1e9 : 1)),
    'one immense value': points(500, 6, (row, column, draw) => (row === 13 && column === 2 ? 1e21 : draw())),
    'heavy tails': points(500, 6, (_row, _column, draw) => (draw() * 4) ** 15),
    'tiny numbers': points(300, 3, (_row, _column, draw) => draw() * 1e-100),
    'subnormal beside ordinary': points(300, 3, (_row, column, draw) => draw() * (column === 0 ? 1 : 1e-310)),
    'squares that vanish': points(500, 2, (row, column, draw) => (column === 0 ? (row % 2) * 1e-100 : draw() * 1e-168)),
    'great numbers': points(300, 3, (_row, _column, draw) => draw() * 1e140),
  }
  for (const [name, X] of Object.entries(sets)) {
    test(name, async () => {
      for (const k of [1, 5, 17]) await expectAllEqual(X, X, k)
      for (const k of [1, 5]) {
        await expectAllEqual(firstRows(X, 50), { ...X }, k)
        await expectAllEqual({ ...X }, firstRows(X, 60), k)
      }
    })
  }

  test('every possible k', async () => {
    const X = gaussian(23, 3)
    for (let k = 1; k < 23; k++) await expectAllEqual(X, X, k)
    await expectAllEqual(integers(150, 2, 5), integers(150, 2, 5), 149)
  })

  test('every small number of rows', async () => {
    for (let rows = 2; rows < 40; rows++) await expectAllEqual(gaussian(rows, 3), gaussian(rows, 3), 1)
  })

  test('queries that are other rows', async () => {
    await expectAllEqual(gaussian(150, 7, 'queries'), gaussian(400, 7), 6)
    await expectAllEqual(
      points(90, 4, (_r, _c, draw) => draw() * 1e6),
      clusters(333, 4),
      3,
    )
    await expectAllEqual(integers(1, 3, 4), integers(77, 3, 4), 77)
  })

  test('whatever the numbers are', async () => {
    const value = fc.oneof(
      fc.integer({ min: -3, max: 3 }),
      fc.double({ min: -10, max: 10, noNaN: true }),
      fc.constantFrom(0, -0, 1e-200, 1e12, 1e12 + 1, -1e15, 1e-30),
    )
    await fc.assert(
      fc.asyncProperty(
        fc
          .integer({ min: 1, max: 9 })
          .chain((columns) =>
            fc.tuple(
              fc.array(fc.array(value, { minLength: columns, maxLength: columns }), { minLength: 2, maxLength: 60 }),
              fc.array(fc.array(value, { minLength: columns, maxLength: columns }), { minLength: 1, maxLength: 20 }),
            ),
          ),
        fc.nat(),
        async ([rows, others], seed) => {
          const columnCount = rows[0]!.length
          const X = { data: Float64Array.from(rows.flat()), rowCount: rows.length, columnCount }
          const Q = { data: Float64Array.from(others.flat()), rowCount: others.length, columnCount }
          const widths = (P: Points, Y: Points) =>
            Array.from({ length: columnCount }, (_, column) => {
              const values = [...P.data, ...Y.data].filter((_, i) => i % columnCount === column)
              return Math.max(...values) - Math.min(...values)
            })
          // Too narrow to be scaled: the public function falls back to the plain twin.
          const widest = Math.max(...widths(X, Q))
          fc.pre(widest === 0 || widest > 1e-100)
          fc.pre(Math.max(...widths(X, X)) === 0 || Math.max(...widths(X, X)) > 1e-100)
          await expectAllEqual(X, X, 1 + (seed % (rows.length - 1)))
          await expectAllEqual(Q, X, 1 + (seed % rows.length))
        },
      ),
      { numRuns: 60 },
    )
  })
})

describe('the plain twin', () => {
  test('sorts by distance, then by index', async () => {
    const X = integers(120, 3, 3)
    const { indices, distances } = await plainNeighbors(X, X, 10)
    for (let row = 0; row < 120; row++) {
      const expected = Array.from({ length: 120 }, (_, other) => ({ other, distance: squared(X, row, other) }))
        .filter(({ other }) => other !== row)
        .sort((a, b) => a.distance - b.distance || a.other - b.other)
        .slice(0, 10)
      expect([...indices.subarray(row * 10, row * 10 + 10)]).toEqual(expected.map(({ other }) => other))
      expect([...distances.subarray(row * 10, row * 10 + 10)]).toEqual(expected.map(({ distance }) => distance))
    }
  })
})

describe('nearestNeighbors', () => {
  test('answers the same through whichever way it chooses', async () => {
    for (const [rows, columns] of [
      [40, 3],
      [1500, 6],
      [2500, 60],
    ] as const) {
      const X = clusters(rows, columns)
      const plain = await plainNeighbors(X, X, 4)
      expect(await nearestNeighbors(X, 4)).toEqual(plain)
    }
  })

  test('1, 2 and 4 workers agree', async () => {
    const X = clusters(12_000, 12)
    const one = await nearestNeighbors(X, 5, { workers: 1 })
    expect(await nearestNeighbors(X, 5, { workers: 2 })).toEqual(one)
    expect(await nearestNeighbors(X, 5, { workers: 4 })).toEqual(one)
  })

  test('leaves its input as it was', async () => {
    const X = clusters(1500, 6)
    const before = X.data.slice()
    await nearestNeighbors(X, 3)
    expect(X.data).toEqual(before)
  })

  test('falls back where nothing can be scaled', async () => {
    for (const size of [1e200, 1e-200, 1e308]) {
      const X = points(400, 10, (_row, _column, draw) => Math.sin(draw()) * size)
      expect(await nearestNeighbors(X, 3)).toEqual(await plainNeighbors(X, X, 3))
    }
  })

  test('knows the smallest cases', async () => {
    expect((await nearestNeighbors(points(1, 2, noise), 0)).indices.length).toBe(0)
    expect((await nearestNeighbors(points(0, 2, noise), 0)).indices.length).toBe(0)
    expect([...(await nearestNeighbors(points(2, 2, noise), 1)).indices]).toEqual([1, 0])
    expect([...(await nearestNeighbors(points(3, 0, noise), 1)).indices]).toEqual([1, 0, 0])
  })

  test('some rows of a set are as if copied out, wherever they stand', async () => {
    const X = clusters(3000, 30)
    const rows = Int32Array.from({ length: 1300 }, (_, index) => (index * 1237) % 3000)
    const copied = points(1300, 30, (row, column) => X.data[rows[row]! * 30 + column]!)
    const few = gaussian(40, 30)
    for (const [queries, among] of [
      [few, 'some'],
      ['some', few],
      ['some', X],
    ] as const) {
      const rowSet = { points: X, rows }
      const found = await nearestNeighborsBetween(
        queries === 'some' ? rowSet : queries,
        among === 'some' ? rowSet : among,
        5,
      )
      expect(found).toEqual(
        await plainNeighbors(queries === 'some' ? copied : queries, among === 'some' ? copied : among, 5),
      )
    }
  })

  test('a query among the points finds itself first, also as the same object', async () => {
    const X = gaussian(1200, 5)
    const { indices } = await nearestNeighborsBetween(X, X, 1)
    expect([...indices]).toEqual(Array.from({ length: 1200 }, (_, row) => row))
  })

  test.each([
    [Number.NaN, /row 3, column 1 is missing/],
    [Number.POSITIVE_INFINITY, /row 3, column 1 is infinite/],
    [Number.NEGATIVE_INFINITY, /row 3, column 1 is infinite/],
  ])('refuses %s', async (value, message) => {
    const X = points(10, 2, noise)
    X.data[7] = value
    await expect(nearestNeighbors(X, 2)).rejects.toThrow(message)
    await expect(nearestNeighborsBetween(points(3, 2, noise), X, 2)).rejects.toThrow(message)
    await expect(nearestNeighborsBetween(X, points(3, 2, noise), 2)).rejects.toThrow(message)
  })

  test('refuses more neighbors than there are, a broken k and shapes that do not fit', async () => {
    const X = points(10, 2, noise)
    await expect(nearestNeighbors(X, 10)).rejects.toThrow(/only 9/)
    await expect(nearestNeighborsBetween(X, X, 11)).rejects.toThrow(/only 10/)
    await expect(nearestNeighbors(X, 1.5)).rejects.toThrow(/whole number/)
    await expect(nearestNeighbors({ ...X, rowCount: 9 }, 1)).rejects.toThrow(/do not fill/)
    await expect(nearestNeighborsBetween(X, points(3, 3, noise), 1)).rejects.toThrow(/2 columns and the points 3/)
  })
})

function squared(X: Points, a: number, b: number): number {
  let sum = 0
  for (let j = 0; j < X.columnCount; j++) {
    sum += (X.data[a * X.columnCount + j]! - X.data[b * X.columnCount + j]!) ** 2
  }
  return sum
}
