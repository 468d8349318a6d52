import { expect, test } from 'vitest'
import { matrix, OptionError } from '../../src/core/index.ts'
import { balancedBaggingClassifier, loadClassifier } from '../../src/ensembles/index.ts'
import { randomOverSampler, type SamplerName, samplers, smote } from '../../src/sampling/index.ts'
import { rareCount, sparse, X, y } from './rare-rows.ts'
import { countsOf, spy } from './spy.ts'

const numeric = Object.entries(samplers).filter(([, { reads }]) => reads === 'labels' || reads === 'numbers')

function numbersOf(member: { readonly X: { readonly data: Float64Array; readonly rowCount: number } }): number[] {
  const width = member.X.data.length / member.X.rowCount
  return Array.from({ length: member.X.rowCount }, (_, row) => member.X.data[row * width]!)
}

test.each(numeric.map(([name]) => name as SamplerName))('%s balances the rows of the members', async (name) => {
  const sampler = { name, options: name === 'kMeansSmote' ? { clusterBalanceThreshold: 0.01 } : {} }
  const make = () => balancedBaggingClassifier({ sampler, nEstimators: 3, seed: name })
  const model = await make().fit(X, y)
  expect(model.members).toHaveLength(3)
  expect((await make().fit(X, y)).save()).toEqual(model.save())
  expect(loadClassifier(JSON.parse(JSON.stringify(model.save()))).predictProba(X)).toEqual(model.predictProba(X))
  const estimator = spy()
  await balancedBaggingClassifier({ sampler, nEstimators: 1, seed: name, estimator }).fit(X, y)
  const plain = spy()
  await balancedBaggingClassifier({ nEstimators: 1, seed: name, estimator: plain }).fit(X, y)
  if (name !== 'randomUnderSampler') expect(estimator.seen[0]!.X.data).not.toEqual(plain.seen[0]!.X.data)
})

test('without a sampler the members see as many rows of each class; with one they see what it gives', async () => {
  const plain = spy()
  await balancedBaggingClassifier({ estimator: plain }).fit(X, y)
  for (const { y: own } of plain.seen) expect(countsOf(own)[0]).toBe(countsOf(own)[1])
  const over = spy()
  await balancedBaggingClassifier({ estimator: over, sampler: { name: 'randomOverSampler' } }).fit(X, y)
  for (const { y: own, X: rows } of over.seen) {
    expect(countsOf(own)[0]).toBe(countsOf(own)[1])
    expect(rows.rowCount).toBeGreaterThan(2 * countsOf(plain.seen[0]!.y)[0]!)
  }
  expect(numbersOf(over.seen[0] as never)).not.toEqual(numbersOf(over.seen[1] as never))
})

test('each member draws anew from the sampler even where the rows are the same', async () => {
  const estimator = spy()
  await balancedBaggingClassifier({ estimator, bootstrap: false, sampler: { name: 'randomUnderSampler' } }).fit(X, y)
  const drawn = estimator.seen.map((one) => numbersOf(one as never).join())
  expect(new Set(drawn).size).toBe(10)
  const seeded = spy()
  const sampler = { name: 'randomUnderSampler', options: { seed: 7 } }
  await balancedBaggingClassifier({ estimator: seeded, bootstrap: false, sampler }).fit(X, y)
  expect(new Set(seeded.seen.map((one) => numbersOf(one as never).join())).size).toBe(10)
  expect(numbersOf(seeded.seen[0] as never)).not.toEqual(numbersOf(estimator.seen[0] as never))
})

test('passes its strategy on to the sampler, unless the options of the sampler have one', async () => {
  const ratio = async (options: object) => {
    const estimator = spy()
    await balancedBaggingClassifier({ estimator, nEstimators: 1, bootstrap: false, ...options }).fit(X, y)
    const [common, rare] = countsOf(estimator.seen[0]!.y)
    return rare! / common!
  }
  expect(await ratio({ sampler: { name: 'smote' }, samplingStrategy: 0.5 })).toBeCloseTo(0.5, 2)
  expect(await ratio({ sampler: { name: 'smote', options: { samplingStrategy: 0.6 } } })).toBeCloseTo(0.6, 2)
  expect(await ratio({ samplingStrategy: 0.5 })).toBeCloseTo(0.5, 2)
  const steps = [
    { name: 'smote', options: { samplingStrategy: 0.5 } },
    { name: 'randomUnderSampler', options: { samplingStrategy: 0.8 } },
  ]
  expect(await ratio({ sampler: { name: 'pipeline', options: { steps } } })).toBeCloseTo(0.8, 2)
})

