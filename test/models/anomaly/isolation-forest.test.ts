import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { matrix, random } from '../../../src/core/index.ts'
import { averagePrecision, rocAuc } from '../../../src/evaluation/index.ts'
import { isolationForest } from '../../../src/models/index.ts'
import fixture from '../../fixtures/models/anomaly.json' with { type: 'json' }

const labeled = {
  X: matrix(Float64Array.from(fixture.labeled.X), fixture.labeled.columns),
  y: Uint8Array.from(fixture.labeled.y),
}

type Options = Parameters<typeof isolationForest>[0]
interface Spread {
  readonly mean: number
  readonly deviation: number
}

/** The mean of both figures over seeds lies within what chance allows of the peer's. */
async function isAsGood(
  { X, y }: typeof labeled,
  options: Options,
  seeds: number,
  peer: { readonly rocAuc: Spread; readonly averagePrecision: Spread },
) {
  const sums = { rocAuc: 0, averagePrecision: 0 }
  for (let seed = 0; seed < seeds; seed++) {
    const scores = (await isolationForest({ ...options, seed }).fit(X)).scoreSamples(X).map((score) => -score)
    sums.rocAuc += rocAuc(y, scores) / seeds
    sums.averagePrecision += averagePrecision(y, scores) / seeds
  }
  for (const figure of ['rocAuc', 'averagePrecision'] as const) {
    const { mean, deviation } = peer[figure]
    // Four standard errors of the difference of two means.
    expect(Math.abs(sums[figure] - mean), figure).toBeLessThan(4 * deviation * Math.sqrt(2 / seeds) + 1e-3)
  }
}

describe("isolationForest finds what scikit-learn's IsolationForest finds", () => {
  for (const { options, ...peer } of fixture.forests) {
    it(`with ${JSON.stringify(options)}`, async () => {
      await isAsGood(labeled, options, 12, peer)
    })
  }

  const folder = process.env['EVENKEEL_DATA'] ?? new URL('../../../../shared/data', import.meta.url).pathname
  const file = join(folder, 'mammography.csv')
  it.skipIf(!existsSync(file))('in mammography.csv', async () => {
    const rows = readFileSync(file, 'utf8')
      .trim()
      .split('\n')
      .slice(1)
      .map((line) => line.split(','))
    const width = rows[0]!.length - 1
    const X = matrix(Float64Array.from(rows.flatMap((cells) => cells.slice(0, width).map(Number))), width)
    const y = Uint8Array.from(rows, (cells) => (/^'?1'?$/.test(cells[width]!.trim()) ? 1 : 0))
    await isAsGood({ X, y }, {}, 10, fixture.mammography)
  })
})

describe('isolationForest', () => {
  it('calls the share of contamination anomalies, and takes −0.5 for the border without', async () => {
    const model = await isolationForest(fixture.share.options).fit(labeled.X)
    const outside = model.decisionFunction(labeled.X).filter((value) => value < 0).length
    expect(outside).toBe(fixture.share.outside)
    expect((await isolationForest().fit(labeled.X)).offset).toBe(-0.5)
  })

  it('gives the scores of the formula', async () => {
    // One tree on two rows: one question sets them apart, which is what is usual for two.
    const two = matrix(Float64Array.of(0, 1), 1)
    const model = await isolationForest({ nEstimators: 7 }).fit(two)
    expect(Array.from(model.scoreSamples(two))).toEqual([-0.5, -0.5])
    // Four equal rows and one that is apart: leaves of 1 and of 4 rows, both after one question.
    const apart = matrix(Float64Array.of(2, 2, 2, 2, 5), 1)
    const usual = (count: number) => 2 * (Math.log(count - 1) + 0.5772156649015329) - (2 * (count - 1)) / count
    const scores = (await isolationForest({ nEstimators: 3 }).fit(apart)).scoreSamples(apart)
    expect(scores[4]!).toBeCloseTo(-(2 ** (-1 / usual(5))), 12)
    expect(scores[0]!).toBeCloseTo(-(2 ** (-(1 + usual(4)) / usual(5))), 12)
  })

  it('looks at no more rows and columns than it is told to', async () => {
    const X = matrix(random(3).randn(300 * 5), 5)
    const { trees } = await isolationForest({ maxSamples: 16, maxFeatures: 2 }).fit(X)
    const asked = new Set<number>()
    for (const { features } of trees) {
      const own = new Set(features.filter((feature) => feature >= 0))
      expect(own.size).toBeLessThanOrEqual(2)
      for (const feature of own) asked.add(feature)
      // 16 rows: at most 16 leaves, four questions deep.
      expect(features.filter((feature) => feature < 0).length).toBeLessThanOrEqual(16)
    }
    expect(asked.size).toBe(5)
  })

  it('draws a heavy row more often', async () => {
    const X = matrix(
      Float64Array.from({ length: 400 }, (_, i) => i),
      1,
    )
    // The first row weighs as much as all the others: with replacement it is half of each sample, and common.
    const sampleWeight = Float64Array.from({ length: 400 }, (_, i) => (i === 0 ? 399 : 1))
    const heavy = await isolationForest({ bootstrap: true, maxSamples: 64 }).fit(X, { sampleWeight })
    const even = await isolationForest({ bootstrap: true, maxSamples: 64 }).fit(X)
    expect(heavy.scoreSamples(X)[0]!).toBeGreaterThan(even.scoreSamples(X)[0]! + 0.1)
  })
})
