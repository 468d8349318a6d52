import { describe, expect, test } from 'vitest'
import { DataError, LeakError, matrix, numpyRandom, OptionError, random, takeRows } from '../../src/core/index.ts'
import { boxPlotPoints, regressionSamplers, relevanceFrom, smoter } from '../../src/sampling/index.ts'

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
