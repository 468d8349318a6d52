import { expect, test } from 'vitest'
import { leastNearestSums } from '../../src/sampling/under/least-nearest-sums.ts'
import { nearestSums } from '../../src/sampling/under/nearest-sums.ts'

/** Rows on a coarse grid, so that many sums tie, in two dimensions and a third that repeats. */
function grid(rowCount: number) {
  const data = new Float64Array(rowCount * 3)
  for (let row = 0; row < rowCount; row++) {
    data[row * 3] = ((row * 7919) % 1009) / 8
    data[row * 3 + 1] = ((row * 104_729) % 997) / 8
    data[row * 3 + 2] = row % 5
  }
  return { data, rowCount, columnCount: 3 }
}

test.each([
  ['a few of many rows', 40_000, 300],
  ['half of the rows', 40_000, 20_000],
  ['fewer rows than are sampled', 3000, 50],
  ['one row', 40_000, 1],
])('%s: just the rows with the least sums, and their ties, in their order', async (_name, rowCount, count) => {
  const X = grid(rowCount)
  const rows = Int32Array.from({ length: rowCount - 60 }, (_, place) => place + 60)
  // Each rare row three times: the three nearest are equally far, so that the bound has nothing to spare.
  const rare = { ...X, data: X.data.slice(0, 180), rowCount: 60 }
  for (let spot = 0; spot < 180; spot += 9) {
    rare.data.copyWithin(spot + 3, spot, spot + 3)
    rare.data.copyWithin(spot + 6, spot, spot + 3)
  }
  const all = await nearestSums({ points: X, rows }, rare, 3, {})
  const greatest = all.slice().sort()[count - 1]!
  const expected = Array.from(rows.keys()).filter((place) => all[place]! <= greatest)
  const { rows: chosen, sums } = await leastNearestSums(X, rows, rare, 3, count, {})
  expect([...chosen]).toEqual(expected.map((place) => rows[place]))
  expect([...sums]).toEqual(expected.map((place) => all[place]))
})
