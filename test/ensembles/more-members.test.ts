import { expect, test } from 'vitest'
import { matrix, OptionError, takeLabels, takeRows } from '../../src/core/index.ts'
import {
  balanceCascade,
  balancedBaggingClassifier,
  balancedRandomForest,
  easyEnsemble,
  loadClassifier,
  rusBoost,
  selfPacedEnsemble,
} from '../../src/ensembles/index.ts'
import { X, y } from './rare-rows.ts'

const growing = {
  'a bag': (nEstimators: number) => balancedBaggingClassifier({ nEstimators, seed: 5 }),
  'a bag of columns, judged': (nEstimators: number) =>
    balancedBaggingClassifier({ nEstimators, maxFeatures: 0.5, oobScore: true, sampler: { name: 'smote' } }),
  'a bag with a function': (nEstimators: number) =>
    balancedBaggingClassifier({ nEstimators, samplingStrategy: ({ rare }) => ({ common: rare! * 2 }) }),
  'a forest': (nEstimators: number) => balancedRandomForest({ nEstimators }),
  'a forest, judged': (nEstimators: number) =>
    balancedRandomForest({ nEstimators, oobScore: true, bootstrap: true, maxSamples: 0.8 }),
  'an easy ensemble': (nEstimators: number) =>
    easyEnsemble({ nEstimators, estimator: { name: 'adaBoost', options: { nEstimators: 5 } } }),
}

test.each(Object.entries(growing))('%s that is given more members is what it would have been', async (_, make) => {
  const four = await make(4).fit(X, y)
  const kept = JSON.stringify(four.save())
  const nine = await make(9).fit(X, y, { from: four })
  const atOnce = await make(9).fit(X, y)
  expect(nine.save()).toEqual(atOnce.save())
  expect(nine.predictProba(X)).toEqual(atOnce.predictProba(X))
  expect(nine.predictProba(X)).not.toEqual(four.predictProba(X))
  expect(JSON.stringify(four.save())).toBe(kept)
  const slept = loadClassifier(JSON.parse(kept))
  expect((await make(9).fit(X, y, { from: slept })).save()).toEqual(atOnce.save())
  const step = await make(6).fit(X, y, { from: four })
  expect((await make(9).fit(X, y, { from: step })).save()).toEqual(atOnce.save())
  expect((await make(4).fit(X, y, { from: four })).save()).toEqual(four.save())
})

test('new members may learn from other rows, old ones stay', async () => {
  const first = Array.from({ length: 300 }, (_, row) => row)
  const second = first.map((row) => row + 300)
  const old = await balancedBaggingClassifier({ nEstimators: 3 }).fit(takeRows(X, first), takeLabels(y, first))
  const rest = [takeRows(X, second), takeLabels(y, second)] as const
  const both = await balancedBaggingClassifier({ nEstimators: 6 }).fit(...rest, { from: old })
  const saved = (model: typeof both) => model.members.map((member) => member.save())
  expect(saved(both).slice(0, 3)).toEqual(saved(old))
  const alone = await balancedBaggingClassifier({ nEstimators: 6 }).fit(...rest)
  expect(saved(both).slice(3)).toEqual(saved(alone).slice(3))
})

test('weights, progress and an abort reach the new members', async () => {
  const from = await balancedRandomForest({ nEstimators: 2 }).fit(X, y)
  const sampleWeight = Float64Array.from(y.codes, (code, row) => 1 + code + (row % 3))
  const unit = balancedRandomForest({ nEstimators: 4 })
  const weighted = await unit.fit(X, y, { from, sampleWeight })
  expect(weighted.trees[0]).toEqual(from.trees[0])
  expect(weighted.trees[3]).not.toEqual((await unit.fit(X, y, { from })).trees[3])
  const reason = new Error('enough')
  await expect(unit.fit(X, y, { from }, { signal: AbortSignal.abort(reason) })).rejects.toBe(reason)
})

test('what cannot be given more members says why', async () => {
  const four = await balancedBaggingClassifier({ nEstimators: 4 }).fit(X, y)
  const bag = balancedBaggingClassifier
  const refused = async (work: () => Promise<unknown>, sentence: RegExp) => {
    await expect(work).rejects.toThrow(OptionError)
    await expect(work).rejects.toThrow(sentence)
  }
  await refused(() => bag({ nEstimators: 3 }).fit(X, y, { from: four }), /has 4 members already, more than/)
  await refused(() => bag({ maxFeatures: 2 }).fit(X, y, { from: four }), /another `maxFeatures`/)
  await refused(() => bag({ seed: 2 }).fit(X, y, { from: four }), /another `seed`/)
  await refused(
    () => easyEnsemble().fit(X, y, { from: four }),
    /must be a fitted easyEnsemble; it is a "balancedBagging/,
  )
  await refused(() => bag().fit(X, y, { from: {} as never }), /must be a fitted .*; it is no fitted model/)
  const names = { ...y, classes: ['a', 'b'] }
  await refused(() => bag().fit(X, names, { from: four }), /tells common, rare apart, and the rows are of a, b/)
  await refused(
    () => bag().fit(matrix(X.data, 3), { ...y, codes: double(y.codes) }, { from: four }),
    /6 columns; X has 3/,
  )
  const judged = await bag({ oobScore: true }).fit(X, y)
  const fewer = Array.from({ length: 500 }, (_, row) => row)
  const more = bag({ oobScore: true, nEstimators: 12 })
  await refused(
    () => more.fit(takeRows(X, fewer), takeLabels(y, fewer), { from: judged }),
    /judged 600 rows and X has 500/,
  )
  for (const unit of [rusBoost(), selfPacedEnsemble(), balanceCascade()]) {
    const from = await unit.fit(X, y)
    await refused(() => unit.fit(X, y, { from }), /members are independent of one another/)
  }
})

function double(codes: Int32Array): Int32Array {
  return Int32Array.from({ length: codes.length * 2 }, (_, row) => codes[row >> 1]!)
}
