import { setFlagsFromString } from 'node:v8'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { fastCountCloser, sliceCounts } from '../../src/kernels/count-closer.ts'
import type { NeighborPlan } from '../../src/kernels/fast-neighbors.ts'
import { fastOutsiders } from '../../src/kernels/fast-outsiders.ts'
import { countCloser, nearestOutsiders, type OutsiderQuestion, type Points } from '../../src/kernels/index.ts'
import { plainCountCloser } from '../../src/kernels/plain-count-closer.ts'
import { plainNeighbors } from '../../src/kernels/plain-neighbors.ts'
import { plainOutsiders } from '../../src/kernels/plain-outsiders.ts'
import { answersAborts } from '../answers-aborts.ts'
import { clusters, gaussian, integers, noise, points, scaleOf } from './point-sets.ts'

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
  'tree, three threads': { ...base, threads: 3, leafRows: 16 },
}

const sets: Record<string, Points> = {
  'gaussian, 1 column': gaussian(300, 1),
  'gaussian, 7 columns': gaussian(701, 7),
  'gaussian, 101 columns': gaussian(200, 101),
  'clusters, 10 columns': clusters(900, 10),
  'integers full of ties': integers(500, 3, 3),
  'all rows equal': points(150, 5, () => 3.25),
  'offsets of 1e12': points(400, 4, (_row, column, draw) => 1e12 * column + draw()),
  'two groups 1e12 apart': points(400, 3, (row, _column, draw) => (row % 2) * 1e12 + Math.round(draw() * 100) / 64),
  'one immense value': points(400, 6, (row, column, draw) => (row === 13 && column === 2 ? 1e21 : draw())),
  'tiny numbers': points(300, 3, (_row, _column, draw) => draw() * 1e-100),
}

/** Bounds that often fall on a point exactly: the distance of some neighbor, and a row about its own. */
async function boundsFor(queries: Points, among: Points) {
  const k = Math.min(12, among.rowCount - 1)
  const near = await plainNeighbors(queries, among, k)
  const distances = new Float64Array(queries.rowCount)
  const rows = new Int32Array(queries.rowCount)
  for (let query = 0; query < queries.rowCount; query++) {
    const at = query * k + (query % k)
    distances[query] = query % 17 === 3 ? Number.POSITIVE_INFINITY : query % 19 === 4 ? -1 : near.distances[at]!
    rows[query] = near.indices[at]! + (query % 3) - 1
  }
  return { distances, rows }
}

async function expectSameCounts(queries: Points, among: Points): Promise<void> {
  const bounds = await boundsFor(queries, among)
  const scale = scaleOf(queries, among)
  for (const limit of [1, 3, 1000]) {
    const plain = await plainCountCloser(queries, among, bounds, limit)
    for (const [name, plan] of Object.entries(plans)) {
      const points = { points: among }
      const asking = queries === among ? points : { points: queries }
      expect(await fastCountCloser(asking, points, bounds, limit, { ...plan, scale }, {}), name).toEqual(plain)
      if (queries === among || plan.tree === true) continue
      const sliced = await sliceCounts(asking, points, bounds, limit, { ...plan, scale }, {})
      expect(sliced, `${name}, in slices`).toEqual(plain)
    }
  }
}

function halves(X: Points, share: number): { members: Int32Array; others: Int32Array } {
  const rows = Int32Array.from({ length: X.rowCount }, (_, row) => row)
  const isMember = (row: number) => (row * 7919) % 100 < share
  return { members: rows.filter(isMember), others: rows.filter((row) => !isMember(row)) }
}

async function expectSameOutsiders(X: Points, question: OutsiderQuestion): Promise<void> {
  const plain = await plainOutsiders(X, question)
  for (const [name, plan] of Object.entries(plans)) {
    const fast = await fastOutsiders(X, question, { ...plan, scale: scaleOf(X) }, {})
    expect(fast!.rows, name).toEqual(plain.rows)
    expect(fast!.distances, name).toEqual(plain.distances)
    expectProof(X, question, fast!)
  }
}

/** Within each reach lie enough fellows and too few outsiders. */
function expectProof(X: Points, question: OutsiderQuestion, found: Awaited<ReturnType<typeof plainOutsiders>>): void {
  const { members, others, fellows, outsiders } = question
  for (const [index, member] of members.entries()) {
    if (found.rows[index]! >= 0) continue
    const within = (row: number): boolean => {
      const distance = squared(X, member, row)
      const bound = found.reach.distances[index]!
      return row !== member && (distance < bound || (distance === bound && row < found.reach.rows[index]!))
    }
    const own = members.filter(within).length
    // With too few outsiders in all, there need not be enough fellows.
    if (others.length >= outsiders) expect(own).toBeGreaterThanOrEqual(fellows)
    expect(others.filter(within).length).toBeLessThan(outsiders)
  }
}

describe('countCloser: every way gives what the plain twin gives', () => {
  test.each(Object.entries(sets))('%s', async (_name, X) => {
    await expectSameCounts(X, X)
  })

  test('queries that are other rows', async () => {
    await expectSameCounts(gaussian(150, 7, 'queries'), gaussian(400, 7))
    await expectSameCounts(integers(90, 3, 3), integers(77, 3, 4))
  })

  test('the plain twin counts by distance, then by row', async () => {
    const X = integers(80, 2, 3)
    const bounds = await boundsFor(X, X)
    const expected = Array.from({ length: 80 }, (_, query) => {
      const bound = bounds.distances[query]!
      const closer = Array.from({ length: 80 }, (_, row) => row).filter((row) => {
        const distance = squared(X, query, row)
        return row !== query && (distance < bound || (distance === bound && row < bounds.rows[query]!))
      })
      return Math.min(9, closer.length)
    })
    expect([...(await plainCountCloser(X, X, bounds, 9))]).toEqual(expected)
  })
})

