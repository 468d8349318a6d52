import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { labels, matrix, numberColumns, OptionError, random, takeLabels, takeRows } from '../../../src/core/index.ts'
import { balancedRandomForest, loadClassifier } from '../../../src/ensembles/index.ts'
import { dummyClassifier, logisticRegression, selfTraining } from '../../../src/models/index.ts'
import { alignDistribution } from '../../../src/models/semi-supervised/align-distribution.ts'
import { allocateByShares } from '../../../src/models/semi-supervised/allocate-by-shares.ts'
import { crestRates } from '../../../src/models/semi-supervised/crest-rates.ts'
import { flexibleThresholds } from '../../../src/models/semi-supervised/flexible-thresholds.ts'

const count = 400
/** Two clouds that overlap; 'rare' is a tenth of the rows. */
const noise = random('self-training').randn(count * 2)
const names = Array.from({ length: count }, (_, row) => (row % 10 === 0 ? 'rare' : 'usual'))
const all = matrix(
  Float64Array.from({ length: count * 2 }, (_, at) => noise[at]! + (names[at >> 1] === 'rare' ? 2 : 0)),
  numberColumns(2),
)
const truth = labels(names)
const known = Array.from({ length: 60 }, (_, row) => row)
const open = Array.from({ length: count - 60 }, (_, row) => row + 60)
const X = takeRows(all, known)
const y = takeLabels(truth, known)
const unlabeled = takeRows(all, open)

function countOf(codes: Int32Array, code: number): number {
  return codes.filter((one) => one === code).length
}

