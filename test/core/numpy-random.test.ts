import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { numpyRandom, OptionError, type Random } from '../../src/core/index.ts'

type Method = 'randint' | 'uniform' | 'choice' | 'permutation' | 'randn' | 'beta'
interface Recording {
  readonly seed: number
  readonly draws: readonly (readonly [Method, readonly never[], readonly (string | number)[]])[]
}
const { recorded } = JSON.parse(
  readFileSync(new URL('../fixtures/core/numpy-random.json', import.meta.url), 'utf8'),
) as { recorded: readonly Recording[] }

function fromHex(text: string): number {
  const view = new DataView(new ArrayBuffer(8))
  view.setBigUint64(0, BigInt(`0x${text}`))
  return view.getFloat64(0)
}

function play(stream: Random, { draws }: Recording): void {
  for (const [index, [method, given, wanted]] of draws.entries()) {
    const draw = stream[method] as (...numbers: readonly never[]) => ArrayLike<number>
    const numbers = wanted.map((value) => (typeof value === 'string' ? fromHex(value) : value))
    expect(Array.from(draw(...given)), `${index}: ${method}(${given})`).toEqual(numbers)
  }
}

for (const recording of recorded) {
  test(`draws what RandomState(${recording.seed}) draws, bit for bit, in turns`, () => {
    play(numpyRandom(recording.seed), recording)
  })
}

test('fork starts again from the seed, continue goes on', () => {
  const recording = recorded[1]!
  const stream = numpyRandom(recording.seed)
  const first = stream.uniform(3)
  expect(stream.continue('class 1')).toBe(stream)
  expect(stream.fork('class 1').uniform(3)).toEqual(first)
  expect(stream.uniform(3)).not.toEqual(first)
  play(stream.fork('anything'), recording)
})

test('seeds that RandomState refuses are refused', () => {
  for (const seed of [-1, 2 ** 32, 1.5, NaN, Infinity]) {
    expect(() => numpyRandom(seed)).toThrow(OptionError)
    expect(() => numpyRandom(seed)).toThrow('numpyRandom: `seed` must be an integer from 0 to 4294967295; it is ')
  }
})

test('normal draws go on where the last ones ended', () => {
  for (const sizes of [[1, 2, 1000, 0, 3, 4001], [5000], [1, 1, 1, 624, 625]]) {
    const total = sizes.reduce((sum, size) => sum + size, 0)
    const parts = numpyRandom(7)
    const whole = numpyRandom(7)
    const one = numpyRandom(7)
    expect(sizes.flatMap((size) => Array.from(parts.randn(size)))).toEqual(Array.from(whole.randn(total)))
    for (let i = 0; i < total; i++) one.randn(1)
    const next = whole.uniform(3)
    expect(one.uniform(3)).toEqual(next)
    expect(parts.uniform(3)).toEqual(next)
  }
})
