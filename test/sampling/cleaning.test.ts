import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { labelsFromCodes, matrix } from '../../src/core/index.ts'
import {
  allKnn,
  editedNearestNeighbours,
  neighbourhoodCleaningRule,
  repeatedEditedNearestNeighbours,
  smoteEnn,
  tomekLinks,
} from '../../src/sampling/index.ts'

type Data = ReturnType<typeof dataOf>

/** Rows of up to three columns, some cells on a grid so that distances tie, and two to four classes. */
const dataSets = fc
  .integer({ min: 1, max: 3 })
  .chain((width) =>
    fc.tuple(
      fc.constant(width),
      fc.array(fc.tuple(fc.integer({ min: 0, max: 3 }), fc.array(cell(), { minLength: width, maxLength: width })), {
        minLength: 12,
        maxLength: 60,
      }),
    ),
  )
  .filter(([, rows]) => new Set(rows.map(([code]) => code)).size > 1)
  .map(([width, rows]) => dataOf(width, rows))

function cell() {
  return fc.oneof(fc.integer({ min: -2, max: 2 }), fc.double({ min: -2, max: 2, noNaN: true }))
}

function dataOf(width: number, rows: readonly (readonly [number, readonly number[]])[]) {
  const X = matrix(Float64Array.from(rows.flatMap(([, cells]) => cells)), width)
  const y = labelsFromCodes(
    Int32Array.from(rows, ([code]) => code),
    ['a', 'b', 'c', 'd'],
  )
  return { X, y }
}

/** One pass of editing, all pairs: which of the rows are wrong. */
function wrongRows({ X, y }: Data, left: readonly number[], targeted: readonly number[], k: number, mode: boolean) {
  return left.filter((row) => {
    if (!targeted.includes(y.codes[row]!)) return false
    const near = left
      .filter((other) => other !== row)
      .sort((a, b) => squared(X, row, a) - squared(X, row, b) || a - b)
      .slice(0, k)
    const own = near.filter((other) => y.codes[other] === y.codes[row]).length
    if (!mode) return own < k
    return [0, 1, 2, 3].some((code) => {
      const votes = near.filter((other) => y.codes[other] === code).length
      return votes > own || (votes === own && code < y.codes[row]!)
    })
  })
}

function byClass({ y }: Data, rows: readonly number[]): number[] {
  return [...rows].sort((a, b) => y.codes[a]! - y.codes[b]! || a - b)
}

const rules = fc.record({ k: fc.integer({ min: 1, max: 5 }), mode: fc.boolean() })

describe('editing equals judging every row by a search of all pairs, ties to the lower row', () => {
  test('once', async () => {
    await fc.assert(
      fc.asyncProperty(dataSets, rules, async (data, { k, mode }) => {
        const all = Array.from(data.y.codes.keys())
        const wrong = wrongRows(data, all, [0, 1, 2, 3], k, mode)
        const expected = all.filter((row) => !wrong.includes(row))
        const options = { samplingStrategy: 'all', nNeighbors: k, kindSel: mode ? 'mode' : 'all' } as const
        const { rows } = await editedNearestNeighbours(options).fitResample(data.X, data.y)
        expect([...rows]).toEqual(byClass(data, expected))
      }),
    )
  })

  test('with growing neighborhoods, until a class is empty', async () => {
    await fc.assert(
      fc.asyncProperty(dataSets, rules, async (data, { k, mode }) => {
        let left = Array.from(data.y.codes.keys())
        const classes = new Set(data.y.codes).size
        for (let nearest = 1; nearest <= k && left.length > nearest; nearest++) {
          const wrong = wrongRows(data, left, [0, 1, 2, 3], nearest, mode)
          left = left.filter((row) => !wrong.includes(row))
          if (new Set(left.map((row) => data.y.codes[row])).size < classes) break
        }
        const kindSel = mode ? 'mode' : 'all'
        const sampler = allKnn({ samplingStrategy: 'all', nNeighbors: k, kindSel, allowMinority: true })
        const { rows } = await sampler.fitResample(data.X, data.y)
        expect([...rows]).toEqual(byClass(data, left))
      }),
    )
  })
})

describe('large data', () => {
  // Large enough for the kernels, with classes that mix at the border.
  const rows = Array.from({ length: 4000 }, (_, row) => {
    const code = row % 8 === 0 ? 1 : row % 11 === 0 ? 2 : 0
    return [code, [0, 1, 2].map((column) => hash(row * 3 + column) * 4 + code)] as const
  })
  const data = dataOf(3, rows)

  test('repeated editing reports the rows that its passes leave, and ends where a pass changes nothing', async () => {
    const once = { nNeighbors: 3, samplingStrategy: ['a'] }
    const { rows: found } = await repeatedEditedNearestNeighbours(once).fitResample(data.X, data.y)
    let left = Array.from(data.y.codes.keys())
    for (let passes = 0; ; passes++) {
      const part = dataOf(
        3,
        left.map((row) => rows[row]!),
      )
      const { rows: kept } = await editedNearestNeighbours(once).fitResample(part.X, part.y)
      const before = left.length
      left = Array.from(kept, (place) => left[place]!).sort((a, b) => a - b)
      if (left.length === before) {
        expect(passes).toBeGreaterThan(1)
        break
      }
    }
    expect([...found]).toEqual(byClass(data, left))
  })

  test('one pass is the first of the repeated ones', async () => {
    const single = await repeatedEditedNearestNeighbours({ maxIter: 1 }).fitResample(data.X, data.y)
    const { rows: kept } = await editedNearestNeighbours().fitResample(data.X, data.y)
    expect(single.rows).toEqual(kept)
    const wrong = wrongRows(data, Array.from(data.y.codes.keys()).slice(0, 200), [0], 3, false)
    expect(wrong.length).toBeGreaterThan(0)
  })
})

