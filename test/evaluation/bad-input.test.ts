import { expect, test } from 'vitest'
import { DataError, labels, labelsFromCodes, OptionError } from '../../src/core/index.ts'
import * as evaluation from '../../src/evaluation/index.ts'

const {
  averagePrecision,
  betaCalibrator,
  bootstrapScores,
  brier,
  brierDecomposition,
  chooseCalibrator,
  chooseClassThresholds,
  chooseThreshold,
  classWiseCalibrationError,
  confidenceCalibrationError,
  confusionMatrix,
  costCurve,
  decide,
  detCurve,
  expectedCalibrationError,
  gainCurve,
  isotonicCalibrator,
  judge,
  judgeClasses,
  logLoss,
  plattCalibrator,
  precisionAtK,
  precisionRecallCurve,
  priorShift,
  recallAgainstAlerts,
  reliabilityCurve,
  rocAuc,
  rocCurve,
  temperatureCalibrator,
  thresholdSweep,
  vectorCalibrator,
} = evaluation

type Way = (truth: number[], scores: number[], weights?: number[]) => unknown
const floats = (values: number[] | undefined) => values && Float64Array.from(values)
const rows = (scores: number[]) => Float64Array.from(scores.flatMap((p) => [1 - p, p]))
const classes = (truth: number[]) => labelsFromCodes(Int32Array.from(truth), ['no', 'yes'])
const costs = [
  [0, 1],
  [5, 0],
]

/** Those that take a truth and a score a row. */
const scored: [string, Way][] = [
  ...[averagePrecision, rocAuc, precisionRecallCurve, rocCurve, detCurve, gainCurve].map((own): [string, Way] => [
    own.name,
    (t, s, w) => own(t, Float64Array.from(s), floats(w)),
  ]),
  ['thresholdSweep', (t, s, w) => thresholdSweep(t, Float64Array.from(s), optional(w))],
  ['chooseThreshold', (t, s, w) => chooseThreshold(t, Float64Array.from(s), { recall: 0.5 }, optional(w))],
  ['judge', (t, s, w) => judge(t, Float64Array.from(s), 0.5, undefined, optional(w))],
  ['costCurve', (t, s, w) => costCurve(t, Float64Array.from(s), costs, optional(w))],
  ['recallAgainstAlerts', (t, s, w) => recallAgainstAlerts(t, Float64Array.from(s), [0.5], optional(w))],
]
/** Those that ask for probabilities of the positive class. */
const probable: [string, Way][] = [brier, brierDecomposition, expectedCalibrationError, reliabilityCurve].map((own) => [
  own.name,
  (t, s, w) =>
    own === brier
      ? brier(t, Float64Array.from(s), floats(w))
      : (own as typeof expectedCalibrationError)(t, Float64Array.from(s), undefined, floats(w)),
])
/** Those that ask for rows of probabilities, one column a class. */
const wide: [string, Way][] = [
  ['logLoss', (t, s, w) => logLoss(classes(t), rows(s), floats(w))],
  ['brier', (t, s, w) => brier(classes(t), rows(s), floats(w))],
  ['classWiseCalibrationError', (t, s, w) => classWiseCalibrationError(classes(t), rows(s), {}, floats(w))],
  ['confidenceCalibrationError', (t, s, w) => confidenceCalibrationError(classes(t), rows(s), {}, floats(w))],
  ...[plattCalibrator, isotonicCalibrator, temperatureCalibrator, betaCalibrator, vectorCalibrator].map(
    (own): [string, Way] => [own().name, (t, s, w) => own().fit(rows(s), classes(t), floats(w))],
  ),
  ['chooseCalibrator', (t, s, w) => chooseCalibrator(rows(s), classes(t), optional(w))],
]
function optional(weights: number[] | undefined) {
  return weights ? { sampleWeight: Float64Array.from(weights) } : {}
}

/** One sentence that says who and what, and one more, or a clause, with the remedy. */
async function refused(work: () => unknown, who: string, what: RegExp) {
  const error: unknown = await Promise.resolve()
    .then(work)
    .then(
      () => undefined,
      (reason: unknown) => reason,
    )
  expect(error, who).toBeInstanceOf(Error)
  expect(error instanceof DataError || error instanceof OptionError, `${who}: ${error}`).toBe(true)
  const { message } = error as Error
  expect(message).toMatch(what)
  expect(message.startsWith(who) || message.includes(`calibrator ${who}`), message).toBe(true)
  expect(message, 'a remedy').toMatch(
    /[.;] (Give|give|Drop|Code|Weights|weights|Probabilities|Split|Divide|divide|it must|Pass|Check|calibrate|Calibrate|Repair|they must|one of each)/,
  )
  expect(message.length).toBeLessThan(260)
  expect(message.endsWith('.')).toBe(true)
  expect(message).not.toContain('\n')
}

