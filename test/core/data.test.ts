import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  classNames,
  compareCodePoints,
  countClasses,
  DataError,
  type Labels,
  LeakError,
  labels,
  labelsFromCodes,
  type Matrix,
  matrix,
  matrixFromRows,
  numberColumns,
  oneAgainstRest,
  refuseHeldOut,
  refuseToLearn,
  rowsByClass,
  sparseMatrix,
  split,
  takeColumns,
  takeLabels,
  takeRows,
  takeSparseRows,
} from '../../src/core/index.ts'

test('classes are sorted as np.unique sorts: numbers by value, texts by code point', () => {
  expect(labels([10, 9, -1, 9, 0.5]).classes).toEqual([-1, 0.5, 9, 10])
  expect(labels(['b', 'B', 'é', 'a', 'z', '10', '9']).classes).toEqual(['10', '9', 'B', 'a', 'b', 'z', 'é'])
  // U+1F600 is above U+FF5E, though its first UTF-16 unit is below.
  expect(labels(['😀', '～', 'a']).classes).toEqual(['a', '～', '😀'])
  expect(labels([true, false, true]).classes).toEqual([false, true])
  expect(labels([10, 9, -1, 9, 0.5]).codes).toEqual(Int32Array.of(3, 2, 0, 2, 1))
})

test('labels refuse what is no class: missing ones, dates, numbers too long for a number', () => {
  for (const bad of [undefined, null, Number.NaN, new Date(0), 1n, ['a']]) {
    expect(() => labels(['a', bad as never])).toThrow(/^labels: the class of row 1 is .* Give a text, a number or true/)
  }
})

test('code points order texts as their UTF-8 bytes do', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), fc.string({ unit: 'binary' }), (a, b) => {
      const bytes = Buffer.compare(Buffer.from(a), Buffer.from(b))
      expect(Math.sign(compareCodePoints(a, b))).toBe(bytes)
    }),
  )
})

test('labels come back as they went in, are counted, and are taken by row', () => {
  fc.assert(
    fc.property(fc.array(fc.constantFrom('ham', 'spam', '', 'Zebra'), { minLength: 1 }), (values) => {
      const y = labels(values)
      expect(classNames(y)).toEqual(values)
      const counts = countClasses(y)
      const rows = rowsByClass(y)
      y.classes.forEach((name, code) => {
        const expected = values.flatMap((value, row) => (value === name ? [row] : []))
        expect([...rows[code]!]).toEqual(expected)
        expect(counts[code]).toBe(expected.length)
      })
      expect(classNames(takeLabels(y, [values.length - 1, 0, 0]))).toEqual([values.at(-1), values[0], values[0]])
    }),
  )
})

test('one class against the rest', () => {
  const y = oneAgainstRest(labels(['b', 'a', 'c', 'b']), 'b')
  expect(y.classes).toEqual(['not b', 'b'])
  expect(y.codes).toEqual(Int32Array.of(1, 0, 0, 1))
  expect(() => oneAgainstRest(y, 'x')).toThrow('no class "x"; there are not b, b')
})

test('codes outside the classes are refused', () => {
  expect(labelsFromCodes(Int32Array.of(0, 1), ['a', 'b', 'none']).classes).toHaveLength(3)
  expect(() => labelsFromCodes(Int32Array.of(0, 2), ['a', 'b'])).toThrow('labels: a code lies outside the 2 classes.')
  expect(() => labelsFromCodes(Int32Array.of(-1), ['a'])).toThrow(DataError)
})

test('a matrix takes rows and columns, with repetition and in the given order', () => {
  const X = matrixFromRows([
    [1, 2, 3],
    [4, 5, NaN],
    [7, 8, 9],
  ])
  expect(X.columns.map(({ name }) => name)).toEqual(['x0', 'x1', 'x2'])
  expect(takeRows(X, [2, 0, 2]).data).toEqual(Float64Array.of(7, 8, 9, 1, 2, 3, 7, 8, 9))
  expect(takeRows(X, []).rowCount).toBe(0)
  const narrow = takeColumns(X, [2, 0])
  expect(narrow.data).toEqual(Float64Array.of(3, 1, NaN, 4, 9, 7))
  expect(narrow.columns.map(({ name }) => name)).toEqual(['x2', 'x0'])
  expect(X.data).toEqual(Float64Array.of(1, 2, 3, 4, 5, NaN, 7, 8, 9))
  const data = new Float64Array(6)
  expect(matrix(data, numberColumns(3)).data).toBe(data)
  expect(() => matrix(new Float64Array(7), 3)).toThrow('matrix: 7 numbers do not fill rows of 3 columns.')
  expect(() => matrixFromRows([[1], [1, 2]])).toThrow('matrix: row 1 has 2 numbers; 1 are expected.')
})

