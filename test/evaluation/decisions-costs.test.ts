import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { labelsFromCodes, OptionError } from '../../src/core/index.ts'
import {
  costDecision,
  costThreshold,
  decide,
  expectedCost,
  parseCosts,
  trivialCosts,
} from '../../src/evaluation/index.ts'

describe('costDecision', () => {
  it('takes the class of the least expected cost', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 3, max: 5 }),
        fc.array(fc.integer({ min: 0, max: 9 }), { minLength: 25, maxLength: 25 }),
        fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 25, maxLength: 25 }),
        (classCount, prices, masses) => {
          const costs = Array.from({ length: classCount }, (_, i) => prices.slice(i * 5, i * 5 + classCount))
          const rows = Array.from({ length: 5 }, (_, i) => masses.slice(i * 5, i * 5 + classCount))
          const shares = rows.map((row) => row.map((mass) => mass / row.reduce((a, b) => a + b)))
          const decided = costDecision(Float64Array.from(shares.flat()), costs)
          for (const [row, p] of shares.entries()) {
            const expected = costs.map((_, code) =>
              p.reduce((sum, share, truth) => sum + share * costs[truth]![code]!, 0),
            )
            expect(expected[decided[row]!]).toBeCloseTo(Math.min(...expected), 12)
          }
        },
      ),
    )
  })

  it('with two classes cuts at the threshold of Elkan', () => {
    const costs = [
      [1, 3],
      [9, 2],
    ]
    expect(costThreshold(costs)).toBeCloseTo(2 / 9, 15)
    const at = costThreshold(costs)
    const proba = Float64Array.from([1 - at, at, 1 - at + 1e-9, at - 1e-9])
    expect([...costDecision(proba, costs)]).toEqual([1, 0])
    expect([...decide(proba, costs)]).toEqual([1, 0])
    expect([...decide(proba, at)]).toEqual([1, 0])
    expect([...decide(proba, [1 - at + 1e-10, at - 1e-10])]).toEqual([1, 0])
  })

  it('refuses costs under which mistakes pay', () => {
    expect(() =>
      costThreshold([
        [1, 0],
        [0, 1],
      ]),
    ).toThrow(/mistakes no dearer/)
    expect(() => costDecision(Float64Array.from([1]), [[1]])).toThrow(OptionError)
  })
})

it('adds up what decisions cost, and what constant ones would', () => {
  const y = labelsFromCodes(Int32Array.from([0, 0, 0, 1]), ['good', 'bad'])
  const costs = [
    [0, 1],
    [5, 0],
  ]
  expect(expectedCost(y, [0, 1, 0, 0], costs)).toEqual({ total: 6, perRow: 1.5 })
  expect(expectedCost(y, [0, 1, 0, 0], costs, Float64Array.from([1, 2, 1, 4]))).toEqual({ total: 22, perRow: 2.75 })
  expect([...trivialCosts(y, costs)]).toEqual([1.25, 0.75])
  expect(() => expectedCost(y, [0, 1], costs)).toThrow(/4 rows, 2 decisions/)
  expect(() => expectedCost(y, [0, 1, 2, 0], costs)).toThrow(/row 2 is decided as class code 2; there are 2 classes/)
})

describe('parseCosts', () => {
  it.each([
    [
      'bad>good=5,good>bad=1',
      ['bad', 'good'],
      [
        [0, 5],
        [1, 0],
      ],
    ],
    [
      'bad>good=5',
      ['bad', 'good'],
      [
        [0, 5],
        [1, 0],
      ],
    ],
    [
      ' bad > good = 2.5 , bad>bad=.5',
      ['bad', 'good'],
      [
        [0.5, 2.5],
        [1, 0],
      ],
    ],
    [
      '5:1',
      ['good', 'bad'],
      [
        [0, 1],
        [5, 0],
      ],
    ],
    [
      '1>2=4',
      [1, 2, 3],
      [
        [0, 4, 1],
        [1, 0, 1],
        [1, 1, 0],
      ],
    ],
    [
      'a>b>c=4',
      ['a', 'b>c'],
      [
        [0, 4],
        [1, 0],
      ],
    ],
    [
      'a=b>c=4',
      ['a=b', 'c'],
      [
        [0, 4],
        [1, 0],
      ],
    ],
    [
      '[[0,1],[7,0]]',
      ['a, b', 'c'],
      [
        [0, 1],
        [7, 0],
      ],
    ],
  ])('%s', (text, classes, costs) => {
    expect(parseCosts(text, classes)).toEqual(costs)
  })

  it.each([
    ['', /must read true>decided=cost/],
    ['5', /must read true>decided=cost/],
    ['bad>goood=5', /no class "goood" in "bad>goood=5"; did you mean good\?/],
    ['bad>good', /must read|must be a number|no class/],
    ['bad>good=', /"" in "bad>good=" must be a number of at least 0/],
    ['bad>good=-1', /"-1" in "bad>good=-1" must be a number of at least 0/],
    ['bad>good=x', /"x" in/],
    ['bad>good=1,bad>good=2', /named twice/],
    ['5:x', /"x" in "5:x"/],
    ['[[0,1]', /is not JSON/],
    ['[[0,1]]', /2 rows of 2 numbers/],
    ['[5,1]', /2 rows of 2 numbers/],
  ])('refuses %j', (text, sentence) => {
    expect(() => parseCosts(text, ['bad', 'good'])).toThrow(OptionError)
    expect(() => parseCosts(text, ['bad', 'good'])).toThrow(sentence)
  })

  it('refuses a ratio for three classes', () => {
    expect(() => parseCosts('5:1', ['a', 'b', 'c'])).toThrow(/needs two classes; there are 3/)
  })
})
