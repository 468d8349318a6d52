import fc from 'fast-check'
import { expect, test } from 'vitest'
import { numpyRandom, OptionError, type Random, random } from '../../src/core/index.ts'

const seeds = fc.oneof(fc.integer(), fc.string())

test('the first draws are these, on every machine, for good', () => {
  expect(random(42).randint(0, 1000, 8)).toEqual(Float64Array.of(196, 94, 407, 229, 741, 360, 580, 192))
  expect(random('a').fork('b').fork(1).uniform(3)).toEqual(
    Float64Array.of(0.9434558930764174, 0.37315711881338165, 0.0344390836380718),
  )
  expect(random(7).randn(3)).toEqual(Float64Array.of(0.5902180884588383, -0.6586798702934318, 0.024534541276747656))
})

test('the same seed and path give the same numbers, others give others', () => {
  fc.assert(
    fc.property(seeds, seeds, seeds, (seed, name, other) => {
      const stream = random(seed)
      const numbers = stream.fork(name).uniform(4)
      stream.uniform(1000)
      expect(stream.fork(name).uniform(4)).toEqual(numbers)
      expect(random(seed).continue(name).uniform(4)).toEqual(numbers)
      expect(random(seed).uniform(4)).not.toEqual(numbers)
      if (name !== other) expect(stream.fork(other).uniform(4)).not.toEqual(numbers)
      expect(stream.fork(name).fork(other).seed).toBe(seed)
    }),
  )
})

test('a number is not its text, a path is not its concatenation', () => {
  const streams = [
    random(1),
    random('1'),
    random('1,2'),
    random('1').fork('2'),
    random('1').fork(2),
    random('12'),
    random(''),
    random('').fork(''),
    random(-1),
    random(0.5),
  ]
  expect(new Set(streams.map((stream) => stream.uniform(1)[0])).size).toBe(streams.length)
})

test('neighboring seeds and forks are unrelated', () => {
  const first = Float64Array.from({ length: 20_000 }, (_, seed) => random(seed).uniform(1)[0]!)
  const forks = random(3)
  const second = Float64Array.from({ length: 20_000 }, (_, name) => forks.fork(name).uniform(1)[0]!)
  for (const drawn of [first, second]) {
    expect(evenness(drawn, 100)).toBeLessThan(160)
    expect(Math.abs(correlation(drawn.subarray(1), drawn))).toBeLessThan(0.03)
  }
  expect(Math.abs(correlation(first, second))).toBeLessThan(0.03)
})

test('bad seeds are refused', () => {
  for (const seed of [NaN, Infinity, undefined, null, {}] as number[]) {
    expect(() => random(seed)).toThrow(OptionError)
    expect(() => random(seed)).toThrow('random: `seed` must be a finite number or a text; it is ')
  }
})

