import { expect, it } from 'vitest'
import { labelsFromCodes, matrix, random } from '../../src/core/index.ts'
import { isolationForest, logisticRegression, selfTraining } from '../../src/models/index.ts'
import { answersAborts } from '../answers-aborts.ts'
import { longestStretch } from '../longest-stretch.ts'

it('a long fit answers an abort within 100 ms of work', async () => {
  const rows = 60_000
  const width = 60
  const data = new Float64Array(rows * width)
  for (let i = 0; i < data.length; i++) data[i] = ((i * 7919) % 10_007) / 5000 - 1
  const y = labelsFromCodes(
    Int32Array.from({ length: rows }, (_, i) => (i * 31) % 3),
    ['a', 'b', 'c'],
  )
  const learner = logisticRegression({ tol: 1e-12, C: 1e6 })
  await answersAborts([150, 20], (signal) => learner.fit(matrix(data, width), y, {}, { signal }))
})

it('an isolation forest breathes where half of a million rows are drawn for a tree', async () => {
  const X = matrix(random(1).randn(3_000_000), 3)
  const forest = isolationForest({ nEstimators: 1, maxSamples: 0.5, contamination: 0.1 })
  expect(await longestStretch(() => forest.fit(X))).toBeLessThan(100)
})

it('self-training breathes while it chooses among 500,000 rows', async () => {
  const width = 3
  const labeled = 1000
  const data = random(2).randn(width * (labeled + 500_000))
  const codes = Int32Array.from({ length: labeled }, (_, row) => (data[row * width]! > 1 ? 1 : 0))
  const X = matrix(data.subarray(0, labeled * width), width)
  const unlabeled = matrix(data.subarray(labeled * width), width)
  const learner = selfTraining({ quota: 'crest', maxIter: 2 })
  const fit = () => learner.fit(X, labelsFromCodes(codes, ['a', 'b']), { unlabeled })
  expect(await longestStretch(fit)).toBeLessThan(100)
})
