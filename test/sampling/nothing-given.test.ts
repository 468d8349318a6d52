import { describe, expect, it, test } from 'vitest'
import { DataError, labels, matrix, OptionError } from '../../src/core/index.ts'
import {
  carryAlong,
  diagnoseResampling,
  interpolateAlong,
  mlSmote,
  pipeline,
  smote,
  smoten,
  smotenc,
  smoter,
} from '../../src/sampling/index.ts'

const nothing = null as never
const X = matrix(
  Float64Array.from({ length: 12 }, (_, row) => row),
  1,
)
const y = labels(Array.from({ length: 12 }, (_, row) => (row < 8 ? 'a' : 'b')))

describe('nothing where something is needed is one sentence', () => {
  it('pipeline', () => {
    for (const given of [nothing, undefined as never, {} as never]) {
      expect(() => pipeline(given)).toThrow(OptionError)
      expect(() => pipeline(given)).toThrow('pipeline: `steps` must be an array; it is missing.')
    }
  })

  it('diagnoseResampling', async () => {
    const grown = await smote({ kNeighbors: 2 }).fitResample(X, y)
    const none = /^diagnoseResampling: there is no resampling to diagnose\. Pass what `fitResample` gave/
    await expect(diagnoseResampling(nothing, nothing)).rejects.toThrow(DataError)
    await expect(diagnoseResampling({ X, y }, nothing)).rejects.toThrow(none)
    await expect(diagnoseResampling(nothing, grown)).rejects.toThrow(
      /no data before to compare with\. Pass `\{ X, y \}`/,
    )
    await expect(diagnoseResampling({ X: [[1]], y } as never, grown)).rejects.toThrow(
      /X must be a matrix; it is an array/,
    )
    await expect(diagnoseResampling({ X, y: ['a'] } as never, grown)).rejects.toThrow(/y must be labels/)
    expect((await diagnoseResampling({ X, y }, grown, nothing)).classes).toHaveLength(1)
  })

  it('carryAlong and interpolateAlong', async () => {
    const grown = await smote({ kNeighbors: 2 }).fitResample(X, y)
    expect(() => carryAlong(grown, nothing)).toThrow(/^carryAlong: there are no values to carry\. Pass a list/)
    expect(() => carryAlong(grown, 5 as never)).toThrow(DataError)
    expect(() => carryAlong(nothing, [1])).toThrow(/^carryAlong: there is no resampling to follow\. Pass what/)
    expect(() => interpolateAlong(nothing, X)).toThrow(/^interpolateAlong: there is no resampling to follow/)
    expect(() => interpolateAlong(grown, nothing)).toThrow(/^interpolateAlong: X must be a matrix; it is null/)
  })
})

test.each([smote, smoter, mlSmote])('a seed is a whole number or a word, not half of both: $unitName', (factory) => {
  for (const seed of [1.5, '1.5', '1e30', 'Infinity', '9007199254740993']) {
    expect(() => (factory as typeof smote)({ seed })).toThrow(
      `${factory.unitName}: \`seed\` is not valid (must be a whole number or a word); it is ${JSON.stringify(seed)}.`,
    )
  }
  for (const seed of [7, -3, 'spring', '7', '']) expect((factory as typeof smote)({ seed }).options.seed).toBe(seed)
  expect(() => pipeline({ steps: [{ name: 'smote' }], seed: '1.5' })).toThrow(/whole number or a word/)
})

describe('codes beyond the levels of a category', () => {
  const levels = { kind: 'category', categories: ['p', 'q'] } as const
  const cells = (odd: number) => Float64Array.from({ length: 24 }, (_, at) => (at === 11 ? odd : at % 2))

  it.each([2, -1, 0.5])('are refused: %d', async (odd) => {
    const mixed = matrix(cells(odd), [
      { name: 'u', kind: 'number' },
      { name: 'c', ...levels },
    ])
    const sentence = `column "c", row 5 has the code ${odd}, which is none of its 2 levels. Pass codes from 0 to 1`
    await expect(smotenc({ kNeighbors: 2 }).fitResample(mixed, y)).rejects.toThrow(sentence)
    const alone = matrix(cells(odd), [
      { name: 'b', ...levels },
      { name: 'c', ...levels },
    ])
    await expect(smoten({ kNeighbors: 2 }).fitResample(alone, y)).rejects.toThrow(sentence)
  })

  it('are what they are where no levels are declared', async () => {
    const free = matrix(cells(7), [
      { name: 'u', kind: 'number' },
      { name: 'c', kind: 'category' },
    ])
    expect((await smotenc({ kNeighbors: 2 }).fitResample(free, y)).X.rowCount).toBe(16)
  })
})
