import { describe, expect, test } from 'vitest'
import { countClasses, labels, matrix, numberColumns, OptionError } from '../../src/core/index.ts'
import { randomOverSampler, randomUnderSampler, smote, tomekLinks } from '../../src/sampling/index.ts'

/** Data of these classes, with as many rows each. */
function data(counts: Readonly<Record<string, number>>) {
  const y = labels(Object.entries(counts).flatMap(([name, count]) => Array.from({ length: count }, () => name)))
  const X = matrix(
    y.codes.reduce((cells, code, row) => cells.fill(code * 100 + row, row, row + 1), new Float64Array(y.codes.length)),
    numberColumns(1),
  )
  return { X, y }
}

const three = { a: 4, b: 9, c: 4 }

describe('words choose classes; of equal classes the first is the rarest', () => {
  test.each([
    ['auto', [9, 9, 9]],
    ['not majority', [9, 9, 9]],
    ['minority', [9, 9, 4]],
    ['not minority', [4, 9, 9]],
    ['all', [9, 9, 9]],
  ] as const)('over: %s', async (samplingStrategy, expected) => {
    const { X, y } = data(three)
    const result = await randomOverSampler({ samplingStrategy }).fitResample(X, y)
    expect(Array.from(countClasses(result.y))).toEqual(expected)
  })

  test.each([
    ['auto', [3, 3, 3]],
    ['not minority', [3, 3, 3]],
    ['not majority', [3, 9, 3]],
    ['majority', [3, 3, 4]],
    ['all', [3, 3, 3]],
  ] as const)('under: %s', async (samplingStrategy, expected) => {
    const { X, y } = data({ a: 3, b: 9, c: 4 })
    const result = await randomUnderSampler({ samplingStrategy }).fitResample(X, y)
    expect(Array.from(countClasses(result.y))).toEqual(expected)
  })
})

describe('a ratio is that of the rarer class to the other, rounded down as the peer rounds', () => {
  test('over', async () => {
    const { X, y } = data({ a: 100, b: 20 })
    const result = await randomOverSampler({ samplingStrategy: 0.29 }).fitResample(X, y)
    expect(Array.from(countClasses(result.y))).toEqual([100, 28])
    await expect(randomOverSampler({ samplingStrategy: 0.2 }).fitResample(X, y)).rejects.toThrow(
      new OptionError(
        'randomOverSampler: `samplingStrategy` 0.2 asks for no more rows than class "b" has (20 against 100). Raise the ratio.',
      ),
    )
  })

  test('under', async () => {
    const { X, y } = data({ a: 100, b: 20 })
    const result = await randomUnderSampler({ samplingStrategy: 0.3 }).fitResample(X, y)
    expect(Array.from(countClasses(result.y))).toEqual([66, 20])
    await expect(randomUnderSampler({ samplingStrategy: 0.19 }).fitResample(X, y)).rejects.toThrow(
      new OptionError(
        'randomUnderSampler: `samplingStrategy` 0.19 asks for 105 rows of class "a", which has 100. Raise the ratio.',
      ),
    )
  })
})

test('counts a class may not go against the method', async () => {
  const { X, y } = data(three)
  await expect(randomOverSampler({ samplingStrategy: { b: 8 } }).fitResample(X, y)).rejects.toThrow(
    /asks for 8 rows of class "b", which has 9 already.*use `randomUnderSampler`/,
  )
  await expect(randomUnderSampler({ samplingStrategy: { b: 10 } }).fitResample(X, y)).rejects.toThrow(
    /asks for 10 rows of class "b", which has 9.*use `randomOverSampler`/,
  )
  const gone = await randomUnderSampler({ samplingStrategy: { b: 0 } }).fitResample(X, y)
  expect(Array.from(countClasses(gone.y))).toEqual([4, 0, 4])
})

test('words that make no sense for a family are refused', () => {
  expect(() => smote({ samplingStrategy: 'majority' as never })).toThrow(OptionError)
  expect(() => randomUnderSampler({ samplingStrategy: 'minority' as never })).toThrow(OptionError)
  expect(() => tomekLinks({ samplingStrategy: 0.5 as never })).toThrow(OptionError)
})

test('whole numbers and dates stay whole', async () => {
  const y = labels(Array.from({ length: 40 }, (_, row) => (row < 10 ? 'rare' : 'common')))
  const cells = Float64Array.from({ length: 120 }, (_, cell) => cell * cell)
  const X = matrix(cells, [
    { name: 'count', kind: 'integer' },
    { name: 'day', kind: 'date' },
    { name: 'amount', kind: 'number' },
  ])
  const grown = await smote().fitResample(X, y)
  const made = grown.X.data.subarray(120)
  expect(made.every((value, cell) => cell % 3 === 2 || Number.isInteger(value))).toBe(true)
  expect(made.some((value, cell) => cell % 3 === 2 && !Number.isInteger(value))).toBe(true)
})
