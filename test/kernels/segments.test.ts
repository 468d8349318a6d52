import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { NeighborPlan } from '../../src/kernels/fast-neighbors.ts'
import { fastOutsiders } from '../../src/kernels/fast-outsiders.ts'
import type { Bounds, OutsiderQuestion, Points, Segments } from '../../src/kernels/index.ts'
import { plainNeighbors } from '../../src/kernels/plain-neighbors.ts'
import { plainOutsiders } from '../../src/kernels/plain-outsiders.ts'
import { clearByCover } from '../../src/kernels/segments/clear-by-cover.ts'
import { clearByEnds } from '../../src/kernels/segments/clear-by-ends.ts'
import { coverRows } from '../../src/kernels/segments/cover.ts'
import { measureSegments } from '../../src/kernels/segments/measure-segments.ts'
import { clear, met, open, openMembers } from '../../src/kernels/segments/open-members.ts'
import { clusters, gaussian, integers } from './point-sets.ts'

const plan: NeighborPlan = {
  build: 'simd',
  shared: true,
  threads: 1,
  tree: true,
  leafRows: 16,
  sliceValues: 700,
  scale: 1,
}

interface Grown {
  readonly X: Points
  readonly segments: Segments
  /** Rows that are no interpolation. */
  readonly trueRows: number
}

/**
 * The true rows, then `more` rows between some of them and one of the rows after it in the list; `kept` says how
 * many of the first may be ends, `step` where on its segment row i lies.
 */
function grow(start: Points, more: number, ends: number, step: (index: number) => number): Grown {
  const { columnCount: width, rowCount } = start
  const data = new Float64Array((rowCount + more) * width)
  data.set(start.data)
  const first = new Int32Array(rowCount + more).fill(-1)
  const second = first.slice()
  for (let index = 0; index < more; index++) {
    const row = rowCount + index
    const from = (index * 7919) % ends
    const to = (from + 1 + (index % 3)) % ends
    first[row] = from
    second[row] = to
    for (let column = 0; column < width; column++) {
      const value = data[from * width + column]!
      data[row * width + column] = value + step(index) * (data[to * width + column]! - value)
    }
  }
  return { X: { data, rowCount: rowCount + more, columnCount: width }, segments: { first, second }, trueRows: rowCount }
}

const steps = (index: number): number => ((index * 37) % 101) / 101

const grownSets: Record<string, Grown> = {
  'gaussian, 5 columns': grow(gaussian(260, 5), 500, 90, steps),
  'gaussian, 40 columns': grow(gaussian(200, 40), 400, 60, steps),
  'clusters, 10 columns': grow(clusters(300, 10), 600, 100, steps),
  'integers full of ties': grow(integers(200, 3, 3), 300, 50, (index) => (index % 3) / 2),
  'beyond the ends': grow(gaussian(200, 4), 300, 60, (index) => 2 * steps(index) - 0.5),
  rounded: rounded(grow(gaussian(200, 4), 300, 60, steps)),
  'far from zero': moved(grow(gaussian(200, 6), 400, 60, steps), 1e9),
  'hints that are wrong': wrong(grow(gaussian(260, 5), 500, 90, steps)),
}

function rounded({ X, ...rest }: Grown): Grown {
  return { ...rest, X: { ...X, data: X.data.map((value) => Math.round(value * 4) / 4) } }
}

function moved({ X, ...rest }: Grown, by: number): Grown {
  return { ...rest, X: { ...X, data: X.data.map((value) => value + by) } }
}

/** Every third row is said to lie between rows that it does not lie between; the ends may be of any kind. */
function wrong({ X, trueRows }: Grown): Grown {
  const first = Int32Array.from({ length: X.rowCount }, (_, row) => (row % 3 ? -1 : (row * 5) % X.rowCount))
  return { X, trueRows, segments: { first, second: first.map((row) => (row < 0 ? -1 : (row + 11) % X.rowCount)) } }
}

/** Members are the grown rows and the rows they grew from, or all the others. */
function sides({ X, trueRows }: Grown, ends: number): { grown: Int32Array; rest: Int32Array } {
  const all = Int32Array.from({ length: X.rowCount }, (_, row) => row)
  const isGrown = (row: number): boolean => row >= trueRows || row < ends
  return { grown: all.filter(isGrown), rest: all.filter((row) => !isGrown(row)) }
}

async function expectSame(X: Points, question: OutsiderQuestion): Promise<void> {
  const plain = await plainOutsiders(X, question)
  for (const shared of [true, false]) {
    const fast = await fastOutsiders(X, question, { ...plan, shared }, {})
    expect(fast!.rows).toEqual(plain.rows)
    expect(fast!.distances).toEqual(plain.distances)
  }
}