for (const [name, stream] of [
  ['random', random(5)],
  ['numpyRandom', numpyRandom(5)],
] as const) {
  test(`${name}: uniforms are even, within their bounds, and have 53 bits`, () => {
    const drawn = stream.uniform(100_000)
    expect(evenness(drawn, 100)).toBeLessThan(160)
    expect(drawn.every((value) => value >= 0 && value < 1 && Number.isInteger(value * 2 ** 53))).toBe(true)
    expect(drawn.some((value) => (value * 2 ** 53) % 2 === 1)).toBe(true)
    expect(stream.uniform(1000, -3, 2).every((value) => value >= -3 && value < 2)).toBe(true)
  })

  test(`${name}: integers are even, also where the range is no power of two`, () => {
    const shares = stream.randint(10, 17, 70_000).map((value) => (value - 10) / 7)
    expect(evenness(shares, 7)).toBeLessThan(23)
    fc.assert(
      fc.property(fc.integer(), fc.integer({ min: 1, max: 2 ** 40 }), (low, range) => {
        const drawn = stream.randint(low, low + range, 20)
        expect(drawn.every((value) => Number.isInteger(value) && value >= low && value < low + range)).toBe(true)
      }),
    )
    const long = stream.randint(0, 2 ** 53 - 1, 1000)
    expect(Math.max(...long)).toBeGreaterThan(2 ** 52)
    expect(long.some((value) => value % 2 === 1)).toBe(true)
  })

  test(`${name}: permutations and choices without replacement hold each number once`, () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 60 }), fc.integer({ min: 0, max: 60 }), (n, size) => {
        const everything = Int32Array.from({ length: n }, (_, index) => index)
        expect(stream.permutation(n).sort()).toEqual(everything)
        if (size > n) expect(() => stream.choice(n, size, false)).toThrow(OptionError)
        else expect(new Set(stream.choice(n, size, false)).size).toBe(size)
        if (n > 0) expect(stream.choice(n, size, true).every((value) => value >= 0 && value < n)).toBe(true)
      }),
    )
    expect(evenness(everyPlace(stream), 36)).toBeLessThan(75)
  })

  test(`${name}: normals and betas have their moments`, () => {
    const normal = moments(stream.randn(200_001))
    expect(normal.mean).toBeCloseTo(0, 1)
    expect(normal.variance).toBeCloseTo(1, 1)
    for (const [a, b] of [
      [10, 10],
      [0.4, 0.7],
      [0.5, 3],
      [1, 1.5],
      [1, 1],
    ] as const) {
      const beta = moments(stream.beta(a, b, 50_000))
      expect(Math.abs(beta.mean - a / (a + b))).toBeLessThan(0.006)
      expect(Math.abs(beta.variance - (a * b) / ((a + b) ** 2 * (a + b + 1)))).toBeLessThan(0.003)
    }
  })

  test(`${name}: draws that make no sense are refused, in a sentence`, () => {
    expect(() => stream.randint(3, 3, 1)).toThrow('randint: [3, 3) holds no integers to draw')
    expect(() => stream.randint(0, 2 ** 60, 1)).toThrow(OptionError)
    expect(() => stream.uniform(-1)).toThrow(
      'uniform: a number of draws must be an integer from 0 to 2147483647; it is -1.',
    )
    expect(() => stream.uniform(1, 0, Infinity)).toThrow(OptionError)
    expect(() => stream.choice(2, 3, false)).toThrow('choice: 3 of 2 cannot be chosen without replacement.')
    expect(() => stream.choice(0, 1, true)).toThrow(OptionError)
    expect(() => stream.permutation(1.5)).toThrow(OptionError)
    expect(() => stream.beta(0, 1, 1)).toThrow('beta: `a` and `b` must be above 0; they are 0 and 1.')
    expect(stream.randn(0)).toEqual(new Float64Array(0))
  })
}

/** Where each of six numbers lands in 6,000 permutations, as shares of 36 places. */
function everyPlace(stream: Random): Float64Array {
  const places = new Float64Array(36_000)
  for (let turn = 0; turn < 6000; turn++) {
    stream.permutation(6).forEach((value, index) => {
      places[turn * 6 + index] = (value * 6 + index) / 36
    })
  }
  return places
}

/** Chi square of the counts in `bins` equal bins of [0, 1). */
function evenness(values: Float64Array, bins: number): number {
  const counts = new Float64Array(bins)
  for (const value of values) counts[Math.floor(value * bins + 1e-9)]!++
  const expected = values.length / bins
  return counts.reduce((sum, count) => sum + (count - expected) ** 2 / expected, 0)
}

function moments(values: Float64Array): { mean: number; variance: number } {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length
  return { mean, variance: values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length }
}

function correlation(a: Float64Array, b: Float64Array): number {
  const left = moments(a)
  const right = moments(b)
  const product = a.reduce((sum, value, index) => sum + (value - left.mean) * (b[index]! - right.mean), 0)
  return product / a.length / Math.sqrt(left.variance * right.variance)
}
