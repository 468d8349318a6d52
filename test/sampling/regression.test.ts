import { describe, expect, test } from 'vitest'
import {
  DataError,
  LeakError,
  type Matrix,
  matrix,
  numpyRandom,
  OptionError,
  random,
  takeRows,
  z,
} from '../../src/core/index.ts'
import { boxPlotPoints, regressionSamplers, relevanceFrom, smogn, smoter } from '../../src/sampling/index.ts'
import { answersAborts } from '../answers-aborts.ts'
import { badValues, type Declared } from './bad-values.ts'

/** 180 targets around 10 and 20 far above. */
function data() {
  const stream = random(2)
  const X = matrix(stream.fork('cells').randn(400), 2)
  const noise = stream.fork('targets').uniform(200)
  const y = Float64Array.from(noise, (value, row) => (row % 10 === 0 ? 50 + 10 * value : 10 + value))
  return { X, y }
}

/** What matters in `data`: everything far above. */
const high = [
  { value: 10.5, relevance: 0 },
  { value: 30, relevance: 1 },
]

describe('relevance', () => {
  test('the box plot: the median does not matter, the whisker where values lie beyond does', () => {
    const values = Float64Array.of(1, 2, 3, 4, 5, 6, 7, 8, 9, 40)
    expect(boxPlotPoints(values)).toEqual([
      { value: 5.5, relevance: 0 },
      { value: 9, relevance: 1 },
    ])
    const both = Float64Array.of(-40, 1, 2, 3, 4, 5, 6, 7, 8, 9, 40)
    expect(boxPlotPoints(both).map(({ value }) => value)).toEqual([1, 5, 9])
    expect(() => boxPlotPoints(Float64Array.of(1, 2, 3))).toThrow(DataError)
  })

  test('a cubic between the points, level at them and beyond', () => {
    const phi = relevanceFrom([
      { value: 10, relevance: 1 },
      { value: 0, relevance: 0 },
      { value: 20, relevance: 0.5 },
    ])
    expect([-5, 0, 5, 10, 15, 20, 99].map(phi)).toEqual([0, 0, 0.5, 1, 0.75, 0.5, 0.5])
    expect(phi(2.5)).toBeCloseTo(0.15625, 12)
    expect(() =>
      relevanceFrom([
        { value: 1, relevance: 0 },
        { value: 1, relevance: 1 },
      ]),
    ).toThrow(OptionError)
  })
})

test('stretches become equally large; rare ones grow between near rows of theirs, the others lose rows', async () => {
  const { X, y } = data()
  const { X: made, y: targets, rows, provenance } = await smoter({ controlPoints: high }).fitResample(X, y)
  expect(rows.length).toBe(200)
  expect(targets.filter((value) => value > 40).length).toBe(100)
  expect(provenance.count).toBe(80)
  let entry = 0
  rows.forEach((row, place) => {
    if (row >= 0) {
      expect(takeRows(made, [place]).data).toEqual(takeRows(X, [row]).data)
      expect(targets[place]).toBe(y[row])
      return
    }
    const [a, b] = [provenance.parents[entry * 2]!, provenance.parents[entry * 2 + 1]!]
    const step = provenance.steps![entry++]!
    expect(y[a]! > 40 && y[b]! > 40).toBe(true)
    expect(made.data[place * 2]).toBe(X.data[a * 2]! + step * (X.data[b * 2]! - X.data[a * 2]!))
    expect(targets[place]).toBeCloseTo(y[a]! + step * (y[b]! - y[a]!), 9)
  })
  expect(new Set(rows.filter((row) => row >= 0)).size).toBe(120)
})

test('own control points make the low end rare', async () => {
  const { X, y } = data()
  const controlPoints = [
    { value: 10.2, relevance: 1 },
    { value: 11, relevance: 0 },
  ]
  const { y: targets } = await smoter({ controlPoints }).fitResample(X, y)
  expect(targets.filter((value) => value < 10.5).length).toBeGreaterThan(y.filter((value) => value < 10.5).length)
})

/** Half the median of the distances from one row to the others of a stretch, by the book. */
function halfMedian(X: Matrix, row: number, rows: readonly number[]): number {
  const distances = rows.filter((other) => other !== row).map((other) => distance(X, row, other))
  distances.sort((a, b) => a - b)
  const middle = distances.length / 2
  const median =
    distances.length % 2 === 1 ? distances[middle - 0.5]! : (distances[middle - 1]! + distances[middle]!) / 2
  return median / 2
}

function distance({ data, columns: { length } }: Matrix, a: number, b: number): number {
  let sum = 0
  for (let column = 0; column < length; column++) sum += (data[a * length + column]! - data[b * length + column]!) ** 2
  return Math.sqrt(sum)
}

function nearestOf(X: Matrix, row: number, rows: readonly number[], k: number): number[] {
  const others = rows.filter((other) => other !== row)
  return others.sort((a, b) => distance(X, row, a) - distance(X, row, b)).slice(0, k)
}

