import { expect, test } from 'vitest'
import { labels, matrix, takeLabels, takeRows } from '../../src/core/index.ts'
import { ensembles } from '../../src/ensembles/index.ts'
import { averagePrecision, rocAuc } from '../../src/evaluation/index.ts'
import { randomForest } from '../../src/models/index.ts'
import recorded from '../fixtures/ensembles/quality.json' with { type: 'json' }

const X = matrix(
  Float64Array.from(recorded.cells, (cell) => cell / 64),
  recorded.columns,
)
const y = labels(recorded.codes)
const half = X.rowCount / 2
const first = Array.from({ length: half }, (_, row) => row)
const second = first.map((row) => row + half)
const judged = { X: takeRows(X, second), y: takeLabels(y, second) }

const make = {
  randomForest: (seed: number) => randomForest({ seed }),
  'randomForest balancedSubsample': (seed: number) =>
    randomForest({ seed, classWeight: 'balancedSubsample', minSamplesLeaf: 3 }),
  balancedBaggingClassifier: (seed: number) => ensembles.balancedBaggingClassifier({ seed }),
  balancedRandomForest: (seed: number) => ensembles.balancedRandomForest({ seed }),
  easyEnsemble: (seed: number) => ensembles.easyEnsemble({ seed }),
  rusBoost: (seed: number) => ensembles.rusBoost({ seed }),
  'bagging with SMOTE': (seed: number) => ensembles.balancedBaggingClassifier({ seed, sampler: { name: 'smote' } }),
  'bagging of half the columns': (seed: number) => ensembles.balancedBaggingClassifier({ seed, maxFeatures: 0.5 }),
  'bagging of columns drawn again': (seed: number) =>
    ensembles.balancedBaggingClassifier({ seed, bootstrapFeatures: true }),
  'bagging of a third of the rows': (seed: number) => ensembles.balancedBaggingClassifier({ seed, maxSamples: 0.3 }),
  'forest of rows drawn again': (seed: number) =>
    ensembles.balancedRandomForest({ seed, bootstrap: true, maxSamples: 30 }),
  'easy ensemble of trees': (seed: number) =>
    ensembles.easyEnsemble({
      seed,
      estimator: { name: 'decisionTree', options: { maxDepth: 4 } },
      replacement: true,
    }),
  'rusBoost of trees': (seed: number) =>
    ensembles.rusBoost({
      seed,
      estimator: { name: 'decisionTree', options: { maxDepth: 3 } },
      learningRate: 0.5,
    }),
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length
}

function deviation(values: readonly number[]): number {
  const center = mean(values)
  return Math.sqrt(mean(values.map((value) => (value - center) ** 2)))
}

async function judge(name: keyof typeof make, seeds: number): Promise<number[][]> {
  const scores: number[][] = [[], []]
  for (let seed = 0; seed < seeds; seed++) {
    const p = (await make[name](seed).fit(takeRows(X, first), takeLabels(y, first))).predictProba(judged.X)
    const rare = Float64Array.from({ length: half }, (_, row) => p[row * 2 + 1]!)
    scores[0]!.push(averagePrecision(judged.y.codes, rare))
    scores[1]!.push(rocAuc(judged.y.codes, rare))
  }
  return scores
}

/** Both sides' means of some figures, which may be apart by four standard errors. */
function compare(figure: string, ours: readonly number[], peer: readonly number[]): void {
  const noise = Math.max(deviation(peer), deviation(ours)) * Math.sqrt(1 / ours.length + 1 / peer.length)
  const distance = mean(ours) - mean(peer)
  expect(Math.abs(distance), `${figure}: ${mean(ours)} beside ${mean(peer)}`).toBeLessThan(4 * noise)
}

test.each(Object.keys(make) as (keyof typeof make)[])('%s is as good as the peer, within noise', async (name) => {
  const ours = await judge(name, 5)
  for (const [index, metric] of ['average precision', 'area under the curve'].entries()) {
    compare(
      metric,
      ours[index]!,
      recorded.scores[name].map((pair) => pair[index]!),
    )
  }
})

test('what over-bagging says out of bag is as good as the peer’s, within noise', async () => {
  const train = { X: takeRows(X, first), y: takeLabels(y, first) }
  const ours: number[][] = []
  for (let seed = 0; seed < 5; seed++) {
    const sampler = { name: 'randomOverSampler' }
    const unit = ensembles.balancedBaggingClassifier({ seed, sampler, oobScore: true, nEstimators: 20 })
    const { oobScore, oobProbabilities } = await unit.fit(train.X, train.y)
    const rare = Float64Array.from({ length: half }, (_, row) => oobProbabilities![row * 2 + 1]!)
    const heard = [...rare.keys()].filter((row) => !Number.isNaN(rare[row]!))
    const precision = averagePrecision(
      Int32Array.from(heard, (row) => train.y.codes[row]!),
      Float64Array.from(heard, (row) => rare[row]!),
    )
    ours.push([oobScore!, precision])
  }
  for (const [index, figure] of ['score', 'average precision'].entries()) {
    compare(
      figure,
      ours.map((pair) => pair[index]!),
      recorded.oob.map((pair) => pair[index]!),
    )
  }
})
