import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { multiLabels, multiLabelsFromMatrix } from '../../../src/core/index.ts'
import {
  coverageError,
  hammingLoss,
  type LabelFigures,
  labelRankingAveragePrecision,
  labelRankingLoss,
  multiLabelAveragePrecision,
  multiLabelReport,
  subsetAccuracy,
} from '../../../src/evaluation/index.ts'

type Four = [number, number, number, number]
interface Case {
  labels: number
  truth: string
  predicted: string
  scores: number[]
  weights: number[] | null
  subsetAccuracy: number
  hammingLoss: number
  perLabel: [number[], number[], number[], number[]]
  micro: Four
  macro: Four
  weighted: Four
  samples: Four
  labelRankingAveragePrecision: number
  coverageError: number
  labelRankingLoss: number
  averagePrecision: [number[], number, number, number, number]
}
const file = new URL('../../fixtures/evaluation/multi-labels.json', import.meta.url)
const cases: Case[] = JSON.parse(readFileSync(file, 'utf8')).cases
const bits = (text: string) => Uint8Array.from(text, Number)
const near = (actual: ArrayLike<number>, expected: ArrayLike<number>) => {
  expect(actual.length).toBe(expected.length)
  for (let at = 0; at < actual.length; at++) expect(actual[at]).toBeCloseTo(expected[at]!, 12)
}
const four = ({ precision, recall, f1, jaccard }: LabelFigures) => [precision, recall, f1, jaccard]

test('labels are judged and ranked as by scikit-learn', () => {
  expect(cases.length).toBe(200)
  for (const one of cases) {
    const truth = multiLabelsFromMatrix(bits(one.truth), one.labels)
    const predicted = multiLabelsFromMatrix(bits(one.predicted), one.labels)
    const scores = Float64Array.from(one.scores)
    const weights = one.weights ? Float64Array.from(one.weights) : undefined
    const report = multiLabelReport(truth, predicted, weights)
    for (const average of ['micro', 'macro', 'weighted', 'samples'] as const) near(four(report[average]), one[average])
    const perLabel = report.perLabel.map(four)
    for (const [at, figure] of one.perLabel.entries()) {
      near(
        perLabel.map((own) => own[at]!),
        figure,
      )
    }
    const precisions = multiLabelAveragePrecision(truth, scores, weights)
    near(precisions.perLabel, one.averagePrecision[0])
    near(
      [
        subsetAccuracy(truth, predicted, weights),
        hammingLoss(truth, predicted, weights),
        labelRankingAveragePrecision(truth, scores, weights),
        coverageError(truth, scores, weights),
        labelRankingLoss(truth, scores, weights),
        ...[precisions.micro, precisions.macro, precisions.weighted, precisions.samples],
      ],
      [
        one.subsetAccuracy,
        one.hammingLoss,
        one.labelRankingAveragePrecision,
        one.coverageError,
        one.labelRankingLoss,
        ...one.averagePrecision.slice(1).map(Number),
      ],
    )
  }
})

test('a perfect answer is perfect, and a weight of 2 is a row twice', () => {
  const rows = fc.array(fc.array(fc.constantFrom('a', 'b', 'c', 'd'), { maxLength: 4 }), {
    minLength: 1,
    maxLength: 12,
  })
  fc.assert(
    fc.property(rows, rows, (own, other) => {
      const names = ['a', 'b', 'c', 'd']
      const truth = multiLabels(own, names)
      expect(subsetAccuracy(truth, truth)).toBe(1)
      expect(hammingLoss(truth, truth)).toBe(0)
      expect(labelRankingLoss(truth, Float64Array.from(truth.data))).toBe(0)
      const told = own.map((_, row) => other[row % other.length]!)
      const twice = multiLabelReport(multiLabels([...own, own[0]!], names), multiLabels([...told, told[0]!], names))
      const weights = new Float64Array(own.length).fill(1)
      weights[0] = 2
      const weighted = multiLabelReport(truth, multiLabels(told, names), weights)
      near(four(twice.samples), four(weighted.samples))
      near(four(twice.macro), four(weighted.macro))
    }),
  )
})

test('what cannot be judged is refused with a remedy', () => {
  const truth = multiLabels([['a'], ['b']])
  expect(() => hammingLoss(truth, multiLabels([['a']]))).toThrow(
    'hammingLoss: 2 true rows and 1 predicted ones. Give one prediction for each row.',
  )
  expect(() => subsetAccuracy(truth, multiLabels([['a'], ['c']]))).toThrow(
    'different labels. Code both over the same, with `multiLabels(rows, labels)`.',
  )
  expect(() => coverageError(truth, new Float64Array(3))).toThrow(
    'coverageError: 3 scores for 2 rows and 2 labels. Give one for each row and label, row after row.',
  )
  expect(() => labelRankingLoss(truth, Float64Array.of(0, 1, Number.NaN, 1))).toThrow(
    'the score of row 1 for the label "a" is NaN. Drop the row',
  )
  expect(() => multiLabelReport(truth, truth, Float64Array.of(0, 0))).toThrow('all weights are 0')
  expect(() => multiLabelReport(truth, truth, Float64Array.of(1, -1))).toThrow('the weight of row 1 is -1')
  const none = multiLabels([])
  expect(() => multiLabelReport(none, none)).toThrow('there are no rows')
})