test('rows with missing cells and sparse rows are judged like rows written out', async () => {
  const rows = Array.from({ length: 90 }, (_, row) => {
    const cells = [0, 1, 2].map((column) => (hash(row * 5 + column) < 0.4 ? 0 : hash(row * 7 + column) * 3))
    return [row % 3 === 0 ? 1 : 0, cells] as const
  })
  const { X, y } = dataOf(3, rows)
  const starts = new Int32Array(91)
  const indices: number[] = []
  const values: number[] = []
  for (const [row, [, cells]] of rows.entries()) {
    for (const [column, value] of cells.entries()) if (value !== 0) indices.push(column) && values.push(value)
    starts[row + 1] = indices.length
  }
  const sparse = {
    format: 'csr',
    rowCount: 90,
    columnCount: 3,
    starts,
    indices: Int32Array.from(indices),
    data: Float64Array.from(values),
    part: undefined,
  } as const
  for (const make of [editedNearestNeighbours, repeatedEditedNearestNeighbours, allKnn, neighbourhoodCleaningRule]) {
    const dense = await make().fitResample(X, y)
    expect(dense.rows.length).toBeLessThan(90)
    expect((await make().fitResample(sparse as never, y)).rows).toEqual(dense.rows)
  }
})

test('says how many rows are needed', async () => {
  const { X, y } = dataOf(1, [
    [0, [1]],
    [1, [2]],
    [0, [3]],
  ])
  await expect(editedNearestNeighbours().fitResample(X, y)).rejects.toThrow(
    'editedNearestNeighbours: there are 3 rows; 3 neighbors need at least 4. Lower `nNeighbors`.',
  )
  expect((await editedNearestNeighbours({ nNeighbors: 1 }).fitResample(X, y)).rows.length).toBeLessThan(3)
})

test('the neighborhood of a misjudged rare row goes, but not from classes that are too small', async () => {
  // The rare row at 0 lies among common ones; those at 10 are at home.
  const { X, y } = dataOf(1, [
    ...[-0.3, -0.1, 0.2, 0.5, 5, 5.1, 5.3, 5.6].map((value) => [0, [value]] as const),
    ...[0, 10, 10.1, 10.3].map((value) => [1, [value]] as const),
  ])
  const { rows } = await neighbourhoodCleaningRule().fitResample(X, y)
  expect([...rows]).toEqual([3, 4, 5, 6, 7, 8, 9, 10, 11])
  const spared = await neighbourhoodCleaningRule({ thresholdCleaning: 2 }).fitResample(X, y)
  expect(spared.rows.length).toBe(12)
})

test('the neighborhood rule edits by the sampler that it is given, and by the vote if by none', async () => {
  const rows = Array.from({ length: 90 }, (_, row) => {
    return [row % 5 === 0 ? 1 : 0, [hash(row) * 3 + (row % 5 === 0 ? 1 : 0), hash(row + 500) * 3]] as const
  })
  const { X, y } = dataOf(2, rows)
  const plain = await neighbourhoodCleaningRule().fitResample(X, y)
  const byVote = editedNearestNeighbours({ kindSel: 'mode' })
  expect(await neighbourhoodCleaningRule({ editedNearestNeighbours: byVote }).fitResample(X, y)).toEqual(plain)
  const strict = editedNearestNeighbours({ samplingStrategy: 'all' })
  const stays = new Set((await strict.fitResample(X, y)).rows)
  const { rows: kept } = await neighbourhoodCleaningRule({ editedNearestNeighbours: strict }).fitResample(X, y)
  expect(kept.every((row) => stays.has(row))).toBe(true)
  expect(kept.length).toBeLessThan(plain.rows.length)
  expect(kept.filter((row) => y.codes[row] === 1).length).toBeLessThan(18)
})

test('SMOTE with editing leaves no row with a neighbor of another class, as far as one pass goes', async () => {
  const rows = Array.from({ length: 120 }, (_, row) => {
    return [row % 6 === 0 ? 1 : 0, [hash(row) * 3 + (row % 6 === 0 ? 2 : 0), hash(row + 500) * 3]] as const
  })
  const { X, y } = dataOf(2, rows)
  const { X: left, y: labelsLeft, provenance } = await smoteEnn().fitResample(X, y)
  expect(provenance.method).toBe('smoteEnn')
  expect(provenance.count).toBeGreaterThan(0)
  expect(left.rowCount).toBeLessThan(200)
  const again = await tomekLinks({ samplingStrategy: 'all' }).fitResample(left, labelsLeft)
  expect(again.rows.length).toBeGreaterThan(left.rowCount * 0.9)
})

function squared(X: Data['X'], a: number, b: number): number {
  let sum = 0
  for (let column = 0; column < X.columns.length; column++) {
    sum += (X.data[a * X.columns.length + column]! - X.data[b * X.columns.length + column]!) ** 2
  }
  return sum
}

/** A number in [0, 1) that looks drawn. */
function hash(n: number): number {
  let state = Math.imul(n + 1, 0x9e3779b1)
  state = Math.imul(state ^ (state >>> 15), 0x85ebca6b)
  state = Math.imul(state ^ (state >>> 13), 0xc2b2ae35)
  return ((state ^ (state >>> 16)) >>> 0) / 2 ** 32
}