describe('segments never change an answer', () => {
  test.each(Object.entries(grownSets))('%s', async (_name, grown) => {
    const { X, segments } = grown
    const { grown: own, rest } = sides(grown, 100)
    for (const [fellows, outsiders] of [
      [3, 1],
      [1, 1],
      [2, 3],
    ] as const) {
      await expectSame(X, { members: own, others: rest, fellows, outsiders, segments })
      await expectSame(X, { members: rest, others: own, fellows, outsiders, segments })
      const odd = Int32Array.from(own).filter((row) => row % 2 === 1)
      const even = Int32Array.from(own).filter((row) => row % 2 === 0)
      await expectSame(X, { members: odd, others: even, fellows, outsiders, segments })
    }
  })

  test('whatever the numbers are', async () => {
    const value = fc.oneof(fc.integer({ min: -3, max: 3 }), fc.double({ min: -10, max: 10, noNaN: true }))
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(value, value, value), { minLength: 12, maxLength: 40 }),
        fc.integer({ min: 0, max: 60 }),
        fc.integer({ min: 1, max: 3 }),
        fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 1, maxLength: 7 }),
        async (rows, more, fellows, shares) => {
          const data = Float64Array.from(rows.flat())
          fc.pre(Math.max(...data) - Math.min(...data) > 1e-100)
          const start = { data, rowCount: rows.length, columnCount: 3 }
          const grown = grow(start, more, 5, (index) => shares[index % shares.length]!)
          const { grown: own, rest } = sides(grown, 5)
          const question = { fellows, outsiders: 1, segments: grown.segments }
          await expectSame(grown.X, { members: own, others: rest, ...question })
          await expectSame(grown.X, { members: rest, others: own, ...question })
        },
      ),
      { numRuns: 60 },
    )
  })
})

describe('segments save work', () => {
  const near = gaussian(2000, 12)
  // The grown rows lie in a cloud of their own, beside that of the others.
  const beside = { ...near, data: near.data.map((value, at) => (at < 300 * 12 ? value + 1 : value)) }
  const grown = grow(beside, 2500, 300, steps)
  const { grown: own, rest } = sides(grown, 300)

  /** The reach of each member: just beyond its third nearest fellow. */
  async function reachOf(members: Int32Array): Promise<Bounds> {
    const { columnCount: width } = grown.X
    const rows = members.map((row) => row * width)
    const data = Float64Array.from({ length: rows.length * width }, (_, at) => {
      return grown.X.data[rows[Math.floor(at / width)]! + (at % width)]!
    })
    const near = await plainNeighbors(asPoints(data, width), { ...asPoints(data, width) }, 4)
    return {
      distances: Float64Array.from(members, (_, member) => near.distances[member * 4 + 3]!),
      rows: new Int32Array(members.length).fill(grown.X.rowCount),
    }
  }

  function asPoints(data: Float64Array, columnCount: number): Points {
    return { data, rowCount: data.length / columnCount, columnCount }
  }

  test('members on segments are told to be clear by what is near to the ends', async () => {
    const found = await plainOutsiders(grown.X, { members: own, others: rest, fellows: 3, outsiders: 1 })
    const known = openMembers(own.length)
    const measured = await measureSegments(grown.X, own, grown.segments, {})
    await clearByEnds(grown.X, own, rest, await reachOf(own), measured, known, plan, {})
    const cleared = own.filter((_, member) => known.state[member] === clear)
    expect(cleared.length).toBeGreaterThan(own.length / 2)
    for (const [member, row] of found.rows.entries()) if (row >= 0) expect(known.state[member]).toBe(open)
  })

  test('others on segments are passed over by their ends, or measured one by one', async () => {
    const found = await plainOutsiders(grown.X, { members: rest, others: own, fellows: 3, outsiders: 1 })
    const known = openMembers(rest.length)
    const cover = coverRows(grown.X, own, await measureSegments(grown.X, own, grown.segments, {}))
    expect(cover.pivots.length).toBe(300)
    await clearByCover(grown.X, rest, await reachOf(rest), 1, cover, known, plan, {})
    const counts = [0, 0, 0]
    for (const state of known.state) counts[state]!++
    expect(counts[clear]).toBeGreaterThan(rest.length / 2)
    expect(counts[open]).toBeLessThan(rest.length / 4)
    expect(counts[met]).toBeGreaterThan(0)
    for (const [member, row] of found.rows.entries()) {
      if (row >= 0) expect(known.state[member]).not.toBe(clear)
      if (row >= 0 && known.state[member] === met) expect(known.rows[member]).toBe(row)
    }
  })

  test('rows that are not where they are said to be count as lying on no segment', async () => {
    const { X, segments } = grownSets['rounded']!
    const rows = Int32Array.from({ length: X.rowCount }, (_, row) => row)
    const measured = await measureSegments(X, rows, segments, {})
    const exact = await measureSegments(grown.X, own, grown.segments, {})
    expect(measured.first.filter((row) => row >= 0).length).toBeLessThan(150)
    expect(exact.first.filter((row) => row >= 0).length).toBe(2500)
  })
})
