import { describe, expect, it } from 'vitest'
import { labels, labelsFromCodes, matrix, random, takeLabels, takeRows } from '../../../src/core/index.ts'
import { averagePrecision } from '../../../src/evaluation/index.ts'
import { anomalyClassifier, isolationForest } from '../../../src/models/index.ts'

/** A cloud, and a few rows all around it. */
function clouds(rowCount: number, seed: number, share = 0.03) {
  const draws = random(seed)
  const cells = draws.fork('cells').randn(rowCount * 3)
  const codes = Int32Array.from(draws.fork('class').uniform(rowCount), (value) => (value < share ? 1 : 0))
  for (let at = 0; at < cells.length; at++) if (codes[Math.floor(at / 3)] === 1) cells[at]! *= 4
  return { X: matrix(cells, 3), y: labelsFromCodes(codes, ['usual', 'rare']) }
}

const train = clouds(900, 1)
const test = clouds(3000, 2)

function rareOf(p: Float64Array): Float64Array {
  return Float64Array.from({ length: p.length / 2 }, (_, row) => p[row * 2 + 1]!)
}

describe.each(['isolationForest', 'oneClassSvm'] as const)('anomalyClassifier of %s', (detector) => {
  it('finds rare rows all around, with probabilities that come true on fresh rows', async () => {
    const model = await anomalyClassifier({ detector }).fit(train.X, train.y)
    const p = rareOf(model.predictProba(test.X))
    const truth = Uint8Array.from(test.y.codes)
    expect(averagePrecision(truth, p)).toBeGreaterThan(0.5)
    const bias = p.reduce((sum, value, row) => sum + value - truth[row]!, 0) / p.length
    expect(Math.abs(bias)).toBeLessThan(0.01)
  })

  it('gives less probability to the rare class the higher the score', async () => {
    const model = await anomalyClassifier({ detector }).fit(train.X, train.y)
    const p = rareOf(model.predictProba(test.X))
    const scores = model.fittedDetector.scoreSamples(test.X)
    const order = Array.from(p.keys()).sort((a, b) => scores[a]! - scores[b]!)
    for (let at = 1; at < order.length; at++) expect(p[order[at]!]!).toBeLessThanOrEqual(p[order[at - 1]!]!)
  })
})

describe('anomalyClassifier', () => {
  it('learns the detector from the common class alone, whichever code it has', async () => {
    const turned = labelsFromCodes(
      train.y.codes.map((code) => 1 - code),
      ['rare', 'usual'],
    )
    const model = await anomalyClassifier().fit(train.X, train.y)
    const other = await anomalyClassifier().fit(train.X, turned)
    const usual = Array.from(train.y.codes.keys()).filter((row) => train.y.codes[row] === 0)
    const alone = await isolationForest().fit(takeRows(train.X, usual))
    expect(model.fittedDetector.scoreSamples(test.X)).toEqual(alone.scoreSamples(test.X))
    const p = model.predictProba(test.X)
    const q = other.predictProba(test.X)
    for (let row = 0; row < 50; row++) expect(q[row * 2]).toBe(p[row * 2 + 1])
  })

  it('moves probabilities by class weights, and not the detector', async () => {
    const plain = await anomalyClassifier().fit(train.X, train.y)
    const balanced = await anomalyClassifier({ classWeight: 'balanced' }).fit(train.X, train.y)
    expect(balanced.fittedDetector.save()).toEqual(plain.fittedDetector.save())
    const sum = (p: Float64Array) => rareOf(p).reduce((a, b) => a + b, 0)
    expect(sum(balanced.predictProba(test.X))).toBeGreaterThan(2 * sum(plain.predictProba(test.X)))
  })

  it('hands options to its detector, and refuses those that it does not know', async () => {
    const options = { detector: { name: 'isolationForest', options: { nEstimators: 3 } } } as const
    const model = await anomalyClassifier(options).fit(train.X, train.y)
    expect((model.fittedDetector.save().options as { nEstimators: number }).nEstimators).toBe(3)
    expect(() => anomalyClassifier({ detector: 'forest' as never })).toThrow(
      /must be the name of a detector \(isolationForest, oneClassSvm\)/,
    )
    expect(() => anomalyClassifier({ detector: { name: 'oneClassSvm', options: { nu: 2 } } })).toThrow(
      /anomalyClassifier: `detector/,
    )
  })

  it('works where all common rows are equal, and where one row is rare', async () => {
    const equal = matrix(Float64Array.from([1, 1, 1, 1, 1, 1, 9, 8]), 1)
    const y = labels(['u', 'u', 'u', 'u', 'u', 'u', 'r', 'r'])
    const model = await anomalyClassifier().fit(equal, y)
    expect(model.predictProba(equal).every((p) => p >= 0 && p <= 1)).toBe(true)
    const first = train.y.codes.indexOf(1)
    const rows = Array.from(train.y.codes.keys()).filter((row) => train.y.codes[row] === 0 || row === first)
    const one = await anomalyClassifier().fit(takeRows(train.X, rows), takeLabels(train.y, rows))
    expect(one.predictProba(test.X).every((p) => p >= 0 && p <= 1)).toBe(true)
  })
})