test('sparse rows are taken as dense rows are', () => {
  const cell = fc.constantFrom(0, 0, 0, 1, -2.5, NaN)
  const rows = fc.array(fc.array(cell, { minLength: 4, maxLength: 4 }), { minLength: 1, maxLength: 8 })
  fc.assert(
    fc.property(rows, fc.array(fc.nat(100)), (cells, picks) => {
      const chosen = picks.map((pick) => pick % cells.length)
      const taken = takeSparseRows(sparse(cells), chosen)
      expect(taken).toEqual(sparse(chosen.map((row) => cells[row]!)))
    }),
  )
  const wrong = () => sparseMatrix(Int32Array.of(0, 2), Int32Array.of(0), Float64Array.of(1), 3)
  expect(wrong).toThrow('sparseMatrix: `starts`, `indices` and `data` do not fit each other.')
})

function sparse(cells: readonly (readonly number[])[]) {
  const filled = cells.map((row) => row.flatMap((value, column) => (value === 0 ? [] : [[column, value] as const])))
  const starts = Int32Array.of(0, ...filled.map((_, row) => filled.slice(0, row + 1).flat().length))
  const entries = filled.flat()
  const indices = Int32Array.from(entries, ([column]) => column)
  return sparseMatrix(
    starts,
    indices,
    Float64Array.from(entries, ([, value]) => value),
    4,
  )
}

const X = matrixFromRows([[0], [1], [2], [3]])
const y = labels(['a', 'b', 'a', 'b'])
const heldOut = split('test', [3, 1])
const train = split('train', [2, 0])

/** What a sampler accepts. */
function resample(rows: Matrix<'train'>, classes: Labels<'train'>): number {
  refuseHeldOut('resample', rows)
  refuseHeldOut('resample', classes)
  return rows.rowCount
}

test('a split keeps its part, in type and at run time, and its rows ascend', () => {
  expect(heldOut.rows).toEqual(Int32Array.of(1, 3))
  expect(heldOut.of(X)).toMatchObject({ part: 'test', rowCount: 2, data: Float64Array.of(1, 3) })
  expect(heldOut.of(y)).toMatchObject({ part: 'test', codes: Int32Array.of(1, 1), classes: ['a', 'b'] })
  expect(heldOut.of(['p', 'q', 'r', 's'])).toEqual(['q', 's'])
  expect(heldOut.of(Float64Array.of(5, 6, 7, 8))).toEqual(Float64Array.of(6, 8))
  expect(
    heldOut.of(
      sparse([
        [1, 0, 0, 0],
        [0, 2, 0, 0],
        [0, 0, 3, 0],
        [0, 0, 0, 4],
      ]),
    ),
  ).toMatchObject({
    part: 'test',
    rowCount: 2,
    data: Float64Array.of(2, 4),
  })
  expect(takeRows(heldOut.of(X), [0]).part).toBe('test')
  expect(takeColumns(heldOut.of(X), [0]).part).toBe('test')
  expect(takeLabels(heldOut.of(y), [0]).part).toBe('test')
  expect(oneAgainstRest(heldOut.of(y), 'a').part).toBe('test')
  expect(Object.isFrozen(heldOut)).toBe(true)
})

test('train and never-split data may be rebalanced, validation and test data may not', () => {
  expect(resample(X, y)).toBe(4)
  expect(resample(train.of(X), train.of(y))).toBe(2)
  // @ts-expect-error test rows are no train rows
  expect(() => resample(heldOut.of(X), train.of(y))).toThrow(LeakError)
  // @ts-expect-error nor are test labels
  expect(() => resample(train.of(X), heldOut.of(y))).toThrow(
    'resample: these rows belong to the test part. Only training data can be rebalanced or augmented; ' +
      'resampled test data would flatter the result. Pass `split.train` instead.',
  )
  // @ts-expect-error rows taken from test rows stay test rows
  expect(() => resample(takeRows(heldOut.of(X), [0]), y)).toThrow(LeakError)
  const validation = split('validation', [0])
  // @ts-expect-error validation rows neither
  expect(() => resample(validation.of(X), y)).toThrow('these rows belong to the validation part')
  expect(() => refuseToLearn('scaler', heldOut.of(X))).toThrow(LeakError)
  expect(() => refuseToLearn('scaler', train.of(X))).not.toThrow()
})