describe('selfTraining', () => {
  it('gives the unlabeled rows classes in the shares of the labeled ones, more of them each round', async () => {
    const model = await selfTraining().fit(X, y, { unlabeled })
    expect(model.pseudoLabels.row.length).toBe(open.length)
    expect(Math.abs(countOf(model.pseudoLabels.code, 0) - 34)).toBeLessThanOrEqual(2)
    expect(model.iterations).toBe(5)
    const once = await selfTraining({ maxIter: 2, relabel: true }).fit(X, y, { unlabeled })
    expect(once.iterations).toBe(2)
    const byRound = [1, 2, 3, 4, 5].map((round) => countOf(model.pseudoLabels.round, round))
    expect(byRound.every((rows) => rows > 0)).toBe(true)
    expect(byRound[0]).toBeLessThanOrEqual(Math.ceil(open.length / 5) + 2)
  })

  it('takes the shares that it is told', async () => {
    const model = await selfTraining({ shares: { rare: 1, usual: 1 } }).fit(X, y, { unlabeled })
    expect(Math.abs(countOf(model.pseudoLabels.code, 0) - open.length / 2)).toBeLessThanOrEqual(3)
    const attempt = (shares: Record<string, number>) => selfTraining({ shares }).fit(X, y, { unlabeled })
    await expect(attempt({ rare: 0, usual: 0 })).rejects.toThrow(/`shares` are all 0/)
    await expect(attempt({ rare: 1 })).rejects.toThrow(/`shares` lacks the class "usual"/)
    await expect(attempt({ rare: 1, usual: 1, other: 1 })).rejects.toThrow(/`shares` names a class "other"/)
    const wider = { ...y, classes: ['rare', 'usual', 'zero'] }
    const lost = selfTraining({ shares: { rare: 1, usual: 1, zero: 1 } }).fit(X, wider, { unlabeled })
    await expect(lost).rejects.toThrow(/`shares` expects rows of class "zero", of which no row is labeled/)
  })

  it('finds rare rows where the base never names the rare class', async () => {
    const weak = { name: 'logisticRegression', options: { C: 0.001 } }
    const plain = await logisticRegression({ C: 0.001 }).fit(X, y)
    const found = (p: Float64Array) =>
      truth.codes.filter((code, row) => code === 0 && p[row * 2]! > p[row * 2 + 1]!).length
    expect(found(plain.predictProba(all))).toBe(0)
    const { pseudoLabels } = await selfTraining({ base: weak }).fit(X, y, { unlabeled })
    const right = pseudoLabels.row.filter((row, i) => pseudoLabels.code[i] === 0 && truth.codes[row + 60] === 0).length
    expect(right / 34).toBeGreaterThan(0.6)
    const peer = await selfTraining({ base: weak, criterion: 'threshold', relabel: false }).fit(X, y, { unlabeled })
    expect(countOf(peer.pseudoLabels.code, 0)).toBe(0)
  })

  it('takes by CReST all rows that look rare, and of the others the share of its formula', async () => {
    const alpha = 0.5
    const base = await logisticRegression().fit(X, y)
    const p = base.predictProba(unlabeled)
    const rare = open.filter((_, i) => p[i * 2]! >= p[i * 2 + 1]!).length
    const model = await selfTraining({ quota: 'crest', alpha, maxIter: 1 }).fit(X, y, { unlabeled })
    expect(countOf(model.pseudoLabels.code, 0)).toBe(rare)
    const share = Math.sqrt(6 / 54)
    expect(countOf(model.pseudoLabels.code, 1)).toBe(Math.ceil(share * (open.length - rare)))
    const usual = model.pseudoLabels.probability.filter((_, i) => model.pseudoLabels.code[i] === 1)
    const left = open.map((_, i) => i).filter((i) => p[i * 2]! < p[i * 2 + 1]! && !model.pseudoLabels.row.includes(i))
    expect(Math.min(...usual)).toBeGreaterThanOrEqual(Math.max(...left.map((i) => p[i * 2 + 1]!)))
    const aligned = await selfTraining({ quota: 'crest', alignment: 0.5 }).fit(X, y, { unlabeled })
    expect(countOf(aligned.pseudoLabels.code, 0)).toBeGreaterThan(rare)
  })

  it('takes rows above the threshold of their class', async () => {
    const base = await logisticRegression().fit(X, y)
    const p = base.predictProba(unlabeled)
    const one = { criterion: 'threshold', maxIter: 1 } as const
    const model = await selfTraining({ ...one, threshold: 0.9, perClassThreshold: { rare: 0.6 } }).fit(X, y, {
      unlabeled,
    })
    const wanted = open.map((_, i) => i).filter((i) => p[i * 2]! > 0.6 || p[i * 2 + 1]! > 0.9)
    expect([...model.pseudoLabels.row]).toEqual(wanted)
    for (const [i, row] of model.pseudoLabels.row.entries()) {
      expect(model.pseudoLabels.probability[i]).toBe(p[row * 2 + model.pseudoLabels.code[i]!])
    }
    const misspelled = selfTraining({ ...one, perClassThreshold: { rara: 0.6 } }).fit(X, y, { unlabeled })
    await expect(misspelled).rejects.toThrow(/`perClassThreshold` names a class "rara"; there are rare, usual/)
    const fixed = await selfTraining({ ...one, threshold: 0.8 }).fit(X, y, { unlabeled })
    const flexible = await selfTraining({ ...one, threshold: 0.8, perClassThreshold: 'flex' }).fit(X, y, { unlabeled })
    expect(countOf(flexible.pseudoLabels.code, 0)).toBeGreaterThan(countOf(fixed.pseudoLabels.code, 0))
  })

  it('trusts a base as far as it is right on folds of the labeled rows, when asked to calibrate it', async () => {
    const base = { name: 'decisionTree' }
    const half = Array.from({ length: count / 2 }, (_, row) => row)
    const rest = {
      unlabeled: takeRows(
        all,
        half.map((row) => row + half.length),
      ),
    }
    const attempt = async (calibration: 'platt' | null) => {
      const unit = selfTraining({ base, criterion: 'threshold', threshold: 0.5, maxIter: 1, calibration })
      const { pseudoLabels } = await unit.fit(takeRows(all, half), takeLabels(truth, half), rest)
      const { row, code, probability } = pseudoLabels
      const right = row.filter((at, i) => truth.codes[at + half.length] === code[i]).length / row.length
      return Math.abs(probability.reduce((sum, p) => sum + p, 0) / row.length - right)
    }
    const [sure, calibrated] = [await attempt(null), await attempt('platt')]
    expect(sure).toBeGreaterThan(0.05)
    expect(calibrated).toBeLessThan(sure / 2)
    const one = takeLabels(truth, [0, 1, 2, 3])
    const few = selfTraining({ calibration: 'platt' }).fit(takeRows(all, [0, 1, 2, 3]), one, { unlabeled })
    await expect(few).rejects.toThrow(/class "rare" has one labeled row; `calibration` needs two/)
  })

  it('lets go of what no longer holds when it labels anew, and stops at rest', async () => {
    const model = await selfTraining({ criterion: 'threshold', maxIter: 50 }).fit(X, y, { unlabeled })
    expect(model.stopped).toBe('noChange')
    const p = model.predictProba(unlabeled)
    for (const [i, row] of model.pseudoLabels.row.entries()) {
      expect(p[row * 2 + model.pseudoLabels.code[i]!]).toBeGreaterThan(0.75)
    }
    expect(model.pseudoLabels.row.length).toBe(open.filter((_, i) => Math.max(p[i * 2]!, p[i * 2 + 1]!) > 0.75).length)
  })

  it('is its base where nothing is unlabeled, or pseudo-labels weigh next to nothing', async () => {
    const base = await logisticRegression().fit(X, y)
    const same = await selfTraining().fit(X, y)
    expect(same.predictProba(all)).toEqual(base.predictProba(all))
    expect(same.stopped).toBe('allLabeled')
    const light = await selfTraining({ pseudoWeight: 1e-9 }).fit(X, y, { unlabeled })
    const p = base.predictProba(all)
    const q = light.predictProba(all)
    expect(p.reduce((most, value, at) => Math.max(most, Math.abs(value - q[at]!)), 0)).toBeLessThan(1e-4)
    const weights = Float64Array.from(known, (row) => (row % 2 ? 1 : 3))
    const weighted = await selfTraining().fit(X, y, { sampleWeight: weights })
    expect(weighted.predictProba(all)).toEqual(
      (await logisticRegression().fit(X, y, { sampleWeight: weights })).predictProba(all),
    )
  })

  it('takes any classifier as its base', async () => {
    const unit = selfTraining({ base: balancedRandomForest({ nEstimators: 5 }) })
    const model = await unit.fit(X, y, { unlabeled })
    const saved = JSON.parse(JSON.stringify(model.save()))
    expect(saved.options.base.name).toBe('balancedRandomForest')
    expect(loadClassifier(saved).predictProba(all)).toEqual(model.predictProba(all))
    const named = await selfTraining({ base: { name: 'logisticRegression' } }).fit(X, y, { unlabeled })
    const given = await selfTraining({ base: logisticRegression() }).fit(X, y, { unlabeled })
    expect(given.predictProba(all)).toEqual(named.predictProba(all))
    expect(() => selfTraining({ base: { name: 'logisticRegresion' } })).toThrow(
      /no classifier "logisticRegresion"; did you mean "?logisticRegression/,
    )
    expect(() => selfTraining({ base: { name: 'logisticRegression', options: { C: -1 } } })).toThrow(OptionError)
    const blind = await selfTraining({ base: dummyClassifier() }).fit(X, y, { unlabeled })
    expect(blind.predictProba(all).every((share) => share > 0)).toBe(true)
  })

  it('tells progress and stops within a round', async () => {
    const stages: string[] = []
    const control = new AbortController()
    const rows = takeRows(
      all,
      Array.from({ length: 60_000 }, (_, i) => i % count),
    )
    const fit = selfTraining().fit(
      X,
      y,
      { unlabeled: rows },
      {
        signal: control.signal,
        onProgress: ({ stage }) => {
          stages.push(stage)
          control.abort(new Error('enough'))
        },
      },
    )
    await expect(fit).rejects.toThrow('enough')
    expect(stages[0]).toMatch(/^round \d of 5: /)
  })
})

