import { expect, test } from 'vitest'
import { matrix, OptionError } from '../../src/core/index.ts'
import {
  balanceCascade,
  balancedBaggingClassifier,
  balancedRandomForest,
  easyEnsemble,
  loadClassifier,
  rusBoost,
  selfPacedEnsemble,
} from '../../src/ensembles/index.ts'
import { classifiers, decisionTree, logisticRegression } from '../../src/models/index.ts'
import { rareCount, X, y } from './rare-rows.ts'
import { countsOf, spy } from './spy.ts'

const twice = ({ rare, common }: Readonly<Record<string, number>>) => ({ common: Math.min(common!, rare! * 2) })

test.each([balancedBaggingClassifier, easyEnsemble, balancedRandomForest, rusBoost])(
  '$unitName takes a function as strategy, and saves the rows that it wanted',
  async (make) => {
    const asked: Readonly<Record<string, number>>[] = []
    const unit = make({
      nEstimators: 4,
      samplingStrategy: (counts) => {
        asked.push(counts)
        return twice(counts)
      },
    })
    expect(typeof unit.options.samplingStrategy).toBe('function')
    const model = await unit.fit(X, y)
    expect(asked.length).toBeGreaterThanOrEqual(4)
    expect(asked[0]).toEqual({ common: 600 - rareCount, rare: rareCount })
    const saved = JSON.parse(JSON.stringify(model.save()))
    expect(saved.options.samplingStrategy).toEqual({ common: rareCount * 2 })
    const loaded = loadClassifier(saved)
    expect(loaded.predictProba(X)).toEqual(model.predictProba(X))
    expect(loaded.save()).toEqual(model.save())
    const auto = await make({ nEstimators: 4 }).fit(X, y)
    expect(model.predictProba(X)).not.toEqual(auto.predictProba(X))
    for (const wrong of [() => undefined, async () => ({}), () => ({ rare: 0.5 }), () => ['rare']]) {
      const odd = make({ samplingStrategy: wrong as never })
      await expect(odd.fit(X, y)).rejects.toThrow(OptionError)
      await expect(odd.fit(X, y)).rejects.toThrow(`${make.unitName}: \`samplingStrategy\` must give the rows wanted`)
    }
  },
)

test('a function is asked for the rows drawn for each member', async () => {
  const estimator = spy()
  await balancedBaggingClassifier({ estimator, samplingStrategy: twice }).fit(X, y)
  const ratios = estimator.seen.map(({ y: own }) => countsOf(own)[0]! / countsOf(own)[1]!)
  expect(ratios).toEqual(Array(10).fill(2))
  expect(new Set(estimator.seen.map(({ y: own }) => countsOf(own)[1])).size).toBeGreaterThan(3)
})

test.each([balancedBaggingClassifier, easyEnsemble, rusBoost, selfPacedEnsemble, balanceCascade])(
  '$unitName takes a classifier that is made already',
  async (make) => {
    const estimator = spy()
    const unit = make({ estimator, nEstimators: 3 })
    expect(unit.options.estimator).toEqual({ name: 'spy', options: { of: 'trees' } })
    const model = await unit.fit(X, y)
    expect(model.members).toEqual(estimator.seen.map(({ model: member }) => member))
    // What it fits are trees, which are known when they are loaded.
    const loaded = loadClassifier(JSON.parse(JSON.stringify(model.save())))
    expect(loaded.predictProba(X)).toEqual(model.predictProba(X))
    const byName = await make({ estimator: { name: 'logisticRegression' }, nEstimators: 3 }).fit(X, y)
    const made = await make({ estimator: logisticRegression(), nEstimators: 3 }).fit(X, y)
    expect(made.predictProba(X)).toEqual(byName.predictProba(X))
  },
)

test('members of nobody’s registry are restored by what is passed to `load`', async () => {
  const own = {
    name: 'upside down',
    options: {},
    fit: async (...given: Parameters<ReturnType<typeof decisionTree>['fit']>) =>
      turned(await decisionTree().fit(...given)),
  }
  const model = await balancedBaggingClassifier({ estimator: own }).fit(X, y)
  const saved = JSON.parse(JSON.stringify(model.save()))
  expect(() => loadClassifier(saved)).toThrow('no classifier "upside down"')
  const load = (rest: { readonly state: Readonly<Record<string, unknown>> }) =>
    turned(decisionTree.load(rest.state['tree'] as never))
  const loaded = balancedBaggingClassifier.load(saved, { ...classifiers, 'upside down': { load } })
  expect(loaded.predictProba(X)).toEqual(model.predictProba(X))
})

function turned(tree: ReturnType<typeof decisionTree.load>): ReturnType<typeof decisionTree.load> {
  return {
    ...tree,
    name: 'upside down',
    predictProba: (rows) => tree.predictProba(rows).map((p) => 1 - p),
    save: () => ({ ...tree.save(), name: 'upside down', options: {}, state: { tree: tree.save() } }),
  }
}

test('an ensemble may be the member of another', async () => {
  const model = await balancedBaggingClassifier({ estimator: rusBoost({ nEstimators: 3 }), nEstimators: 3 }).fit(X, y)
  const loaded = loadClassifier(JSON.parse(JSON.stringify(model.save())))
  expect(loaded.predictProba(X)).toEqual(model.predictProba(X))
})

test('what its members can use as it is, an ensemble takes: categories, missing cells, and samplers that read them', async () => {
  const columns = X.columns.map((column, place) =>
    place === 5 ? { name: 'color', kind: 'category' as const, categories: ['red', 'green', 'blue'] } : column,
  )
  const mixed = matrix(
    X.data.map((value, at) => (at % 6 === 5 ? Math.abs(Math.round(value * 5)) % 3 : value)),
    columns,
  )
  const estimator = { name: 'histGradientBoosting', options: { maxIter: 5 } }
  for (const options of [{}, { sampler: { name: 'smotenc' } }, { maxFeatures: 4 }]) {
    const model = await balancedBaggingClassifier({ estimator, nEstimators: 3, ...options }).fit(mixed, y)
    const loaded = loadClassifier(JSON.parse(JSON.stringify(model.save())))
    expect(loaded.predictProba(mixed)).toEqual(model.predictProba(mixed))
  }
  await expect(balancedBaggingClassifier().fit(mixed, y)).rejects.toThrow('balancedBaggingClassifier: column "color"')
  const holes = matrix(
    X.data.map((value, at) => (at % 35 === 4 ? NaN : value)),
    6,
  )
  for (const unit of [selfPacedEnsemble({ estimator }), balanceCascade({ estimator }), rusBoost({ estimator })]) {
    const model = await unit.fit(holes, y)
    const loaded = loadClassifier(JSON.parse(JSON.stringify(model.save())))
    expect(loaded.predictProba(holes)).toEqual(model.predictProba(holes))
  }
})

test('a model of another name, or a damaged one, is refused in one sentence', async () => {
  const saved = (await easyEnsemble({ nEstimators: 1 }).fit(X, y)).save()
  expect(() => balancedBaggingClassifier.load(saved)).toThrow(
    'balancedBaggingClassifier: this is a saved "easyEnsemble".',
  )
  expect(() => easyEnsemble.load({ ...saved, state: {} })).toThrow('easyEnsemble: the saved model is not whole.')
})

test('options that are no plain data leave the name alone', () => {
  const round: Record<string, unknown> = {}
  round['self'] = round
  const unit = easyEnsemble({ estimator: { ...spy(), options: round } })
  expect(unit.options.estimator).toEqual({ name: 'spy', options: {} })
})
