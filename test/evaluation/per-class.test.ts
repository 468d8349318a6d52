import { expect, test } from 'vitest'
import { labels, labelsFromCodes, random } from '../../src/core/index.ts'
import {
  betaCalibrator,
  chooseCalibrator,
  isotonicCalibrator,
  loadCalibrator,
  logLoss,
  perClassCalibrator,
  plattCalibrator,
} from '../../src/evaluation/index.ts'
import recorded from '../fixtures/evaluation/per-class-calibrators.json' with { type: 'json' }

function largest(found: ArrayLike<number>, expected: ArrayLike<number>): number {
  expect(found.length).toBe(expected.length)
  return Array.from(found).reduce((most, value, at) => Math.max(most, Math.abs(value - expected[at]!)), 0)
}

test("one against the rest equals scikit-learn's CalibratedClassifierCV", async () => {
  expect(new Set(recorded.cases.map((one) => one.classes))).toEqual(new Set([2, 3, 4, 5]))
  for (const one of recorded.cases) {
    const y = labelsFromCodes(Int32Array.from(one.truth), [...Array(one.classes).keys()])
    const proba = Float64Array.from(one.proba)
    const fresh = Float64Array.from(one.new)
    const weights = one.weights ? Float64Array.from(one.weights) : undefined
    const told = async (method: 'platt' | 'isotonic') =>
      (await perClassCalibrator({ method }).fit(proba, y, weights)).transform(fresh)
    expect(largest(await told('platt'), one.platt)).toBeLessThan(2e-6)
    expect(largest(await told('isotonic'), one.isotonic)).toBeLessThan(1e-11)
  }
})

/** A frequent class whose scores are bent as no sigmoid is, and two that only need another prior. */
function bent(rowCount: number) {
  const uniform = random(5).uniform(4 * rowCount)
  const codes = new Int32Array(rowCount)
  const proba = new Float64Array(3 * rowCount)
  for (let row = 0; row < rowCount; row++) {
    const [p, chance, way, rest] = uniform.subarray(4 * row, 4 * row + 4) as unknown as [number, number, number, number]
    const often = p < 0.3 ? 0.2 : p < 0.7 ? 0.75 : 0.85
    const share = 0.2 + 0.6 * rest
    codes[row] = chance < often ? 0 : way < share ** 3 ? 1 : 2
    proba[3 * row] = p
    proba[3 * row + 1] = (1 - p) * share
    proba[3 * row + 2] = (1 - p) * (1 - share)
  }
  return { y: labelsFromCodes(codes, ['often', 'one', 'two']), proba }
}

test('each class has a method of its own, chosen or named, and the choice pays', async () => {
  const { y, proba } = bent(6000)
  const loss = async (fitted: Promise<{ transform(of: Float64Array): Float64Array }>) =>
    logLoss(y, (await fitted).transform(proba))
  const auto = perClassCalibrator().fit(proba, y)
  const saved = (await auto).save().state['calibrators'] as { name: string }[]
  expect(saved[0]!.name).toBe('isotonic')
  expect(await loss(auto)).toBeLessThan((await loss(plattCalibrator().fit(proba, y))) - 0.01)

  const named = await perClassCalibrator({ method: 'platt', byClass: { often: 'isotonic', two: 'beta' } }).fit(proba, y)
  expect((named.save().state['calibrators'] as { name: string }[]).map(({ name }) => name)).toEqual([
    'isotonic',
    'platt',
    'beta',
  ])
  const [often, one, two] = await Promise.all(
    [isotonicCalibrator(), plattCalibrator(), betaCalibrator()].map(async (own, code) => {
      const pairs = Float64Array.from({ length: 12000 }, (_, at) => {
        const p = proba[3 * (at >> 1) + code]!
        return at % 2 === 1 ? p : 1 - p
      })
      const binary = labelsFromCodes(
        y.codes.map((other) => (other === code ? 1 : 0)),
        [0, 1],
      )
      return (await own.fit(pairs, binary)).transform(pairs)
    }),
  )
  const sum = often![1]! + one![1]! + two![1]!
  expect(largest(named.transform(proba.slice(0, 3)), [often![1]! / sum, one![1]! / sum, two![1]! / sum])).toBeLessThan(
    1e-12,
  )
})

test('it is saved whole, competes where it is asked, and leaves a class without rows alone', async () => {
  const { y, proba } = bent(3000)
  const fitted = await perClassCalibrator({ seed: 3 }).fit(proba, y)
  const again = loadCalibrator(JSON.parse(JSON.stringify(fitted.save())))
  expect(again.transform(proba)).toEqual(fitted.transform(proba))
  expect(again.save()).toEqual(fitted.save())
  const damaged = { ...fitted.save(), state: { calibrators: [{ name: 'vector', classCount: 2, state: {} }] } }
  expect(() => loadCalibrator(damaged)).toThrow('perClass: the saved calibrator does not fit its 3 classes')

  const chosen = await chooseCalibrator(proba, y, { candidates: ['platt', 'temperature', 'perClass'] })
  expect(chosen.name).toBe('perClass')
  expect(chosen.logLoss.map(({ name }) => name)).toEqual(['none', 'platt', 'temperature', 'perClass'])

  const without = labelsFromCodes(
    y.codes.map((code) => (code === 2 ? 1 : code)),
    y.classes,
  )
  const bare = await perClassCalibrator({ method: 'platt' }).fit(proba, without)
  expect((bare.save().state['calibrators'] as { name: string }[])[2]!.name).toBe('none')
})

test('a class that is not there is refused, and two classes are one question', async () => {
  const y = labels(['a', 'b', 'b', 'a'])
  const proba = Float64Array.of(0.8, 0.2, 0.4, 0.6, 0.3, 0.7, 0.45, 0.55)
  await expect(perClassCalibrator({ byClass: { c: 'platt' } }).fit(proba, y)).rejects.toThrow(
    'perClass: `byClass` names the class "c", which is not there',
  )
  const one = await perClassCalibrator({ method: 'platt' }).fit(proba, y)
  expect(one.transform(proba)).toEqual((await plattCalibrator().fit(proba, y)).transform(proba))
})

test('of very many rows a weighted sample chooses what all rows would', async () => {
  const { y, proba } = bent(20_000)
  const options = { candidates: ['platt', 'temperature', 'isotonic'] } as const
  const all = await chooseCalibrator(proba, y, options)
  const some = await chooseCalibrator(proba, y, { ...options, maxRows: 4000 })
  expect(some.name).toBe(all.name)
  for (const [at, { name, value }] of some.logLoss.entries()) {
    expect(name).toBe(all.logLoss[at]!.name)
    expect(Math.abs(value - all.logLoss[at]!.value)).toBeLessThan(name === 'isotonic' ? 0.05 : 0.02)
  }
})