describe('rules of self-training', () => {
  it('CReST: the rarest class has rate 1, the largest the ratio to the power alpha', () => {
    expect([...crestRates(Float64Array.of(100, 10, 1), 0.5)]).toEqual([0.1, Math.sqrt(0.1), 1])
    expect([...crestRates(Float64Array.of(4, 0, 64), 0.5)]).toEqual([1, 0, 0.25])
    expect([...crestRates(Float64Array.of(5, 50), 0)]).toEqual([1, 1])
  })

  it('FlexMatch: thresholds scale with the learning status, held low in the warm-up', () => {
    const confidence = Float64Array.of(0.99, 0.97, 0.96, 0.98, 0.5, 0.6)
    const codes = Int32Array.of(0, 0, 0, 1, 1, 2)
    const thresholds = flexibleThresholds({ codes, confidence }, 3, 0.95)
    const third = (0.95 * (1 / 3)) / (2 - 1 / 3)
    expect([...thresholds]).toEqual([0.95, third, 0])
    const warm = flexibleThresholds({ codes, confidence: confidence.map((p) => p - 0.03) }, 3, 0.95)
    expect(warm[0]).toBeCloseTo((0.95 * 0.2) / 1.8, 12)
  })

  it('alignment: multiplies by share ^ temperature over the mean, and normalizes', () => {
    const said = Float64Array.of(0.9, 0.1, 0.6, 0.4)
    const aligned = alignDistribution(said, Float64Array.of(0.25, 0.75), 1)
    const a = (0.9 * 0.25) / 0.75
    const b = (0.1 * 0.75) / 0.25
    expect(aligned[0]).toBeCloseTo(a / (a + b), 12)
    expect(aligned[2]! + aligned[3]!).toBeCloseTo(1, 12)
    const equal = alignDistribution(said, Float64Array.of(0.25, 0.75), 0)
    expect(equal[0]).toBeCloseTo(0.9 / 0.75 / (0.9 / 0.75 + 0.1 / 0.25), 12)
  })

  it('allocation: the classes get their shares, the rows what suits them', async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 0, max: 1e6 }), fc.integer({ min: 2, max: 5 }), async (seed, classCount) => {
        const rows = 300
        const drawn = random(seed).uniform(rows * classCount)
        const said = drawn.map((value, at) => {
          const start = at - (at % classCount)
          return (value + 1e-3) / drawn.subarray(start, start + classCount).reduce((sum, one) => sum + one + 1e-3, 0)
        })
        const shares = Float64Array.from({ length: classCount }, (_, k) => k + 1)
        const total = shares.reduce((a, b) => a + b, 0)
        const { codes, confidence } = await allocateByShares(
          said,
          shares.map((share) => share / total),
          {},
        )
        for (let k = 0; k < classCount; k++) {
          expect(Math.abs(countOf(codes, k) - (rows * shares[k]!) / total)).toBeLessThanOrEqual(
            1 + (0.021 * rows * shares[k]!) / total,
          )
        }
        expect(confidence.every((value) => value >= -1 && value <= 0)).toBe(true)
        if (classCount > 2) return
        // With two classes the second gets the rows for which it is likeliest.
        const second = (code: number) =>
          [...codes.keys()].filter((row) => codes[row] === code).map((row) => said[row * 2 + 1]!)
        const least = Math.min(...second(1))
        const most = Math.max(...second(0))
        expect(least).toBeGreaterThanOrEqual(most)
      }),
      { numRuns: 20 },
    )
  })
})
