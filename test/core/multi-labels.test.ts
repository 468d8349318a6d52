import { expect, test } from 'vitest'
import {
  countLabels,
  DataError,
  labelNames,
  multiLabels,
  multiLabelsFromMatrix,
  oneLabel,
  split,
  takeMultiLabels,
} from '../../src/core/index.ts'

test('names become a matrix of zeros and ones, and names again', () => {
  const rows = [['spam', 'rude'], [], ['rude']]
  const Y = multiLabels(rows)
  expect(Y.labels).toEqual(['rude', 'spam'])
  expect([...Y.data]).toEqual([1, 1, 0, 0, 1, 0])
  expect(labelNames(Y)).toEqual([['rude', 'spam'], [], ['rude']])
  expect([...countLabels(Y)]).toEqual([2, 1])
  expect([...countLabels(multiLabels(rows, ['spam', 'rude', 'new']))]).toEqual([1, 2, 0])
  expect(labelNames(takeMultiLabels(Y, [2, 0, 2]))).toEqual([['rude'], ['rude', 'spam'], ['rude']])
})

test('one label is a yes-or-no question, and parts carry over', () => {
  const Y = multiLabelsFromMatrix(Uint8Array.of(0, 1, 1, 1), 2)
  expect(oneLabel(Y, 0)).toEqual({ codes: Int32Array.of(0, 1), classes: ['not 0', '0'], part: undefined })
  const drawn = split('train', [1]).of(Y)
  expect([drawn.part, drawn.rowCount, ...drawn.data]).toEqual(['train', 1, 1, 1])
})

test('what does not fit is refused with a remedy', () => {
  expect(() => multiLabels([['a'], ['b']], ['a'])).toThrow(
    new DataError('multiLabels: row 1 has the label "b", which is not among the 1 given. Add it to them or drop it.'),
  )
  expect(() => multiLabelsFromMatrix(Uint8Array.of(0, 1, 0), 2)).toThrow('do not fill rows of 2 labels')
  expect(() => multiLabelsFromMatrix(Uint8Array.of(0, 1, 0, 2), 2)).toThrow('row 1 has 2 for the label "1"')
  expect(() => oneLabel(multiLabels([['a']]), 'b')).toThrow('no label "b"; there are a.')
})
