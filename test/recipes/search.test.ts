import { appendFileSync, existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { countClasses, type Labels, matrix } from '../../src/core/index.ts'
import { candidateOf } from '../../src/recipes/candidates/candidate.ts'
import { fitCandidate } from '../../src/recipes/candidates/fit-candidate.ts'
import { type Chain, chainSchema } from '../../src/recipes/chains/chain.ts'
import { chainWeights } from '../../src/recipes/chains/chain-weights.ts'
import { drawChain } from '../../src/recipes/chains/draw-chain.ts'
import { resampleChain } from '../../src/recipes/chains/resample-chain.ts'
import { towardBalance } from '../../src/recipes/chains/toward-balance.ts'
import { type Run, type RunOptions, run, runRecipe, saveRun } from '../../src/recipes/index.ts'
import { taskOf } from '../../src/recipes/tasks/task-of.ts'
import { fraudRows, quick, type Rows, textRows, workFolder } from './data.ts'

const folder = workFolder()
const only = { candidates: [] as [], ...quick, target: 'label' }
const numbersOnly = (rows: Rows) => rows.map(({ amount, age, label }) => ({ amount, age, label }) as Rows[number])
const plainModel = { name: 'logisticRegression', options: {} }
const kinds = [
  ['a table of numbers', numbersOnly(fraudRows(400)), only],
  ['a mixed table', fraudRows(400), only],
  ['texts', textRows(400), { ...only, text: 'message' }],
] as [string, Rows, RunOptions][]

describe.each(kinds)('drawn chains for %s', (_, rows, options) => {
  it('are all of use: none names what does not exist or does not fit the data', { timeout: 60_000 }, async () => {
    const { data, parts } = await folder.run(rows, options)
    const task = taskOf(data)
    const preparation = await task.prepare(parts.train, {})
    const y = parts.train.of(data.y)
    const failures: string[] = []
    for (let number = 1; number <= 40; number++) {
      const candidate = candidateOf(`trial ${number}`, drawChain(task, 2, 0, number), 0)
      await fitCandidate(candidate, preparation, y, undefined, 0, {}).catch((error: Error) => {
        failures.push(`${candidate.description}: ${error.message}`)
      })
    }
    expect(failures).toEqual([])
  })
})

describe('drawing', () => {
  const task = { kind: 'table', mixed: false } as const
  it('gives the same chain for the same seed and number, and many different ones', () => {
    const chains = Array.from({ length: 60 }, (_, number) => drawChain(task, 3, 3, number))
    expect(Array.from({ length: 60 }, (_, number) => drawChain(task, 3, 3, number))).toEqual(chains)
    expect(new Set(chains.map((chain) => JSON.stringify(chain))).size).toBe(60)
    expect(new Set(chains.map(({ model }) => model.name)).size).toBe(5)
    expect(new Set(chains.map(({ sampler }) => sampler?.name)).size).toBeGreaterThan(6)
    expect(drawChain(task, 3, 4, 0)).not.toEqual(chains[0])
    const two = Array.from({ length: 60 }, (_, number) => drawChain(task, 2, 3, number).model.name)
    expect(two).toContain('anomalyClassifier')
  })
  it('weighs classes only where something is left to balance', () => {
    for (let number = 0; number < 300; number++) {
      const { sampler, amount, classWeight } = drawChain(task, 2, 1, number)
      const cleans = /tomekLinks|Neighbours|Cleaning/.test(sampler?.name ?? '')
      if (sampler && !cleans && amount === 1) expect(classWeight).toBeNull()
      if (cleans) expect(amount).toBe(1)
    }
  })
})

describe('the parts of a chain', () => {
  const y: Labels<'train'> = {
    codes: Int32Array.from({ length: 111 }, (_, row) => (row < 100 ? 0 : row < 110 ? 1 : 2)),
    classes: ['many', 'few', 'one'],
    part: 'train',
  }
  const X = matrix(Float64Array.from(y.codes.keys()), [{ name: 'x', kind: 'number' }])
  const resample = async (sampler: string, amount: number) => {
    const chain = chainSchema.parse({ sampler: { name: sampler }, amount, model: plainModel })
    const coded = { ...X, part: 'train' } as const
    return [...countClasses((await resampleChain(chain, { coded, encode: () => coded }, y, 0, {}))!.y)]
  }
  it('amounts lie between the counts that there are and equal ones, on a scale of ratios', async () => {
    expect(towardBalance(0.5, 'grow')({ a: 10_000, b: 100, c: 1 })).toEqual({ a: 10_000, b: 1000, c: 100 })
    expect(towardBalance(0.5, 'shrink')({ a: 10_000, b: 100, c: 100 })).toEqual({ a: 1000, b: 100, c: 100 })
    expect(await resample('randomOverSampler', 0.5)).toEqual([100, 32, 10])
    expect(await resample('randomOverSampler', 1)).toEqual([100, 100, 100])
    expect(await resample('randomUnderSampler', 0.5)).toEqual([10, 3, 1])
    await expect(resample('tomekLinks', 0.5)).rejects.toThrow('tomekLinks: it has no amount. Leave `amount` out.')
  })
  it('weights are those of the classes times those of the rows', () => {
    const sums = (how: Chain['classWeight'], weight?: Float64Array) => {
      const weights = chainWeights(how, y, weight)!
      return [0, 1, 2].map((code) => y.codes.reduce((sum, own, row) => sum + (own === code ? weights[row]! : 0), 0))
    }
    expect(chainWeights(null, y, undefined)).toBeUndefined()
    for (const sum of sums('balanced')) expect(sum).toBeCloseTo(37, 10)
    const doubled = Float64Array.from(y.codes, (code) => (code === 1 ? 2 : 1))
    for (const sum of sums('balanced', doubled)) expect(sum).toBeCloseTo(121 / 3, 10)
    const [many, few, one] = sums('inverseSquareRoot') as [number, number, number]
    expect([many / one, few / one]).toEqual([expect.closeTo(10, 10), expect.closeTo(Math.sqrt(10), 10)])
    expect(sums({ effectiveNumber: 0 })).toEqual([100, 10, 1])
  })
})

describe('candidates that the user has written', () => {
  it('a preset under another name gives the figures of the preset', async () => {
    const { metrics } = await folder.run(fraudRows(300), {
      ...only,
      candidates: ['smote', 'boosting'],
      chains: [
        { name: 'mine', sampler: { name: 'smote' }, model: plainModel },
        { name: 'trees on copies', sampler: { name: 'randomOverSampler' }, model: { name: 'histGradientBoosting' } },
      ],
    })
    const [, smote, boosting, mine, trees] = metrics.candidates
    expect([mine!.criterion, mine!.trainCriterion]).toEqual([smote!.criterion, smote!.trainCriterion])
    expect(mine!.description).toBe('smote → logisticRegression')
    expect(trees!.failure).toBeNull()
    expect(trees!.criterion).not.toEqual(boosting!.criterion)
  })
  it.each([
    [{ sampler: { name: 'smotte' } }, /no sampler "smotte"; did you mean smote\?/],
    [{ model: { name: 'logisticRegresion' } }, /no classifier "logisticRegresion"; did you mean logisticRegression\?/],
    [{ model: { name: 'logisticRegression', options: { c: 1 } } }, /unknown option `c`/],
    [{ amount: 0 }, /chains\.0\.amount/],
  ])('refuses %j before any work', async (wrong, sentence) => {
    const chain = { name: 'mine', model: plainModel, ...wrong }
    await expect(folder.run(fraudRows(100), { ...only, chains: [chain] })).rejects.toThrow(sentence)
  })
})

describe('a search', () => {
  const rows = numbersOnly(fraudRows(300))
  const options = { ...only, folds: 5, repeats: 2, trials: 9 }
  it('leaves the worse two thirds behind after two folds, and again after four', async () => {
    const { metrics } = await folder.run(rows, options)
    const { search, candidates } = metrics
    expect(search.map(({ folds }) => folds).sort((a, b) => a - b)).toEqual([2, 2, 2, 2, 2, 2, 4, 4, 10])
    const last = search.filter(({ finished }) => finished)
    expect(last.map(({ folds }) => folds)).toEqual([10])
    expect(candidates.map(({ name }) => name)).toEqual(['plain', last[0]!.name])
    expect(candidates[1]!.criterion.value).toBeCloseTo(last[0]!.criterion!, 12)
    expect(candidates[1]!.chain).toEqual(last[0]!.chain)
  })
  it('lets the best of each rung go on', async () => {
    const journal = join(folder.path, 'rungs.jsonl')
    const { metrics } = await folder.run(rows, { ...options, journal })
    const entries = readFileSync(journal, 'utf8')
      .split('\n')
      .map((line) => JSON.parse(line) as { candidate?: string; fold: number; held: number })
    for (const [seen, next] of [
      [2, 4],
      [4, 10],
    ] as const) {
      const raced = metrics.search.filter(({ folds }) => folds >= seen)
      const meanOf = (name: string): number =>
        entries.reduce((sum, one) => sum + (one.candidate === name && one.fold < seen ? one.held / seen : 0), 0)
      const left = raced.filter(({ folds }) => folds < next).map(({ name }) => meanOf(name))
      const gone = raced.filter(({ folds }) => folds >= next).map(({ name }) => meanOf(name))
      expect(Math.min(...gone)).toBeGreaterThanOrEqual(Math.max(...left) - 1e-12)
      expect(Math.max(...gone)).toBeGreaterThan(Math.min(...left))
    }
  })
  it('goes on where a shorter one would have ended', async () => {
    const short = (await folder.run(rows, options)).metrics.search
    const long = (await folder.run(rows, { ...options, trials: 12 })).metrics.search
    expect(long.length).toBe(12)
    expect(long.slice(0, 9)).toEqual(short)
  })
  it('for some time gives what as many trials give, and its recipe says how many', async () => {
    const timed = await folder.run(rows, { ...options, trials: 0, minutes: 1e-6 })
    expect(timed.metrics.search.length).toBe(9)
    const out = join(folder.path, 'timed')
    await saveRun(timed, out, () => '')
    const recipe = JSON.parse(readFileSync(join(out, 'recipe.json'), 'utf8'))
    expect([recipe.options.trials, recipe.options.minutes]).toEqual([9, undefined])
    const again = folder.keep(await runRecipe(join(out, 'recipe.json')))
    expect(again.metrics).toEqual(timed.metrics)
  })

  describe('that was stopped', () => {
    const path = folder.file(rows, 'stopped.csv')
    async function stopped(journal: string, at: number): Promise<void> {
      const stop = new AbortController()
      const onProgress = ({ stage, done }: { stage: string; done: number }) => {
        if (stage === 'search chains' && done >= at) stop.abort(new Error('enough'))
      }
      const context = { signal: stop.signal, onProgress }
      await expect(run(path, { ...options, journal }, context)).rejects.toThrow('enough')
      expect(existsSync(journal)).toBe(true)
    }
    const finish = async (given: RunOptions): Promise<Run> => folder.keep(await run(path, given))

    it('goes on from there, to the same end, also after a line that was cut off', async () => {
      const whole = await finish(options)
      const journal = join(folder.path, 'goes-on', 'search.jsonl')
      await stopped(journal, 1)
      appendFileSync(journal, '\n{"candidate":"trial 9","fo')
      const before = readFileSync(journal, 'utf8')
      const done = await finish({ ...options, journal })
      expect(readFileSync(journal, 'utf8').startsWith(before)).toBe(true)
      expect(done.metrics).toEqual(whole.metrics)
      expect(done.predictor).toEqual(whole.predictor)
      await saveRun(done, join(folder.path, 'goes-on'), () => '')
      expect(existsSync(journal)).toBe(false)
    })
    it('takes the figures of the journal, and does not count them again', async () => {
      const journal = join(folder.path, 'believed.jsonl')
      await stopped(journal, 1)
      const believed = readFileSync(journal, 'utf8').replace(/("candidate":"plain","fold":0,"held":)[0-9.]+/, '$10.125')
      writeFileSync(journal, believed)
      const done = await finish({ ...options, journal })
      const true0 = (await finish(options)).metrics.candidates[0]!.criterion.value!
      expect(done.metrics.candidates[0]!.criterion.value).not.toBeCloseTo(true0, 6)
    })
    it('begins anew where anything else was asked', async () => {
      const journal = join(folder.path, 'other.jsonl')
      await stopped(journal, 1)
      const done = await finish({ ...options, seed: 1, journal })
      expect(done.metrics).toEqual((await finish({ ...options, seed: 1 })).metrics)
    })
  })
})