test('takes samplers that are made already, and your own', async () => {
  const estimator = spy()
  const made = balancedBaggingClassifier({ estimator, sampler: smote({ kNeighbors: 3, samplingStrategy: 0.5 }) })
  expect(made.options.sampler).toEqual({ name: 'smote', options: { kNeighbors: 3, samplingStrategy: 0.5, seed: 0 } })
  const model = await made.fit(X, y)
  for (const { y: own } of estimator.seen) expect(countsOf(own)[1]! / countsOf(own)[0]!).toBeCloseTo(0.5, 2)
  expect(model.save().options['sampler']).toEqual(made.options.sampler)
  const own = { ...randomOverSampler(), name: 'mine', options: { secret: () => 1 } }
  const second = await balancedBaggingClassifier({ sampler: own }).fit(X, y)
  const loaded = balancedBaggingClassifier.load(JSON.parse(JSON.stringify(second.save())))
  expect(loaded.predictProba(X)).toEqual(second.predictProba(X))
  expect(loaded.save()).toEqual(second.save())
})

test('a new row weighs what the row weighs that it started from', async () => {
  const estimator = spy()
  const sampleWeight = Float64Array.from(y.codes, (code) => (code === 1 ? 3 : 2))
  await balancedBaggingClassifier({ estimator, sampler: { name: 'smote' } }).fit(X, y, { sampleWeight })
  for (const { y: own, weights } of estimator.seen) {
    expect(weights).toEqual(Float64Array.from(own.codes, (code) => (code === 1 ? 3 : 2)))
  }
})

test('draws as many rows as `maxSamples` says, more than once where `bootstrap` is on', async () => {
  const none = { ...randomOverSampler(), fitResample: async (rows: typeof X, own: typeof y) => passOn(rows, own) }
  const drawn = async (options: object) => {
    const estimator = spy()
    await balancedBaggingClassifier({ estimator, nEstimators: 2, sampler: none as never, ...options }).fit(X, y)
    return estimator.seen.map((one) => numbersOf(one as never))
  }
  for (const [maxSamples, count] of [
    [null, 600],
    [0.25, 150],
    [90, 90],
    [9000, 600],
  ] as const) {
    for (const rows of await drawn({ maxSamples })) {
      expect(rows).toHaveLength(count)
      expect(new Set(rows).size).toBeLessThan(count)
    }
  }
  const estimator = spy()
  await balancedBaggingClassifier({ estimator, bootstrap: false, maxSamples: 0.5 }).fit(X, y)
  for (const one of estimator.seen) expect(new Set(numbersOf(one as never)).size).toBe(one.X.rowCount)
})

function passOn(rows: typeof X, own: typeof y) {
  const provenance = { method: 'none', seed: 0, count: 0, parents: new Int32Array(0), parentsPerRow: 1 }
  return { X: rows, y: own, rows: Int32Array.from(own.codes.keys()), provenance }
}

test('members see some columns, drawn anew for each, and predict by them alone', async () => {
  const estimator = spy()
  const model = await balancedBaggingClassifier({ estimator, maxFeatures: 0.5, nEstimators: 20 }).fit(X, y)
  expect(model.memberColumns).toHaveLength(20)
  for (const [index, places] of model.memberColumns!.entries()) {
    expect(places).toHaveLength(3)
    expect([...new Set(places)].sort()).toEqual([...places])
    const { X: own } = estimator.seen[index]!
    expect(own.format === 'dense' && own.columns).toEqual([...places].map((place) => X.columns[place]))
  }
  expect(new Set(model.memberColumns!.map(String)).size).toBeGreaterThan(5)
  const first = await balancedBaggingClassifier({ maxFeatures: 2, nEstimators: 1 }).fit(X, y)
  const unseen = X.columns.map((_, place) => place).filter((place) => !first.memberColumns![0]!.includes(place))
  const other = matrix(X.data.slice(), X.columns)
  for (let row = 0; row < X.rowCount; row++) for (const place of unseen) other.data[row * 6 + place] = -9
  expect(first.predictProba(other)).toEqual(first.predictProba(X))
  for (const place of first.memberColumns![0]!) other.data[place] = -9
  expect((await balancedBaggingClassifier().fit(X, y)).memberColumns).toBeUndefined()
})

test('columns are drawn with replacement where that is wanted; sparse rows give what dense ones give', async () => {
  for (const options of [
    { bootstrapFeatures: true },
    { bootstrapFeatures: true, maxFeatures: 4 },
    { maxFeatures: 0.7, sampler: { name: 'randomOverSampler' } },
  ]) {
    const model = await balancedBaggingClassifier({ ...options, seed: 3 }).fit(X, y)
    if (options.bootstrapFeatures) {
      expect(model.memberColumns!.some((places) => new Set(places).size < places.length)).toBe(true)
      expect(model.memberColumns![0]).toHaveLength(options.maxFeatures ?? 6)
    }
    const ofSparse = await balancedBaggingClassifier({ ...options, seed: 3 }).fit(sparse, y)
    expect(ofSparse.predictProba(sparse)).toEqual(model.predictProba(X))
    const loaded = balancedBaggingClassifier.load(JSON.parse(JSON.stringify(ofSparse.save())))
    expect(loaded.memberColumns).toEqual(model.memberColumns)
    expect(loaded.predictProba(sparse)).toEqual(model.predictProba(X))
  }
})

