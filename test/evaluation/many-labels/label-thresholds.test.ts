import { expect, test } from 'vitest'
import { multiLabelsFromMatrix, OptionError, oneLabel, random } from '../../../src/core/index.ts'
import { chooseLabelThresholds, chooseThreshold, decideLabels, judgeLabels } from '../../../src/evaluation/index.ts'

const rows = 400
const width = 3
const dice = random(1).uniform(rows * width)
const noise = random(2).uniform(rows * width)
const truth = multiLabelsFromMatrix(
  Uint8Array.from(dice, (die, at) => (die < [0.4, 0.1, 0.05][at % width]! ? 1 : 0)),
  ['clean', 'rude', 'threat'],
)
const scores = noise.map((die, at) => 0.6 * die + 0.35 * truth.data[at]!)
const column = (label: number) => scores.filter((_, at) => at % width === label)

test('each label has the threshold that it would have alone, for its own goal', () => {
  const costs = [
    [0, 1],
    [20, 0],
  ]
  const goals = { byLabel: { rude: { recall: 0.9 }, threat: { costs } }, others: { precision: 0.8 } }
  const { thresholds, decisions, labels } = chooseLabelThresholds(truth, scores, goals)
  expect(labels).toEqual(['clean', 'rude', 'threat'])
  for (const [label, goal] of [{ precision: 0.8 }, { recall: 0.9 }, { costs }].entries()) {
    const alone = chooseThreshold(oneLabel(truth, labels[label]!).codes, column(label), goal)
    expect(decisions[label]).toEqual(alone)
    expect(thresholds[label]).toBe(alone.threshold)
  }
  const judged = judgeLabels(truth, decideLabels(scores, { labels, thresholds }), goals)
  expect(judged.map((own) => own?.recall)).toEqual(decisions.map((own) => own?.recall))
  expect(judged.map((own) => own?.precision)).toEqual(decisions.map((own) => own?.precision))
  expect(judged[0]!.threshold).toBeNaN()
})

test('a label that no row has is never given, one that all have always', () => {
  const odd = multiLabelsFromMatrix(
    truth.data.map((has, at) => (at % width === 0 ? 0 : at % width === 1 ? 1 : has)),
    truth.labels,
  )
  const chosen = chooseLabelThresholds(odd, scores)
  expect(chosen.decisions.map((own) => own === null)).toEqual([true, true, false])
  const decided = decideLabels(scores, chosen)
  expect(decided.data.filter((_, at) => at % width === 0).every((has) => has === 0)).toBe(true)
  expect(decided.data.filter((_, at) => at % width === 1).every((has) => has === 1)).toBe(true)
  expect(judgeLabels(odd, decided).map((own) => own === null)).toEqual([true, true, false])
})

test('goals and scores that do not fit are refused with a remedy', () => {
  expect(() => chooseLabelThresholds(truth, scores, { byLabel: { rudde: { recall: 0.9 } } })).toThrow(
    new OptionError(
      'chooseLabelThresholds: there is a goal for the label "rudde", which is not there; did you mean rude?',
    ),
  )
  expect(() => chooseLabelThresholds(truth, scores, { byLabel: { rude: { recall: 2 } } })).toThrow(
    'chooseLabelThresholds: label "rude": `recall` must be more than 0 and at most 1; it is 2.',
  )
  expect(() => chooseLabelThresholds(truth, scores.slice(1))).toThrow('1199 scores for 400 rows and 3 labels')
  expect(() => decideLabels(scores, { labels: ['a'], thresholds: new Float64Array(2) })).toThrow(
    'there are 2 thresholds for 1 labels. Give one number for each.',
  )
  expect(() => decideLabels(Float64Array.of(Number.NaN), { labels: ['a'], thresholds: new Float64Array(1) })).toThrow(
    'the score of row 0 for the label "a" is NaN. Repair',
  )
})
