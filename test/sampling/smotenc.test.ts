import { expect, test } from 'vitest'
import { type Column, labels, matrix, numpyRandom, random } from '../../src/core/index.ts'
import { smotenc } from '../../src/sampling/index.ts'
import { mixedNeighbors, scanCodes } from '../../src/sampling/over/mixed-neighbors.ts'
import { medianDeviation, mixedPoints } from '../../src/sampling/over/mixed-points.ts'
import { congruentialData } from './congruential-data.ts'

const everything = (count: number) => Int32Array.from({ length: count }, (_, row) => row)

test('finds the same neighbors by codes as by indicator columns, ties and all', async () => {
  const { X } = congruentialData(5, { rows: 300, columns: 2, shares: [1], levels: [3, 2, 6] })
  const tied = matrix(X.data.map(Math.round), X.columns)
  for (const data of [X, tied]) {
    const points = mixedPoints(data, everything(300))
    const penalty = medianDeviation(points)
    const drawn = everything(300)
    const embedded = await mixedNeighbors(points, penalty, drawn, 7, {})
    const scanned = await scanCodes(points, penalty, drawn, 7, {})
    for (let row = 0; row < 300; row++) {
      for (let choice = 0; choice < 7; choice++) expect(scanned.of(row, choice)).toBe(embedded.of(row, choice))
    }
  }
})

test('the penalty is the median of the population deviations', () => {
  const columns: Column[] = [
    { name: 'a', kind: 'number' },
    { name: 'b', kind: 'number' },
    { name: 'c', kind: 'category', categories: ['x', 'y'] },
  ]
  const X = matrix(Float64Array.of(1, 10, 0, 3, 50, 1), columns)
  expect(medianDeviation(mixedPoints(X, everything(2)))).toBe(10.5)
})

test('gives each new row the level that most neighbors have, and never one that no neighbor has', async () => {
  const columns: Column[] = [
    { name: 'amount', kind: 'number' },
    { name: 'color', kind: 'category', categories: ['blue', 'green', 'red'] },
  ]
  const minority = [0, 1, 2, 3, 4, 5, 6].flatMap((value) => [value / 10, value < 5 ? 2 : 1])
  const majority = Array.from({ length: 20 }, (_, row) => [50 + row, 0]).flat()
  const X = matrix(Float64Array.from([...minority, ...majority]), columns)
  const y = labels(Array.from({ length: 27 }, (_, row) => (row < 7 ? 'rare' : 'common')))
  const { X: grown, rows } = await smotenc({ kNeighbors: 5 }).fitResample(X, y)
  expect(grown.rowCount).toBe(40)
  rows.forEach((row, place) => {
    if (row < 0) expect(grown.data[place * 2 + 1]).toBe(2)
  })
})

test('draws among levels that tie, and not always the same', async () => {
  const columns: Column[] = [
    { name: 'amount', kind: 'number' },
    { name: 'color', kind: 'category', categories: ['blue', 'green', 'red'] },
  ]
  const X = matrix(
    Float64Array.from({ length: 240 }, (_, cell) => (cell % 2 === 0 ? cell / 7 : (cell >> 1) % 3)),
    columns,
  )
  const y = labels(Array.from({ length: 120 }, (_, row) => (row < 30 ? 'rare' : 'common')))
  const { X: grown, rows } = await smotenc({ kNeighbors: 3, random: numpyRandom(1) }).fitResample(X, y)
  const levels = new Set(
    Array.from(rows.keys())
      .filter((place) => rows[place]! < 0)
      .map((place) => grown.data[place * 2 + 1]),
  )
  expect(levels).toEqual(new Set([0, 1, 2]))
})

test('a category of 100,000 levels costs no more memory than one of two', async () => {
  const rowCount = 100_000
  const stream = random(3)
  const columns: Column[] = [
    { name: 'amount', kind: 'number' },
    { name: 'age', kind: 'integer' },
    { name: 'id', kind: 'category', categories: Array.from({ length: rowCount }, (_, level) => `${level}`) },
    { name: 'paid', kind: 'boolean' },
  ]
  const normal = stream.fork('numbers').randn(rowCount)
  const levels = stream.fork('levels').randint(0, rowCount, rowCount)
  const data = new Float64Array(rowCount * 4)
  for (let row = 0; row < rowCount; row++) {
    data.set([normal[row]!, Math.floor(levels[row]! / 1500), levels[row]!, row % 2], row * 4)
  }
  const y = labels(Array.from({ length: rowCount }, (_, row) => (row % 50 === 0 ? 'rare' : 'common')))
  const { X, provenance, rows } = await smotenc().fitResample(matrix(data, columns), y)
  expect(X.rowCount).toBe(196_000)
  expect(provenance.count).toBe(96_000)
  const seen = new Set(
    Array.from(y.codes.keys())
      .filter((row) => y.codes[row] === 1)
      .map((row) => data[row * 4 + 2]),
  )
  for (let place = rowCount; place < X.rowCount; place += 97) {
    expect(rows[place]).toBe(-1)
    expect(seen.has(X.data[place * 4 + 2])).toBe(true)
    expect(Number.isInteger(X.data[place * 4 + 1])).toBe(true)
  }
})

test('names `smote` where there is no category, and refuses categories alone', async () => {
  const y = labels(Array.from({ length: 30 }, (_, row) => (row < 10 ? 'rare' : 'common')))
  await expect(smotenc().fitResample(matrix(new Float64Array(60), 2), y)).rejects.toThrow(
    'smotenc: no column is a category or true/false. Use `smote`, which is for numbers alone.',
  )
  await expect(
    smotenc().fitResample(matrix(new Float64Array(30), [{ name: 'paid', kind: 'boolean' }]), y),
  ).rejects.toThrow(
    'smotenc: no column is a number, and distances need one. Use `smoten`, which is for categories alone.',
  )
})
