import { describe, expect, it } from 'vitest'
import { DataError, labels } from '../../src/core/index.ts'
import {
  cohenKappa,
  confusionMatrix,
  fleissKappa,
  krippendorffAlpha,
  percentAgreement,
  type Ratings,
  spanAgreement,
} from '../../src/evaluation/index.ts'

// Krippendorff's own example "C", as R's irr prints it: four annotators, twelve items.
const annotators = [
  [1, 2, 3, 3, 2, 1, 4, 1, 2, null, null, null],
  [1, 2, 3, 3, 2, 2, 4, 1, 2, 5, null, 3],
  [null, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, null],
  [1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, null],
]
const items: Ratings = annotators[0]!.map((_, item) => annotators.map((one) => one[item]!))

// Fleiss' table of 10 items and 5 classes, as counts of 14 answers.
const counts = [
  [0, 0, 0, 0, 14],
  [0, 2, 6, 4, 2],
  [0, 0, 3, 5, 6],
  [0, 3, 9, 2, 0],
  [2, 2, 8, 1, 1],
  [7, 7, 0, 0, 0],
  [3, 2, 6, 3, 0],
  [2, 5, 3, 2, 2],
  [6, 5, 2, 1, 0],
  [0, 2, 2, 3, 7],
]

describe('agreement', () => {
  it("equals the published values of Krippendorff's alpha at every level", () => {
    expect(krippendorffAlpha(items)).toBeCloseTo(0.743, 3)
    expect(krippendorffAlpha(items, { level: 'ordinal' })).toBeCloseTo(0.815, 3)
    expect(krippendorffAlpha(items, { level: 'interval' })).toBeCloseTo(0.849, 3)
    expect(krippendorffAlpha(items, { level: 'ratio' })).toBeCloseTo(0.797, 3)
  })

  it("equals Fleiss' published kappa", () => {
    const ratings = counts.map((row) => row.flatMap((count, value) => Array.from({ length: count }, () => value)))
    expect(fleissKappa(ratings)).toBeCloseTo(0.21, 3)
  })

  it("equals Cohen's kappa of the textbook table, and the share of agreeing pairs", () => {
    const cells = [
      [20, 'yes', 'yes'],
      [5, 'yes', 'no'],
      [10, 'no', 'yes'],
      [15, 'no', 'no'],
    ] as const
    const pairs = cells.flatMap(([count, one, other]) => Array.from({ length: count }, () => [one, other] as const))
    const first = labels(pairs.map(([one]) => one))
    const second = labels(pairs.map(([, other]) => other))
    expect(cohenKappa(confusionMatrix(first, second))).toBeCloseTo(0.4, 12)
    expect(percentAgreement(pairs)).toBeCloseTo(0.7, 12)
  })

  it('counts perfect agreement as 1 and asks for two answers', () => {
    const same = [
      ['a', 'a'],
      ['b', 'b'],
    ]
    expect([percentAgreement(same), fleissKappa(same), krippendorffAlpha(same)]).toEqual([1, 1, 1])
    expect(krippendorffAlpha([['a', 'a', null]])).toBe(1)
    expect(() => krippendorffAlpha([['a', null]])).toThrow(DataError)
    expect(() => krippendorffAlpha(same, { level: 'interval' })).toThrow('is not a number')
    expect(() =>
      fleissKappa([
        ['a', 'a'],
        ['a', null],
      ]),
    ).toThrow('Use krippendorffAlpha')
  })

  it('averages F1 of spans over pairs of annotators', () => {
    const [one, two, other] = [
      [{ start: 0, end: 4, label: 'drug' }],
      [{ start: 9, end: 12, label: 'drug' }],
      [{ start: 0, end: 5, label: 'drug' }],
    ]
    expect(
      spanAgreement([
        [one!, two!],
        [one!, two!],
        [other!, two!],
      ]),
    ).toBeCloseTo((1 + 0.5 + 0.5) / 3, 12)
    expect(spanAgreement([[[]], [[]]])).toBe(1)
    expect(() => spanAgreement([[one!]])).toThrow('at least two')
  })
})
