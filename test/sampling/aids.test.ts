import { describe, expect, test } from 'vitest'
import {
  countClasses,
  DataError,
  LeakError,
  labels,
  matrix,
  numpyRandom,
  OptionError,
  random,
  split,
} from '../../src/core/index.ts'
import {
  balancedBatches,
  cleaningSamplerOptions,
  defineCleaningSampler,
  makeImbalance,
  randomOverSampler,
  randomUnderSampler,
  smote,
  tomekLinks,
} from '../../src/sampling/index.ts'
import recorded from '../fixtures/sampling/aids.json' with { type: 'json' }

const y = labels(recorded.y)
const X = matrix(Float64Array.from(y.codes.keys()), 1)

describe('every `samplingStrategy` of the tests of imbalanced-learn means the same', () => {
  const probe = defineCleaningSampler({
    name: 'probe',
    options: cleaningSamplerOptions,
    reads: 'labels',
    clean: ({ y, targeted }) =>
      Promise.resolve(Int32Array.from(y.codes.keys()).filter((row) => !targeted[y.codes[row]!])),
  })
  test.each(recorded.strategies.map((one) => ({ ...one, title: `${one.kind} ${JSON.stringify(one.strategy)}` })))(
    '$title',
    async ({ kind, strategy, counts, expected, error }) => {
      const given = Object.entries(counts as Record<string, number>)
      const names = given.flatMap(([name, count]) => Array.from({ length: count }, () => Number(name)))
      const [X, y] = [matrix(new Float64Array(names.length), 1), labels(names)]
      const largest = Math.max(...given.map(([, count]) => count))
      const samplingStrategy = (
        typeof strategy === 'string' && strategy.startsWith('function')
          ? (found: Readonly<Record<string, number>>) =>
              Object.fromEntries(Object.keys(found).map((name) => [name, largest]))
          : strategy
      ) as never
      const factory = { over: randomOverSampler, under: randomUnderSampler, cleaning: probe }[
        kind
      ] as unknown as typeof smote
      const resample = async () => factory({ samplingStrategy }).fitResample(X, y)
      if (error !== undefined) {
        const refusal = await resample().catch((thrown: unknown) => thrown)
        expect(refusal).toBeInstanceOf(/more than 1 class/.test(error) ? DataError : OptionError)
        return
      }
      const found = countClasses((await resample()).y)
      for (const [code, name] of y.classes.entries()) {
        const before = (counts as Record<string, number>)[String(name)]!
        const wanted = (expected as Record<string, number>)[String(name)]
        if (kind === 'over') expect(found[code]).toBe(before + (wanted ?? 0))
        if (kind === 'under') expect(found[code]).toBe(wanted ?? before)
        if (kind === 'cleaning') expect(found[code]).toBe(wanted === undefined ? before : 0)
      }
    },
  )

  test('a function may choose the classes to clean; what is no list is refused with the remedy', async () => {
    const { X, y } = { X: matrix(Float64Array.of(0, 1, 2, 3.1), 1), y: labels(['a', 'b', 'c', 'c']) }
    const seen: unknown[] = []
    const kept = await probe({
      samplingStrategy: (counts) => {
        seen.push(counts)
        return Object.keys(counts).filter((name) => counts[name]! > 1)
      },
    }).fitResample(X, y)
    expect(seen).toEqual([{ a: 1, b: 1, c: 2 }])
    expect(Array.from(kept.rows)).toEqual([0, 1])
    await expect(tomekLinks({ samplingStrategy: () => ({ a: 1 }) }).fitResample(X, y)).rejects.toThrow(
      'tomekLinks: `samplingStrategy` must give a list of classes, since cleaning decides itself how many rows go; it gives {"a":1}.',
    )
    await expect(randomOverSampler({ samplingStrategy: () => ['a'] }).fitResample(X, y)).rejects.toThrow(
      'randomOverSampler: `samplingStrategy` must give the rows wanted per class, as { rare: 100 }; it gives ["a"].',
    )
  })
})

describe('makeImbalance', () => {
  test.each(recorded.imbalances)('leaves the rows of the peer: $strategy, seed $seed', async (one) => {
    const samplingStrategy = one.strategy as unknown as Record<string, number>
    const made = await makeImbalance(X, y, { samplingStrategy, random: numpyRandom(one.seed) })
    expect(Array.from(made.rows)).toEqual(one.rows)
    const byFunction = await makeImbalance(X, y, { samplingStrategy: () => samplingStrategy, seed: one.seed })
    expect(countClasses(byFunction.y)).toEqual(countClasses(made.y))
  })

  test('refuses more than there are, unknown classes, words and nothing', async () => {
    await expect(makeImbalance(X, y, { samplingStrategy: { 0: 1000 } })).rejects.toThrow(
      /makeImbalance: .*asks for 1000/,
    )
    await expect(makeImbalance(X, y, { samplingStrategy: { 9: 1 } })).rejects.toThrow(/makeImbalance: .*the class "9"/)
    await expect(makeImbalance(X, y, { samplingStrategy: { 0: -1 } })).rejects.toThrow(OptionError)
    await expect(makeImbalance(X, y, { samplingStrategy: 'auto' as never })).rejects.toThrow(
      'makeImbalance: `samplingStrategy` must be the rows to leave of each class, or a function; it is "auto".',
    )
    await expect(makeImbalance(X, y, {} as never)).rejects.toThrow(/it is missing/)
  })
})

