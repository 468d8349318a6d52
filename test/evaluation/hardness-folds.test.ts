import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { labels } from '../../src/core/index.ts'
import { hardnessFolds } from '../../src/evaluation/index.ts'

interface Recorded {
  readonly y: number[]
  readonly scores: number[]
  readonly folds: number
  readonly validation: number[][]
}
const recorded: Recorded[] = JSON.parse(
  readFileSync(new URL('../fixtures/evaluation/hardness-folds.json', import.meta.url), 'utf8'),
)

test.each(recorded)('the folds of InstanceHardnessCV: $folds of them', ({ y, scores, folds, validation }) => {
  const made = hardnessFolds(labels(y), Float64Array.from(scores), { folds })
  expect(made.map((fold) => [...fold.validation.rows])).toEqual(validation)
  for (const { train, validation: judged } of made) {
    expect([...train.rows, ...judged.rows].sort((a, b) => a - b)).toEqual(y.map((_, row) => row))
  }
})

test('every class, of any number, is spread evenly, the hard rows too', () => {
  const y = labels(Array.from({ length: 30 }, (_, row) => 'abc'[row % 3]!))
  const hard = Float64Array.from({ length: 30 }, (_, row) => (row < 15 ? 0.1 : 0.9))
  for (const { validation } of hardnessFolds(y, hard)) {
    expect(new Set(Array.from(validation.rows, (row) => row % 3)).size).toBe(3)
    expect(validation.rows.filter((row) => row < 15).length).toBe(3)
  }
})

test('refuses what it cannot deal', () => {
  const y = labels([0, 1, 0])
  expect(() => hardnessFolds(y, Float64Array.of(1, 2))).toThrow('hardnessFolds: there are 2 scores for 3 rows')
  expect(() => hardnessFolds(y, Float64Array.of(1, Number.NaN, 2))).toThrow('row 1 has no score')
  expect(() => hardnessFolds(y, new Float64Array(3), { folds: 4 })).toThrow('Lower `folds` to at most 3')
  expect(() => hardnessFolds(y, new Float64Array(3), { folds: 1 })).toThrow('folds')
})
