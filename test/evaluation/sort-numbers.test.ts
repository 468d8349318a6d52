import { expect, test } from 'vitest'
import { random } from '../../src/core/index.ts'
import { averagePrecision, precisionRecallCurve, rocAuc } from '../../src/evaluation/index.ts'
import { sortNumbers } from '../../src/evaluation/scores/sort-numbers.ts'

const draws = random(1).uniform(300_000)
const shapes: [string, (die: number, at: number) => number][] = [
  ['even', (die) => die],
  ['over twelve powers of ten', (die) => 10 ** (-12 * die)],
  ['tied', (die) => Math.round(die * 200) / 200],
  ['mostly one value', (die) => (die < 0.95 ? 0.125 : die)],
  ['with outliers', (die) => (die < 1e-4 ? -1e300 * die : die)],
  ['two far clumps', (die, at) => (at % 2 ? die * 1e-20 : 1 + die * 1e-12)],
  ['of both signs', (die) => die - 0.5],
  ['as far apart as can be', (die) => (die < 0.5 ? -Number.MAX_VALUE : Number.MAX_VALUE * die)],
  ['all but one in a corner, again and again', (_, at) => 2 ** -(at % 1000)],
  ['all alike', () => 7],
]

test.each(shapes)('numbers are sorted, %s', (_, shape) => {
  for (const count of [0, 1, 5000, 300_000]) {
    const values = draws.slice(0, count).map(shape)
    const expected = values.slice().sort()
    sortNumbers(values)
    expect(values.every((value, at) => value === expected[at])).toBe(true)
  }
})

test('figures without weights are those with equal weights, which go another way', () => {
  const count = 20_000
  const truth = Uint8Array.from(draws.subarray(count, 2 * count), (die) => (die < 0.1 ? 1 : 0))
  const ones = new Float64Array(count).fill(1)
  for (const digits of [1, 3, 15]) {
    const scores = draws.slice(0, count).map((die, row) => Number((die + 0.3 * truth[row]!).toFixed(digits)))
    expect(precisionRecallCurve(truth, scores)).toEqual(precisionRecallCurve(truth, scores, ones))
    expect(averagePrecision(truth, scores)).toBe(averagePrecision(truth, scores, ones))
    expect(rocAuc(truth, scores)).toBe(rocAuc(truth, scores, ones))
  }
})