test.each([...scored, ...probable, ...wide])(
  '%s refuses lengths that differ and weights that cannot be',
  async (who, way) => {
    await refused(() => way([0, 1, 1], [0.2, 0.7]), who, /3 (true classes|truths|rows)|4 probabilities|there are 3/)
    await refused(() => way([0, 1], [0.2, 0.7], [1]), who, /1 weights/)
    await refused(() => way([0, 1], [0.2, 0.7], [1, -1]), who, /weight .*negative|weight of row 1 is -1/)
    await refused(() => way([0, 1], [0.2, 0.7], [1, Number.NaN]), who, /weight .*not finite|weight of row 1 is NaN/)
    await refused(() => way([0, 1], [0.2, 0.7], [0, 0]), who, /all weights are 0/)
  },
)

test.each([...scored, ...probable, ...wide])('%s refuses what is no number', async (who, way) => {
  await refused(() => way([0, 1], [0.2, Number.NaN]), who, /row 1 .*NaN/)
})

test.each([...probable, ...wide])('%s refuses probabilities outside 0 and 1', async (who, way) => {
  await refused(() => way([0, 1], [0.2, 1.5]), who, /row 1 .*(1\.5|-0\.5)/)
  await refused(() => way([0, 1], [-0.25, 0.5]), who, /row 0 .*(-0\.25|1\.25)/)
})

test('bootstrapScores refuses the same', async () => {
  await refused(() => bootstrapScores([0, 1, 1], Float64Array.of(0.2, 0.7)), 'bootstrapScores', /3 true classes/)
  await refused(() => bootstrapScores([0, 1], Float64Array.of(0.2, 1.7)), 'bootstrapScores', /row 1 is 1.7/)
})

test('a class that is absent from the part that is decided on is named, with the way to a better split', async () => {
  const scores = Float64Array.of(0.1, 0.4, 0.8)
  for (const decided of [
    () => chooseThreshold([0, 0, 0], scores, { recall: 0.9 }),
    () => judge([0, 0, 0], scores, 0.5),
    () => costCurve([0, 0, 0], scores, costs),
    () => recallAgainstAlerts([0, 0, 0], scores),
  ]) {
    expect(decided).toThrow(/there is no positive row; .* Split with `splitParts`, .* or bring more rows\.$/)
  }
  expect(() => chooseThreshold([1, 1, 1], scores)).toThrow(/there is no negative row/)
  const y = labelsFromCodes(Int32Array.of(0, 0, 1), ['a', 'b', 'c'])
  const proba = Float64Array.of(0.8, 0.1, 0.1, 0.5, 0.3, 0.2, 0.1, 0.8, 0.1)
  expect(chooseClassThresholds(proba, y).decisions[2]).toBeNull()
  expect(judgeClasses(y, [0, 0, 1])[2]).toBeNull()
})

test('labels unseen in training are refused by name or by where they stand', () => {
  const known = labels(['a', 'b', 'a'])
  expect(() => confusionMatrix(labels(['a', 'c', 'b']), known)).toThrow(
    'confusionMatrix: truth and predictions have different classes. Code both over the same classes, with `labelsFromCodes`.',
  )
  expect(() => labelsFromCodes(Int32Array.of(0, 2), ['a', 'b'])).toThrow('a code lies outside the 2 classes')
  expect(() => judgeClasses(known, [0, 1])).toThrow('there are 2 decisions for 3 rows; give one a row.')
})

test('goals that no point meets get the nearest point, goals out of range a sentence', () => {
  const truth = [0, 1, 0, 1, 0, 0, 1, 0]
  const scores = Float64Array.of(0.9, 0.8, 0.7, 0.6, 0.5, 0.4, 0.3, 0.2)
  const decision = chooseThreshold(truth, scores, { recall: 0.9, precision: 0.9 })
  expect(decision.met).toBe(false)
  expect(decision.nearest).toBeDefined()
  expect(decision.threshold).toBe(decision.nearest!.threshold)
  expect(decision.precisionAtRecall!.recall).toBeGreaterThanOrEqual(0.9)
  expect(() => chooseThreshold(truth, scores, { recall: 1.5 })).toThrow(
    'chooseThreshold: `recall` must be more than 0 and at most 1; it is 1.5.',
  )
  expect(() => decide(rows([0.2]), Number.NaN)).toThrow('decide: the threshold must be a number; it is NaN.')
  expect(() => precisionAtK(truth, scores, 9)).toThrow('`k` must be a whole number from 1 to the 8 rows; it is 9.')
  expect(() => priorShift(rows([0.2]), [0.5, 0.5], [1, 0])).toThrow('must hold a share above 0 for each class')
})
