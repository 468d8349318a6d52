import { expect, test } from 'vitest'
import { type Column, LeakError, matrix, matrixFromRows, split } from '../../src/core/index.ts'
import { loadFeatures, ordinalEncoder } from '../../src/features/index.ts'

const color = (categories: readonly string[]): Column => ({ name: 'color', kind: 'category', categories })
const weight: Column = { name: 'weight', kind: 'number' }
const train = matrixFromRows(
  [
    [0, 1.5],
    [2, NaN],
    [2, 3],
    [3, 4],
    [NaN, 5],
  ],
  [color(['blue', 'gray', 'green', 'red']), weight],
)

test('levels of training rows get codes of their own, whatever codes another file gives them', async () => {
  const fitted = await ordinalEncoder().fit(train)
  expect(fitted.columns[0]).toEqual(color(['blue', 'green', 'red']))
  expect(Array.from(fitted.transform(train).data)).toEqual([0, 1.5, 1, NaN, 1, 3, 2, 4, NaN, 5])
  const other = matrix(Float64Array.of(0, 1, 1, 2, 2, 3), [color(['amber', 'blue', 'red']), weight])
  const again = loadFeatures(JSON.parse(JSON.stringify(fitted.save())), 'ordinalEncoder').transform(other)
  expect(Array.from(again.data)).toEqual([NaN, 1, 0, 2, 2, 3])
  expect(Array.from(other.data)).toEqual([0, 1, 1, 2, 2, 3])
})

test('the commonest levels stay, ties by their order; the rest becomes missing', async () => {
  const fitted = await ordinalEncoder({ maxCategories: 2 }).fit(train)
  expect(fitted.columns[0]).toEqual(color(['blue', 'green']))
  expect(Array.from(fitted.transform(train).data.filter((_, cell) => cell % 2 === 0))).toEqual([0, 1, 1, NaN, NaN])
})

test('it learns from training rows alone', async () => {
  await expect(ordinalEncoder().fit(split('test', [0, 1]).of(train) as never)).rejects.toThrow(LeakError)
})
