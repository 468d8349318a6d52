import { describe, expect, it } from 'vitest'
import { labelsFromCodes, matrix, random, sparseMatrix } from '../../../src/core/index.ts'
import { kernelBuild, kernelDecisions } from '../../../src/kernels/index.ts'
import { svc } from '../../../src/models/index.ts'

/** The same rows without the cells that are 0: sparse rows take the plain path. */
function sparse(cells: Float64Array, columns: number) {
  const starts = [0]
  const indices: number[] = []
  const values: number[] = []
  for (let at = 0; at < cells.length; at++) {
    if (cells[at] !== 0) {
      indices.push(at % columns)
      values.push(cells[at]!)
    }
    if (at % columns === columns - 1) starts.push(values.length)
  }
  return sparseMatrix(Int32Array.from(starts), Int32Array.from(indices), Float64Array.from(values), columns)
}

describe.skipIf(kernelBuild().build === 'plain')('rows are judged in WebAssembly as they are without', () => {
  for (const kernel of ['linear', 'rbf', 'poly'] as const) {
    for (const [classCount, columns, few] of [
      [2, 7, false],
      [3, 5, false],
      [4, 12, true],
    ] as const) {
      it(`${kernel}, ${classCount} classes${few ? ', cells mostly 0' : ''}`, async () => {
        const draws = random(`${kernel} ${classCount}`)
        const cells = draws.fork('cells').randn(601 * columns)
        const kept = draws.fork('kept').randint(0, 4, cells.length)
        if (few) for (let at = 0; at < cells.length; at++) if (kept[at]! > 0) cells[at] = 0
        const y = labelsFromCodes(
          Int32Array.from(draws.fork('y').randint(0, classCount, 601)),
          [...'abcd'].slice(0, classCount),
        )
        const model = await svc({ kernel, probability: false, gamma: 0.3 }).fit(matrix(cells, columns), y)
        const [fast, plain] = [matrix(cells, columns), sparse(cells, columns)]
        const rbf = { kind: 'rbf', gamma: 1, degree: 3, coef0: 0 } as const
        expect(kernelDecisions(fast, rbf, new Float64Array(601), [300, 301]), 'is at work').toBeDefined()
        expect(model.decisionFunction(fast)).toEqual(model.decisionFunction(plain))
        expect(model.predictProba(fast)).toEqual(model.predictProba(plain))
        expect(svc.load(model.save()).decisionFunction(fast)).toEqual(model.decisionFunction(fast))
      })
    }
  }
})