describe('balancedBatches', () => {
  async function all<T>(batches: AsyncIterable<T>): Promise<T[]> {
    const found: T[] = []
    for await (const batch of batches) found.push(batch)
    return found
  }

  test.each(recorded.batches)('gives the first epoch of the peer: size $size, seed $seed', async (one) => {
    const sampleWeight = X.data.map((value) => value / 2)
    const batches = await all(
      balancedBatches({ X, y, sampleWeight, batchSize: one.size, random: numpyRandom(one.seed) }),
    )
    expect(batches.map(({ rows }) => Array.from(rows))).toEqual(one.epoch)
    expect(batches.map((batch) => Array.from(batch.sampleWeight!))).toEqual(one.weights)
    for (const { X: part, y: codes, rows } of batches) {
      expect(Array.from(part.data)).toEqual(Array.from(rows))
      expect(codes.codes).toEqual(rows.map((row) => y.codes[row]!))
    }
  })

  test('is reproducible, draws every epoch anew, and keeps the last partial batch', async () => {
    const first = await all(balancedBatches({ X, y, batchSize: 50, epochs: 3, seed: 'a' }))
    expect(await all(balancedBatches({ X, y, batchSize: 50, epochs: 3, seed: 'a' }))).toEqual(first)
    const least = Math.min(...countClasses(y))
    const epochs = [0, 1, 2].map((epoch) => first.filter((batch) => batch.epoch === epoch))
    for (const batches of epochs) {
      expect(batches.reduce((sum, { rows }) => sum + rows.length, 0)).toBe(least * 3)
      expect(batches.map(({ index }) => index)).toEqual(Array.from({ length: batches[0]!.count }, (_, index) => index))
    }
    const drawn = epochs.map((batches) => batches.flatMap(({ rows }) => Array.from(rows)).sort((a, b) => a - b))
    expect(drawn[1]).not.toEqual(drawn[0])
    expect(drawn[2]).not.toEqual(drawn[1])
    // An epoch does not depend on how many went before.
    const alone = await all(balancedBatches({ X, y, batchSize: 50, epochs: 1, seed: 'a' }))
    expect(alone).toEqual(epochs[0])
    const numpy = await all(balancedBatches({ X, y, epochs: 2, random: numpyRandom(1) }))
    expect(numpy.filter(({ epoch }) => epoch === 0).map(({ rows }) => rows)).not.toEqual(
      numpy.filter(({ epoch }) => epoch === 1).map(({ rows }) => rows),
    )
  })

  test('takes over-samplers by function, by name and made already, with weights of first parents', async () => {
    const values = random(1).randn(y.codes.length * 2)
    const wide = matrix(values, 2)
    const sampleWeight = Float64Array.from(y.codes.keys(), (row) => y.codes[row]! * 10 + 1)
    const given = { X: wide, y, sampleWeight, batchSize: 64, epochs: 2, seed: 3 }
    const byFunction = await all(balancedBatches({ ...given, sampler: (random) => smote({ kNeighbors: 3, random }) }))
    const byName = await all(balancedBatches({ ...given, sampler: { name: 'smote', options: { kNeighbors: 3 } } }))
    expect(byName).toEqual(byFunction)
    const most = Math.max(...countClasses(y))
    const first = byFunction.filter(({ epoch }) => epoch === 0)
    expect(first.reduce((sum, { rows }) => sum + rows.length, 0)).toBe(most * 3)
    expect(first.some(({ rows }) => rows.includes(-1))).toBe(true)
    for (const batch of byFunction) {
      expect(batch.sampleWeight).toEqual(Float64Array.from(batch.y.codes, (code) => code * 10 + 1))
    }
    const fixed = await all(balancedBatches({ ...given, sampler: randomUnderSampler({ seed: 1 }) }))
    const rowsOf = (epoch: number) =>
      fixed.filter((batch) => batch.epoch === epoch).flatMap(({ rows }) => Array.from(rows))
    expect(rowsOf(0)).not.toEqual(rowsOf(1))
    expect(rowsOf(0).sort((a, b) => a - b)).toEqual(rowsOf(1).sort((a, b) => a - b))
    const cleaned = await all(balancedBatches({ ...given, sampler: { name: 'tomekLinks' } }))
    expect(cleaned.length).toBeGreaterThan(0)
  })

  test('refuses bad options, held-out data and an aborted signal', async () => {
    await expect(all(balancedBatches({ X, y, batchSize: 0 }))).rejects.toThrow('balancedBatches: `batchSize`')
    await expect(all(balancedBatches({ X, y, batchsize: 3 } as never))).rejects.toThrow(/did you mean batchSize/)
    await expect(all(balancedBatches({ X, y, sampler: 'smote' as never }))).rejects.toThrow(/asked for by its name, as/)
    const held = split('validation', Array.from(y.codes.keys())).of(X) as never
    await expect(all(balancedBatches({ X: held, y }))).rejects.toThrow(LeakError)
    await expect(all(balancedBatches({ X, y }, { signal: AbortSignal.abort() }))).rejects.toThrow(/abort/i)
  })
})
