import { expect, test } from 'vitest'
import { labelsFromCodes, matrix, OptionError } from '../../src/core/index.ts'
import { longTailedCounts, makeImbalance } from '../../src/sampling/index.ts'

const sum = (counts: Int32Array) => counts.reduce((all, count) => all + count, 0)

test('the long-tailed CIFAR sets have the published sizes', () => {
  const ten = (factor: number) => longTailedCounts({ classes: 10, largest: 5000, factor })
  expect([...ten(100)]).toEqual([5000, 2997, 1796, 1077, 645, 387, 232, 139, 83, 50])
  expect(sum(ten(100))).toBe(12_406)
  expect([...ten(50)]).toEqual([5000, 3237, 2096, 1357, 878, 568, 368, 238, 154, 100])
  expect([...ten(200)]).toEqual([5000, 2775, 1540, 854, 474, 263, 146, 81, 45, 25])
  expect(sum(longTailedCounts({ classes: 100, largest: 500, factor: 100 }))).toBe(10_847)
  expect(() => longTailedCounts({ classes: 10, largest: 5000, factor: 0.5 })).toThrow(OptionError)
})

test('makeImbalance leaves so many rows', async () => {
  const codes = Int32Array.from({ length: 40 }, (_, row) => row % 4)
  const y = { ...labelsFromCodes(codes, ['a', 'b', 'c', 'd']), part: 'train' as const }
  const counts = longTailedCounts({ classes: 4, largest: 10, factor: 10 })
  const samplingStrategy = Object.fromEntries(y.classes.map((name, code) => [String(name), counts[code]!]))
  const made = await makeImbalance(matrix(Float64Array.from(codes), 1), y, { samplingStrategy })
  expect(Array.from({ length: 4 }, (_, code) => made.y.codes.filter((other) => other === code).length)).toEqual([
    ...counts,
  ])
})
