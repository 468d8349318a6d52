import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  breathe,
  decodeFloats,
  didYouMean,
  encodeFloats,
  MissingDependencyError,
  OptionError,
  optionalPackage,
  type Progress,
  parseOptions,
  within,
  z,
} from '../../src/core/index.ts'
import { answersAborts } from '../answers-aborts.ts'

const schema = z.strictObject({
  kNeighbors: z.int().min(1).default(5).describe('how many neighbors'),
  share: z.number().gt(0).max(1).default(0.5).describe('a share'),
  method: z.enum(['fast', 'exact']).default('exact').describe('how'),
  verbose: z.boolean().default(false).describe('whether to tell'),
})

test('options are filled in and frozen', () => {
  expect(parseOptions('smote', schema, undefined)).toEqual({
    kNeighbors: 5,
    share: 0.5,
    method: 'exact',
    verbose: false,
  })
  expect(parseOptions('smote', schema, { kNeighbors: 2 }).kNeighbors).toBe(2)
  expect(Object.isFrozen(parseOptions('smote', schema, {}))).toBe(true)
})

const sentences: readonly (readonly [Record<string, unknown>, string])[] = [
  [{ kNeigbors: 3 }, 'smote: unknown option `kNeigbors`; did you mean kNeighbors?'],
  [{ Method: 'fast' }, 'smote: unknown option `Method`; did you mean method?'],
  [{ completely: 1 }, 'smote: unknown option `completely`; there are kNeighbors, share, method, verbose'],
  [{ kNeighbors: 0 }, 'smote: `kNeighbors` must be at least 1; it is 0.'],
  [{ kNeighbors: 1.5 }, 'smote: `kNeighbors` must be an integer; it is 1.5.'],
  [{ kNeighbors: 'five' }, 'smote: `kNeighbors` must be a number; it is "five".'],
  [{ share: 0 }, 'smote: `share` must be more than 0; it is 0.'],
  [{ share: 2 }, 'smote: `share` must be at most 1; it is 2.'],
  [{ share: NaN }, 'smote: `share` must be a number; it is NaN.'],
  [{ share: 3n }, 'smote: `share` must be a number; it is 3.'],
  [{ share: () => 1 }, 'smote: `share` must be a number; it is a function.'],
  [{ method: 'slow' }, 'smote: `method` must be one of "fast", "exact"; it is "slow".'],
  [{ verbose: 1 }, 'smote: `verbose` must be a boolean; it is 1.'],
]
for (const [input, sentence] of sentences) {
  test(sentence, () => {
    expect(() => parseOptions('smote', schema, input)).toThrow(OptionError)
    expect(() => parseOptions('smote', schema, input)).toThrow(new OptionError(sentence))
  })
}

test('a missing required option, and options that are no object', () => {
  const required = z.strictObject({ target: z.string() })
  expect(() => parseOptions('run', required, {})).toThrow('run: `target` must be a string; it is missing.')
  expect(() => parseOptions('run', required, 7)).toThrow('run: the options must be an object; they are 7.')
})

test('did you mean', () => {
  expect(didYouMean('kNeihgbors', ['mNeighbors', 'kNeighbors', 'seed'])).toBe('; did you mean kNeighbors?')
  expect(didYouMean('lable', ['age', 'label'])).toBe('; did you mean label?')
  expect(didYouMean('x', [])).toBe('')
})

test('breathe throws the reason of an abort, at once and in the middle of work', async () => {
  await expect(breathe({ signal: AbortSignal.abort(new Error('enough')) })).rejects.toThrow('enough')
  await answersAborts([30], async (signal) => {
    for (;;) {
      for (const until = performance.now() + 2; performance.now() < until; );
      await breathe({ signal })
    }
  })
})

test('breathe tells progress, and within names the larger task', async () => {
  const told: Progress[] = []
  const context = within({ onProgress: (progress) => told.push(progress) }, 'fold 1')
  const until = performance.now() + 80
  for (let done = 0; performance.now() < until; done++) await breathe(context, { stage: 'neighbors', done, total: 10 })
  expect(told.length).toBeGreaterThan(0)
  expect(told.length).toBeLessThan(20)
  expect(told[0]).toMatchObject({ stage: 'fold 1: neighbors', total: 10 })
  const silent = {}
  expect(within(silent, 'fold 1')).toBe(silent)
})

test('floats survive base64 bit for bit, with the payload of a NaN', () => {
  const payload = new Float64Array(new BigUint64Array([0x7ff8_0000_dead_beefn, 0xfff8_0000_0000_0001n]).buffer)
  const bits = (values: Float64Array) => new BigUint64Array(values.slice().buffer)
  expect(bits(decodeFloats(encodeFloats(payload)))).toEqual(bits(payload))
  fc.assert(
    fc.property(fc.float64Array(), (values) => {
      expect(bits(decodeFloats(encodeFloats(values)))).toEqual(bits(values))
    }),
  )
  expect(encodeFloats(Float64Array.of(1))).toBe('AAAAAAAA8D8=')
  const long = Float64Array.from({ length: 20_000 }, (_, index) => index / 3)
  expect(decodeFloats(encodeFloats(long))).toEqual(long)
})

test('a missing optional package says what for and how to install it, and is asked for again', async () => {
  let asked = 0
  const load = optionalPackage('@duckdb/node-api', 'Reading tables', () => {
    asked++
    return asked < 2 ? Promise.reject(new Error('not found')) : Promise.resolve('module')
  })
  const failure = await load().catch((error: unknown) => error)
  expect(failure).toBeInstanceOf(MissingDependencyError)
  expect(failure).toMatchObject({
    message: 'Reading tables needs the package "@duckdb/node-api". Install it: npm install @duckdb/node-api',
    packageName: '@duckdb/node-api',
    cause: new Error('not found'),
  })
  expect(await load()).toBe('module')
  expect(await load()).toBe('module')
  expect(asked).toBe(2)
})