function deviation(values: ArrayLike<number>): number {
  const all = Array.from(values)
  const mean = all.reduce((sum, value) => sum + value, 0) / all.length
  return Math.sqrt(all.reduce((sum, value) => sum + (value - mean) ** 2, 0) / all.length)
}

describe('smogn', () => {
  const { X, y } = data()
  const rare = Array.from(y.keys()).filter((row) => y[row]! > 40)

  test('meets the counts of smoter, keeps the same rows and grows from the same', async () => {
    const plain = await smoter({ controlPoints: high, random: numpyRandom(4) }).fitResample(X, y)
    const made = await smogn({ controlPoints: high, random: numpyRandom(4) }).fitResample(X, y)
    expect(made.rows).toEqual(plain.rows)
    expect(made.provenance.count).toBe(80)
    const first = (parents: Int32Array) => parents.filter((_, at) => at % 2 === 0)
    expect(first(made.provenance.parents)).toEqual(first(plain.provenance.parents))
  })

  test('leans towards a neighbor within half the median distance, and shakes the row where it lies farther', async () => {
    const kinds = { near: 0, far: 0 }
    for (const kNeighbors of [1, 12]) {
      const { X: made, y: targets, provenance } = await smogn({ controlPoints: high, kNeighbors }).fitResample(X, y)
      for (let entry = 0; entry < provenance.count; entry++) {
        const [a, b] = [provenance.parents[entry * 2]!, provenance.parents[entry * 2 + 1]!]
        const nearest = nearestOf(X, a, rare, kNeighbors)
        const half = halfMedian(X, a, rare)
        const place = made.rowCount - provenance.count + entry
        const step = provenance.steps![entry]!
        if (a !== b) {
          kinds.near++
          expect(nearest).toContain(b)
          expect(distance(X, a, b)).toBeLessThan(half)
          for (const column of [0, 1]) {
            const [from, to] = [X.data[a * 2 + column]!, X.data[b * 2 + column]!]
            expect(made.data[place * 2 + column]).toBe(from + step * (to - from))
          }
          expect(targets[place]).toBeCloseTo(y[a]! + step * (y[b]! - y[a]!), 9)
          continue
        }
        kinds.far++
        expect(step).toBe(0)
        expect(nearest.some((row) => distance(X, a, row) >= half)).toBe(true)
        expect(made.data[place * 2]).not.toBe(X.data[a * 2])
        expect(Math.abs(made.data[place * 2]! - X.data[a * 2]!)).toBeLessThan(0.02 * 5)
        expect(Math.abs(targets[place]! - y[a]!)).toBeLessThan(0.02 * 5 * deviation(rare.map((row) => y[row]!)))
      }
    }
    expect(kinds.near).toBeGreaterThan(40)
    expect(kinds.far).toBeGreaterThan(20)
  })

  /** Rare rows on a circle: the nearest of each lie 0.765 radii off, the median of all is 1.414, and half of it nearer. */
  async function shaken(options: { readonly pert?: number }, radius: number, kind: 'number' | 'integer' = 'number') {
    const stream = random(6)
    const cells = stream.randn(4000)
    for (let place = 0; place < 8; place++) {
      cells[place * 2] = radius * Math.cos((place * Math.PI) / 4)
      cells[place * 2 + 1] = radius * Math.sin((place * Math.PI) / 4)
    }
    const circle = matrix(cells, [
      { name: 'a', kind },
      { name: 'b', kind: 'number' },
    ])
    const targets = Float64Array.from({ length: 2000 }, (_, row) => (row < 8 ? 50 + row : 10))
    const given = { controlPoints: high, kNeighbors: 1, ...options }
    const result = await smogn(given).fitResample(circle, targets)
    const { parents, steps, count } = result.provenance
    const start = result.X.rowCount - count
    const noise = (column: number) =>
      Array.from({ length: count }, (_, entry) => {
        const parent = parents[entry * 2]!
        if (column === 2) return result.y[start + entry]! - targets[parent]!
        return result.X.data[(start + entry) * 2 + column]! - circle.data[parent * 2 + column]!
      })
    return { noise, count, steps: steps!, spread: radius / Math.SQRT2, X: result.X, start }
  }

  test('noise has `pert` standard deviations of the stretch, on columns and target', async () => {
    for (const pert of [0.02, 0.1]) {
      const { noise, count, steps, spread } = await shaken({ pert }, 10)
      expect(count).toBe(992)
      expect(steps.every((step) => step === 0)).toBe(true)
      for (const column of [0, 1]) {
        expect(deviation(noise(column)) / (pert * spread)).toBeGreaterThan(0.93)
        expect(deviation(noise(column)) / (pert * spread)).toBeLessThan(1.07)
      }
      const targetSpread = deviation([0, 1, 2, 3, 4, 5, 6, 7])
      expect(deviation(noise(2)) / (pert * targetSpread)).toBeGreaterThan(0.93)
      expect(deviation(noise(2)) / (pert * targetSpread)).toBeLessThan(1.07)
    }
  })

  test('noise is no larger than half the median distance, in standard deviations', async () => {
    const radius = 0.01
    const { noise, spread } = await shaken({ pert: 0.5 }, radius)
    const half = (radius * Math.SQRT2) / 2
    expect(deviation(noise(0)) / (half * spread)).toBeGreaterThan(0.93)
    expect(deviation(noise(0)) / (half * spread)).toBeLessThan(1.07)
    expect((await shaken({ pert: 0 }, 10)).noise(0).every((value) => value === 0)).toBe(true)
  })

  test('whole numbers stay whole under noise too', async () => {
    const { X: made, start, count } = await shaken({ pert: 0.5 }, 10, 'integer')
    for (let row = start; row < start + count; row++) expect(Number.isInteger(made.data[row * 2])).toBe(true)
    expect(new Set(made.data.subarray(start * 2).filter((_, cell) => cell % 2 === 0)).size).toBeGreaterThan(8)
  })
})

