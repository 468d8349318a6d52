import { expect, test } from 'vitest'
import { DataError, labels, labelsFromCodes, multiLabelsFromMatrix, OptionError } from '../../src/core/index.ts'
import {
  bootstrapCounts,
  bootstrapIntervals,
  chooseCalibrator,
  chooseClassThresholds,
  chooseLabelThresholds,
  chooseThreshold,
  chooseThresholdByRowCosts,
  conformalThreshold,
  confusionMatrix,
  costDecision,
  crossValidationFolds,
  decide,
  decideByRowCosts,
  decideLabels,
  estimatePriors,
  expectedCost,
  hammingLoss,
  judgeClasses,
  judgeLabels,
  labelRankingLoss,
  loadCalibrator,
  mcnemar,
  multiLabelReport,
  perClassCalibrator,
  plattCalibrator,
  splitParts,
  thresholdSweep,
} from '../../src/evaluation/index.ts'

const two = labelsFromCodes(Int32Array.of(0, 1, 0, 1), ['no', 'yes'])
const three = labelsFromCodes(Int32Array.of(0, 1, 2, 1), ['a', 'b', 'c'])
const rows = (...p: number[]) => Float64Array.from(p.flatMap((one) => [1 - one, one]))
const good = rows(0.2, 0.7, 0.4, 0.6)
const wide = Float64Array.of(0.5, 0.3, 0.2, 0.2, 0.6, 0.2, 0.1, 0.3, 0.6, 0.3, 0.4, 0.3)
const weights = (...values: number[]) => Float64Array.from(values)
const tags = multiLabelsFromMatrix(Uint8Array.of(1, 0, 0, 1, 1, 1, 0, 0), ['x', 'z'])
const tagScores = weights(0.9, 0.1, 0.2, 0.8, 0.7, 0.6, 0.1, 0.3)
const costs = [
  [0, 1],
  [5, 0],
]
const with_ = (at: number, value: number, all: Float64Array) => all.map((one, index) => (index === at ? value : one))
const fitted = () => plattCalibrator().fit(good, two)

