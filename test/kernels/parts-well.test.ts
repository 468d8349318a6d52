import { expect, test } from 'vitest'
import { partsWell } from '../../src/kernels/parts-well.ts'
import { clusters, gaussian } from './point-sets.ts'

test('clusters part, also seen from rows outside of them', () => {
  const rows = { points: clusters(3000, 60) }
  expect(partsWell(rows, rows)).toBe(true)
  expect(partsWell({ points: clusters(500, 60) }, rows)).toBe(true)
})

test('one cloud of many columns does not', () => {
  const rows = { points: gaussian(3000, 100) }
  expect(partsWell(rows, rows)).toBe(false)
  expect(partsWell({ points: gaussian(40, 100) }, rows)).toBe(false)
})

test('few columns are not even looked at', () => {
  expect(partsWell({ points: gaussian(10, 5) }, { points: gaussian(2, 5) })).toBe(true)
})