test('cells that are missing: a new one is that of the parent that has one, and noise leaves it missing', async () => {
  const { X, y } = data()
  const holed = matrix(
    X.data.map((value, cell) => (cell % 7 === 3 ? Number.NaN : value)),
    2,
  )
  for (const factory of Object.values(regressionSamplers)) {
    const { X: made, y: targets, provenance } = await factory({ controlPoints: high }).fitResample(holed, y)
    expect(targets.every(Number.isFinite)).toBe(true)
    for (let entry = 0; entry < provenance.count; entry++) {
      const place = made.rowCount - provenance.count + entry
      for (const column of [0, 1]) {
        const parents = [0, 1].map((which) => holed.data[provenance.parents[entry * 2 + which]! * 2 + column]!)
        expect(Number.isNaN(made.data[place * 2 + column]!)).toBe(parents.every(Number.isNaN))
      }
    }
  }
})

test('contract: frozen, reproducible, input untouched, refusals', async () => {
  const { X, y } = data()
  for (const [name, factory] of Object.entries(regressionSamplers)) {
    expect(factory.unitName).toBe(name)
    expect(Object.isFrozen(factory())).toBe(true)
    const before = [X.data.slice(), y.slice()]
    const first = await factory().fitResample(X, y)
    expect(await factory().fitResample(X, y)).toEqual(first)
    expect((await factory({ seed: 1 }).fitResample(X, y)).rows).not.toEqual(first.rows)
    expect((await factory({ random: numpyRandom(1) }).fitResample(X, y)).provenance.seed).toBe(1)
    expect([X.data, y]).toEqual(before)
    expect(() => factory({ kNeighbors: 0 })).toThrow(OptionError)
    expect(() => factory({ kNeigbors: 3 } as never)).toThrow(/did you mean kNeighbors/)
    const declared = z.toJSONSchema(factory.optionsSchema, { io: 'input' }).properties as Record<string, Declared>
    for (const [option, one] of Object.entries(declared).filter(([option]) => option !== 'controlPoints')) {
      for (const value of badValues(one)) expect(() => factory({ [option]: value })).toThrow(`${name}: \`${option}`)
    }
    expect(() => factory({ controlPoints: [high[0]!, high[0]!] })).toThrow(`${name}: \`controlPoints\` must be`)
    await expect(factory().fitResample({ ...X, part: 'test' } as never, y)).rejects.toThrow(LeakError)
    await expect(factory().fitResample(X, y.slice(1))).rejects.toThrow(/one number a row/)
    await expect(
      factory().fitResample(
        X,
        y.map(() => 3),
      ),
    ).rejects.toThrow(DataError)
    await expect(
      factory().fitResample(
        X,
        y.map((value, row) => (row === 3 ? Number.NaN : value)),
      ),
    ).rejects.toThrow(/row 3 is NaN/)
    await expect(factory({ kNeighbors: 30, controlPoints: high }).fitResample(X, y)).rejects.toThrow(
      /30 neighbors need at least 31/,
    )
    await expect(factory().fitResample(X, y, { signal: AbortSignal.abort() })).rejects.toThrow(/abort/i)
  }
})

describe.each(Object.entries(regressionSamplers))('%s', (_name, make) => {
  test('learns from rows that are all alike and from columns that are constant', async () => {
    const { y } = data()
    const alike = matrix(new Float64Array(400).fill(3), 2)
    const { X, y: targets, rows } = await make({ controlPoints: high }).fitResample(alike, y)
    expect(X.rowCount).toBe(rows.length)
    expect(targets.length).toBe(rows.length)
    expect(X.data.every((value) => value === 3)).toBe(true)
  })

  test('stops within 100 ms of an abort', async () => {
    const { X, y } = data()
    const times = 200
    const many = matrix(
      Float64Array.from({ length: 400 * times }, (_, at) => X.data[at % 400]! + at * 1e-7),
      2,
    )
    const targets = Float64Array.from({ length: 200 * times }, (_, at) => y[at % 200]!)
    await answersAborts([50, 10, 1], (signal) => make({ controlPoints: high }).fitResample(many, targets, { signal }))
  })
})