test('rows are judged by the members that did not see them', async () => {
  const estimator = spy()
  const model = await balancedBaggingClassifier({ estimator, oobScore: true, nEstimators: 7 }).fit(X, y)
  const sums = new Float64Array(600 * 2)
  const counts = new Float64Array(600)
  for (const one of estimator.seen) {
    const rows = new Set(numbersOf(one as never))
    const said = one.model.predictProba(X)
    for (let row = 0; row < 600; row++) {
      if (rows.has(row)) continue
      counts[row]!++
      sums[2 * row]! += said[2 * row]!
      sums[2 * row + 1]! += said[2 * row + 1]!
    }
  }
  let right = 0
  let judged = 0
  for (let row = 0; row < 600; row++) {
    for (const k of [0, 1]) expect(model.oobProbabilities![2 * row + k]).toBe(sums[2 * row + k]! / counts[row]!)
    if (counts[row] === 0) continue
    judged++
    if (sums[2 * row + 1]! > sums[2 * row]! === (y.codes[row] === 1)) right++
  }
  expect(model.oobScore).toBe(right / judged)
  const loaded = balancedBaggingClassifier.load(JSON.parse(JSON.stringify((await named().fit(X, y)).save())))
  expect(loaded.oobProbabilities).toEqual((await named().fit(X, y)).oobProbabilities)
  expect(loaded.oobScore).toBeGreaterThan(0.5)
  const without = await balancedBaggingClassifier().fit(X, y)
  expect([without.oobProbabilities, without.oobScore]).toEqual([undefined, undefined])
})

const named = () => balancedBaggingClassifier({ oobScore: true })

test('a row that every member saw has no out-of-bag probability, nor has an ensemble of such rows a score', async () => {
  const model = await balancedBaggingClassifier({
    bootstrap: false,
    maxSamples: 600,
    oobScore: true,
    sampler: { name: 'randomOverSampler' },
  }).fit(X, y)
  expect(model.oobProbabilities!.every(Number.isNaN)).toBe(true)
  expect(model.oobScore).toBeNaN()
  const loaded = balancedBaggingClassifier.load(JSON.parse(JSON.stringify(model.save())))
  expect(loaded.oobScore).toBeNaN()
})

test('out of bag is honest: of labels that nothing tells, members know nothing', async () => {
  const shuffled = { ...y, codes: Int32Array.from(y.codes, (_, row) => (row * 7919) % 2) }
  for (const sampler of [null, { name: 'randomOverSampler' }, { name: 'smote' }, { name: 'editedNearestNeighbours' }]) {
    const model = await balancedBaggingClassifier({ oobScore: true, nEstimators: 30, sampler }).fit(
      matrix(random600(), 3),
      shuffled,
    )
    expect(Math.abs(model.oobScore! - 0.5), JSON.stringify(sampler)).toBeLessThan(0.08)
  }
})

function random600(): Float64Array {
  return X.data.filter((_, at) => at % 6 > 2)
}

test.each([
  [{ sampler: { name: 'smoote' } }, /`sampler.name`: no sampler "smoote"; did you mean smote\?/],
  [{ sampler: { name: 'smote', options: { kNeigbors: 3 } } }, /smote: unknown option `kNeigbors`; did you mean/],
  [{ sampler: { name: 'smote', options: { samplingStrategy: 0.5 } }, samplingStrategy: 0.6 }, /Give it once/],
  [{ sampler: smote(), samplingStrategy: 0.6 }, /does not reach a `sampler` that is made already/],
  [{ sampler: smote(), bootstrap: false }, /draws the same for every member/],
  [{ sampler: { name: 'smote' }, replacement: true }, /`replacement` is for the draws/],
  [{ sampler: { name: 'pipeline', options: { steps: [{ name: 'smote' }] } }, samplingStrategy: 0.5 }, /takes no/],
  [{ sampler: { name: 'tomekLinks' }, samplingStrategy: 0.5 }, /tomekLinks: `samplingStrategy`/],
  [{ oobScore: true, bootstrap: false }, /`oobScore` needs members that do not see all rows/],
  [{ estimator: { name: 'decisionTrees' } }, /`estimator.name`: there is no classifier "decisionTrees"; did you mean/],
  [{ estimator: { name: 'decisionTree', options: { depth: 3 } } }, /decisionTree: unknown option `depth`/],
  [{ maxFeatures: 1.5 }, /`maxFeatures`.*must be a number of columns from 1, a share below 1, or null/],
] as const)('refuses %j in one sentence, before it sees rows', (options, sentence) => {
  const make = () => balancedBaggingClassifier(options as never)
  expect(make).toThrow(OptionError)
  expect(make).toThrow(sentence)
})

test('says which class has too few rows for the sampler', async () => {
  const few = { ...y, codes: y.codes.map((code, row) => (code === 1 && row < 40 ? 1 : 0)) }
  const unit = balancedBaggingClassifier({ sampler: { name: 'smote', options: { kNeighbors: 20 } } })
  await expect(unit.fit(X, few)).rejects.toThrow(/smote: class "rare" has \d+ rows; 20 neighbors need at least 21/)
  expect(rareCount).toBeGreaterThan(60)
})
