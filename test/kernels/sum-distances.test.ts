import { expect, test } from 'vitest'
import { sumDistances } from '../../src/kernels/index.ts'
import { plainDistancesToLater } from '../../src/kernels/plain-distance-sum.ts'
import { fastToLater } from '../../src/kernels/sum-distances.ts'
import { gaussian, points } from './point-sets.ts'

test('vectors add distances to the bits of the plain twin', async () => {
  for (const X of [gaussian(1, 3), gaussian(2, 1), gaussian(47, 5), gaussian(64, 20), gaussian(131, 33)]) {
    const toLater = await fastToLater(X)
    for (let row = 0; row < X.rowCount; row++) expect(toLater!(row)).toBe(plainDistancesToLater(X, row))
  }
})

test('every pair counts once', async () => {
  const corners = points(4, 2, (row, column) => (column === 0 ? 3 * (row & 1) : 4 * (row >> 1)))
  expect(await sumDistances(corners)).toBe(3 + 4 + 5 + 5 + 4 + 3)
  const X = gaussian(600, 8)
  let sum = 0
  for (let row = 0; row < X.rowCount; row++) sum += plainDistancesToLater(X, row)
  expect(await sumDistances(X)).toBe(sum)
})

test('stops when the context is aborted', async () => {
  const stop = new AbortController()
  stop.abort(new Error('enough'))
  await expect(sumDistances(gaussian(3000, 20), { signal: stop.signal })).rejects.toThrow('enough')
})