/** What is wrong, at which door, how one comes there, and what the sentence must hold: what is wrong and the remedy. */
const table: readonly (readonly [string, string, () => unknown, RegExp])[] = [
  // Probabilities outside 0 and 1, or none.
  [
    'outside 0 and 1',
    'perClass',
    () => perClassCalibrator().fit(with_(1, 1.4, good), two),
    /row 0 .*1\.4; it must lie within 0 and 1\. Pass/,
  ],
  [
    'NaN',
    'perClass',
    () => perClassCalibrator().fit(with_(3, Number.NaN, good), two),
    /row 1 .*NaN; it must lie within 0 and 1\. Pass/,
  ],
  [
    'outside 0 and 1',
    'platt',
    async () => (await fitted()).transform(weights(1.5, -0.5)),
    /row 0 .*1\.5; it must lie within 0 and 1\. Pass/,
  ],
  [
    'outside 0 and 1',
    'estimatePriors',
    () => estimatePriors(weights(1.5, -0.5), [0.5, 0.5]),
    /1\.5; it must lie within 0 and 1\. Pass/,
  ],
  [
    'a row that is no distribution',
    'estimatePriors',
    () => estimatePriors(weights(0.5, 0.6), [0.5, 0.5]),
    /row 0 sum to 1\.1; divide each row by its sum/,
  ],
  [
    'NaN',
    'chooseClassThresholds',
    () => chooseClassThresholds(with_(4, Number.NaN, wide), three),
    /NaN.*(Drop|Pass|repair)/,
  ],
  ['NaN', 'decide', () => decide(with_(0, Number.NaN, good), 0.5), /NaN/],
  ['NaN', 'costDecision', () => costDecision(with_(0, Number.NaN, good), costs), /NaN/],
  [
    'NaN',
    'conformalThreshold',
    () => conformalThreshold(two.codes, weights(0.2, Number.NaN, 0.4, 0.6), { recall: 0.5 }),
    /row 1 is NaN.*(Drop|repair)/,
  ],
  [
    'outside 0 and 1',
    'decideByRowCosts',
    () => decideByRowCosts(weights(0.2, 1.2), { falseAlarm: weights(1, 1), miss: weights(1, 1) }),
    /row 1.*1\.2.*0 and 1/,
  ],
  [
    'NaN',
    'chooseLabelThresholds',
    () => chooseLabelThresholds(tags, with_(2, Number.NaN, tagScores)),
    /row 1 .*"x" is NaN.*(Drop|Repair|repair)/,
  ],
  [
    'NaN',
    'decideLabels',
    () => decideLabels(weights(0.4, Number.NaN), { labels: ['x', 'z'], thresholds: weights(0.5, 0.5) }),
    /"z" is NaN\. Repair/,
  ],
  [
    'NaN',
    'labelRankingLoss',
    () => labelRankingLoss(tags, with_(2, Number.NaN, tagScores)),
    /NaN.*(Drop|Repair|repair)/,
  ],
  // Lengths that differ.
  [
    'lengths',
    'perClass',
    () => perClassCalibrator().fit(rows(0.2), two),
    /2 probabilities for 4 rows of 2 classes; give one for each/,
  ],
  [
    'lengths',
    'platt',
    async () => (await fitted()).transform(weights(0.5, 0.3, 0.2)),
    /3 probabilities do not fill rows of 2 classes; give one/,
  ],
  ['lengths', 'chooseClassThresholds', () => chooseClassThresholds(rows(0.2), three), /[Gg]ive one/],
  ['lengths', 'judgeClasses', () => judgeClasses(two, [0]), /1 decisions for 4 rows; give one a row/],
  ['lengths', 'expectedCost', () => expectedCost(two, Int32Array.of(0), costs), /[Gg]ive one/],
  [
    'lengths',
    'chooseThresholdByRowCosts',
    () =>
      chooseThresholdByRowCosts(two.codes, weights(0.1, 0.2, 0.3, 0.4), {
        falseAlarm: weights(1),
        miss: weights(1, 1, 1, 1),
      }),
    /[Gg]ive one/,
  ],
  ['lengths', 'chooseLabelThresholds', () => chooseLabelThresholds(tags, weights(0.5)), /[Gg]ive one/],
  [
    'lengths',
    'judgeLabels',
    () => judgeLabels(tags, { ...tags, rowCount: 1, data: Uint8Array.of(1, 0) }),
    /[Gg]ive|[Cc]ode/,
  ],
  [
    'lengths',
    'decideLabels',
    () => decideLabels(weights(0.5), { labels: ['x', 'z'], thresholds: weights(0.5, 0.5) }),
    /[Gg]ive one/,
  ],
  [
    'lengths',
    'bootstrapIntervals',
    () => bootstrapIntervals(3, () => [0], { groups: [1, 2] }),
    /2 groups for 3 rows\. Give one group for each row/,
  ],
  [
    'lengths',
    'confusionMatrix',
    () => confusionMatrix(two, labelsFromCodes(Int32Array.of(0), ['no', 'yes'])),
    /[Gg]ive one/,
  ],
  ['lengths', 'mcnemar', () => mcnemar(two, two, labelsFromCodes(Int32Array.of(0), ['no', 'yes'])), /[Gg]ive one/],
  ['lengths', 'crossValidationFolds', () => crossValidationFolds({ rowCount: 3, y: two }), /[Gg]ive one/],
  // Labels unseen in training.
  [
    'unseen',
    'confusionMatrix',
    () => confusionMatrix(labels(['a', 'c']), labels(['a', 'b'])),
    /different classes\. Code both over the same classes/,
  ],
  [
    'unseen',
    'mcnemar',
    () => mcnemar(labels(['a', 'c']), labels(['a', 'b']), labels(['a', 'c'])),
    /different classes\. Code (both|all)/,
  ],
  ['unseen', 'labels', () => labelsFromCodes(Int32Array.of(0, 2), ['a', 'b']), /outside the 2 classes\. (Give|Name)/],
  ['unseen', 'hammingLoss', () => hammingLoss(tags, { ...tags, labels: ['x', 'y'] }), /[Cc]ode both|the same labels/],
  [
    'unseen',
    'judgeLabels',
    () => judgeLabels(tags, tags, { byLabel: { y: { recall: 0.5 } } }),
    /label "y", which is not there; (did you mean|there are)/,
  ],
  [
    'unseen',
    'perClass',
    () => perClassCalibrator({ byClass: { maybe: 'platt' } }).fit(good, two),
    /"maybe", which is not there; (did you mean|there are)/,
  ],
  ['damaged', 'loadCalibrator', () => loadCalibrator({} as never), /save it again/],
  // A class absent from validation.
  [
    'absent',
    'perClass',
    () => perClassCalibrator().fit(rows(0.2, 0.3), labelsFromCodes(Int32Array.of(1, 1), ['no', 'yes'])),
    /only one class has rows; calibrate on rows of at least two/,
  ],
  [
    'absent',
    'conformalThreshold',
    () => conformalThreshold([0, 0], weights(0.2, 0.4), { recall: 0.5 }),
    /no positive row.*(Split|bring)/,
  ],
  [
    'absent',
    'chooseThresholdByRowCosts',
    () => chooseThresholdByRowCosts([0, 0], weights(0.2, 0.4), { falseAlarm: weights(1, 1), miss: weights(1, 1) }),
    /no positive row.*(Split|bring)/,
  ],
  ['absent', 'thresholdSweep', () => thresholdSweep([1, 1], weights(0.2, 0.4)), /no negative row.*(Split|bring)/],
  [
    'absent',
    'splitParts',
    () => splitParts({ rowCount: 4, y: labels(['a', 'a', 'a', 'b']) }),
    /"b".*(bring|[Mm]erge|[Aa]dd|[Nn]eeds|at least)/,
  ],
  // Weights that are negative or all zero.
  [
    'negative weight',
    'perClass',
    () => perClassCalibrator().fit(good, two, weights(1, -1, 1, 1)),
    /a weight is negative or not finite; weights must be numbers of at least 0/,
  ],
  [
    'zero weights',
    'chooseCalibrator',
    () => chooseCalibrator(good, two, { sampleWeight: weights(0, 0, 0, 0) }),
    /all weights are 0; give at least one/,
  ],
  [
    'negative weight',
    'chooseLabelThresholds',
    () => chooseLabelThresholds(tags, tagScores, undefined, { sampleWeight: weights(1, 1, -2, 1) }),
    /weight of row 2 is -2\. Weights must be 0 or more/,
  ],
  [
    'zero weights',
    'multiLabelReport',
    () => multiLabelReport(tags, tags, weights(0, 0, 0, 0)),
    /all weights are 0\. Give at least one/,
  ],
  [
    'negative weight',
    'confusionMatrix',
    () => confusionMatrix(two, two, weights(1, 1, 1, -1)),
    /weight of row 3 is -1\. Weights must be 0 or more/,
  ],
  [
    'zero weights',
    'chooseClassThresholds',
    () => chooseClassThresholds(wide, three, undefined, { sampleWeight: weights(0, 0, 0, 0) }),
    /all weights are 0\. Give at least one/,
  ],
  ['no counts', 'bootstrapCounts', () => bootstrapCounts(weights(0, 0), () => [0]), /no rows\. Check the part/],
  // Goals out of range, or that nothing can promise.
  [
    'goal',
    'chooseClassThresholds',
    () => chooseClassThresholds(wide, three, { precision: 2 }),
    /`precision` must be more than 0 and at most 1; it is 2/,
  ],
  [
    'goal',
    'chooseThreshold',
    () => chooseThreshold(two.codes, weights(0.1, 0.9, 0.2, 0.8), { alerts: 0 } as never),
    /`alerts`/,
  ],
  ['goal', 'judgeClasses', () => judgeClasses(two, two.codes, { costs }), /use `expectedCost`/],
  [
    'goal',
    'conformalThreshold',
    () => conformalThreshold(two.codes, weights(0.1, 0.9, 0.2, 0.8), { recall: 0.99 }),
    /2 positive rows promise no recall .*(Ask|bring|Bring|lower)/,
  ],
]

test.each(table)('%s, told by %s', async (_, door, work, says) => {
  const error: unknown = await Promise.resolve()
    .then(work)
    .then(
      () => undefined,
      (reason: unknown) => reason,
    )
  expect(error instanceof DataError || error instanceof OptionError, `${door}: ${error}`).toBe(true)
  const { message } = error as Error
  expect(message).toMatch(says)
  expect(message.startsWith(door), message).toBe(true)
  expect(message).toMatch(/^[^\n]{20,260}[.?\w]$/)
})
