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

test.each(Object.keys(make) as (keyof typeof make)[])('%s is as good as the peer, within noise', async (name) => {
  const seeds = 5
  const ours = await judge(name, seeds)
  for (const [index, metric] of ['average precision', 'area under the curve'].entries()) {
    const peer = recorded.scores[name].map((pair) => pair[index]!)
    const noise = Math.max(deviation(peer), deviation(ours[index]!)) * Math.sqrt(1 / seeds + 1 / peer.length)
    const distance = mean(ours[index]!) - mean(peer)
    expect(Math.abs(distance), `${metric}: ${mean(ours[index]!)} beside ${mean(peer)}`).toBeLessThan(4 * noise)
  }
})
