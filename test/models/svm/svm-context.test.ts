import { describe, expect, it } from 'vitest'
import { labelsFromCodes, matrix, type Progress, random } from '../../../src/core/index.ts'
import { linearSvc, svc } from '../../../src/models/index.ts'
import { answersAborts } from '../../answers-aborts.ts'

/** Classes that have nothing to do with the cells: no machine finishes early. */
function noise(rowCount: number, columns: number) {
  const draws = random(3)
  const codes = Int32Array.from(draws.fork('y').randint(0, 3, rowCount))
  return {
    X: matrix(draws.fork('X').randn(rowCount * columns), columns),
    y: labelsFromCodes(codes, ['a', 'b', 'c']),
  }
}

describe.each([
  ['svc', () => svc({ C: 100, tol: 1e-9 }), noise(12_000, 30)],
  ['linearSvc', () => linearSvc({ C: 1e4, tol: 1e-14, maxIter: 1_000_000 }), noise(40_000, 50)],
] as const)('%s', (_, unit, { X, y }) => {
  it('answers an abort within 100 ms of work', async () => {
    await answersAborts([300], (signal) => unit().fit(X, y, {}, { signal }))
  })
})

it('svc tells how far it has come, never backwards', async () => {
  const { X, y } = noise(1500, 5)
  const told: Progress[] = []
  await svc().fit(X, y, {}, { onProgress: (progress) => told.push(progress) })
  const steps = told.filter(({ stage }) => stage === 'svc')
  expect(steps.length).toBeGreaterThan(3)
  for (const { done, total } of steps) expect(done).toBeLessThanOrEqual(total)
  for (const [index, { done }] of steps.entries())
    if (index) expect(done).toBeGreaterThanOrEqual(steps[index - 1]!.done)
})
