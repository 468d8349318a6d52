import { expect, it } from 'vitest'
import { labelsFromCodes, matrix } from '../../src/core/index.ts'
import { logisticRegression } from '../../src/models/index.ts'

it('a long fit answers an abort within 100 ms of work', async () => {
  const rows = 60_000
  const width = 60
  const data = new Float64Array(rows * width)
  for (let i = 0; i < data.length; i++) data[i] = ((i * 7919) % 10_007) / 5000 - 1
  const y = labelsFromCodes(
    Int32Array.from({ length: rows }, (_, i) => (i * 31) % 3),
    ['a', 'b', 'c'],
  )
  const controller = new AbortController()
  // Between two turns of the event loop no stretch of work may be long.
  let longest = 0
  let last = process.cpuUsage().user
  const ticker = setInterval(() => {
    const now = process.cpuUsage().user
    longest = Math.max(longest, now - last)
    last = now
  }, 1)
  setTimeout(() => controller.abort(new Error('enough')), 150)
  await expect(
    logisticRegression({ tol: 1e-12, C: 1e6 }).fit(matrix(data, width), y, {}, { signal: controller.signal }),
  ).rejects.toThrow('enough')
  clearInterval(ticker)
  expect(longest / 1000).toBeLessThan(100)
})