describe('countCloser', () => {
  test('answers the same through whichever way it chooses, and with any number of workers', async () => {
    const X = clusters(9000, 12)
    const bounds = { distances: new Float64Array(9000).fill(9), rows: new Int32Array(9000).fill(4000) }
    const plain = await plainCountCloser(X, X, bounds, 4)
    expect(new Set(plain).size).toBeGreaterThan(3)
    expect(await countCloser(X, X, bounds, 4)).toEqual(plain)
    expect(await countCloser(X, X, bounds, 4, { workers: 1 })).toEqual(plain)
  })

  test('refuses what does not fit', async () => {
    const X = points(10, 2, noise)
    const bounds = { distances: new Float64Array(10), rows: new Int32Array(10) }
    await expect(countCloser(X, points(3, 3, noise), bounds, 1)).rejects.toThrow(/2 columns and the points 3/)
    await expect(countCloser(points(3, 2, noise), X, bounds, 1)).rejects.toThrow(/3 queries need as many bounds/)
    await expect(countCloser(X, X, bounds, 0)).rejects.toThrow(/whole number ≥ 1/)
    const broken = points(10, 2, noise)
    broken.data[7] = Number.NaN
    await expect(countCloser(broken, X, bounds, 1)).rejects.toThrow(/row 3, column 1 is missing/)
  })

  test('stops within 100 ms', async () => {
    const X = gaussian(60_000, 30)
    const bounds = { distances: new Float64Array(60_000).fill(20), rows: new Int32Array(60_000) }
    await answersAborts([5, 400], (signal) => countCloser(X, X, bounds, 50, { signal }))
  })
})

describe('nearestOutsiders: every way gives what the plain twin gives', () => {
  test.each(Object.entries(sets))('%s', async (_name, X) => {
    for (const [share, fellows, outsiders] of [
      [50, 1, 1],
      [80, 3, 1],
      [20, 2, 2],
      [97, 2, 5],
    ] as const) {
      await expectSameOutsiders(X, { ...halves(X, share), fellows, outsiders })
    }
  })

  test('whatever the numbers are', async () => {
    const value = fc.oneof(fc.integer({ min: -3, max: 3 }), fc.double({ min: -10, max: 10, noNaN: true }))
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(value, value, fc.boolean()), { minLength: 3, maxLength: 80 }),
        fc.integer({ min: 1, max: 4 }),
        fc.integer({ min: 1, max: 4 }),
        async (rows, fellows, outsiders) => {
          const data = Float64Array.from(rows.flat())
          fc.pre(Math.max(...data) - Math.min(...data) > 1e-100)
          const X = { data, rowCount: rows.length, columnCount: 2 }
          const all = Int32Array.from(rows.keys())
          const members = all.filter((row) => rows[row]![2])
          const others = all.filter((row) => !rows[row]![2])
          fc.pre(members.length > 0 && others.length > 0)
          await expectSameOutsiders(X, { members, others, fellows, outsiders })
        },
      ),
      { numRuns: 60 },
    )
  })

  test('the plain twin: an outsider is nearest where the nearest neighbor is one', async () => {
    const X = integers(300, 3, 4)
    const { members, others } = halves(X, 60)
    const nearest = await plainNeighbors(X, X, 1)
    const { rows, distances } = await plainOutsiders(X, { members, others, fellows: 1, outsiders: 1 })
    for (const [index, member] of members.entries()) {
      const other = nearest.indices[member]!
      expect(rows[index]).toBe(others.includes(other) ? other : -1)
      expect(distances[index]).toBe(others.includes(other) ? nearest.distances[member] : Number.POSITIVE_INFINITY)
    }
  })
})

describe('nearestOutsiders', () => {
  test('answers the same through whichever way it chooses, and with any number of workers', async () => {
    const X = clusters(6000, 12)
    const question = { ...halves(X, 90), fellows: 3, outsiders: 1 }
    const plain = await plainOutsiders(X, question)
    expect(plain.rows.some((row) => row >= 0) && plain.rows.some((row) => row < 0)).toBe(true)
    for (const workers of [undefined, 1, 3]) {
      const { rows, distances } = await nearestOutsiders(X, question, { workers })
      expect(rows).toEqual(plain.rows)
      expect(distances).toEqual(plain.distances)
    }
  })

  test('knows sets without rows and without enough', async () => {
    const X = gaussian(5, 2)
    const none = new Int32Array(0)
    const all = Int32Array.from([0, 1, 2, 3, 4])
    const one = { fellows: 1, outsiders: 1 }
    expect((await nearestOutsiders(X, { members: none, others: all, ...one })).rows.length).toBe(0)
    expect([...(await nearestOutsiders(X, { members: all, others: none, ...one })).rows]).toEqual([-1, -1, -1, -1, -1])
    const lone = { members: all.subarray(0, 1), others: all.subarray(1), fellows: 1, outsiders: 4 }
    expect((await nearestOutsiders(X, lone)).rows[0]).toBeGreaterThan(0)
    await expect(nearestOutsiders(X, { ...lone, fellows: 0 })).rejects.toThrow(/`fellows` must be a whole number ≥ 1/)
  })

  test('stops within 100 ms', async () => {
    const X = gaussian(60_000, 30)
    const question = { ...halves(X, 50), fellows: 3, outsiders: 1 }
    await answersAborts([5, 400], (signal) => nearestOutsiders(X, question, { signal }))
  })
})

function squared(X: Points, a: number, b: number): number {
  let sum = 0
  for (let j = 0; j < X.columnCount; j++) {
    sum += (X.data[a * X.columnCount + j]! - X.data[b * X.columnCount + j]!) ** 2
  }
  return sum
}
