import { afterEach, expect, test, vi } from 'vitest'
import { numpyRandom, type Random, random } from '../../src/core/index.ts'

/** On both sides of the size from which draws are made in bulk, and of the pieces in which they come. */
const sizes = [1, 255, 256, 257, 1000, 4097, 20_001]

const streams: readonly (readonly [string, (seed: number) => Random])[] = [
  ['numpyRandom', numpyRandom],
  ['random', random],
]

/** Every draw in bulk, and the same by draws of one. */
const draws: readonly (readonly [
  string,
  (bulk: Random, size: number) => unknown,
  (one: Random, size: number) => unknown,
])[] = [
  [
    'randint',
    (bulk, size) => bulk.randint(3, 1003, size),
    (one, size) => Float64Array.from({ length: size }, () => one.randint(3, 1003, 1)[0]!),
  ],
  [
    'randint of words',
    (bulk, size) => bulk.randint(0, 2 ** 32, size),
    (one, size) => Float64Array.from({ length: size }, () => one.randint(0, 2 ** 32, 1)[0]!),
  ],
  [
    'uniform',
    (bulk, size) => bulk.uniform(size, -1, 4),
    (one, size) => Float64Array.from({ length: size }, () => one.uniform(1, -1, 4)[0]!),
  ],
  [
    'choice',
    (bulk, size) => bulk.choice(77, size, true),
    (one, size) => Int32Array.from({ length: size }, () => one.choice(77, 1, true)[0]!),
  ],
  [
    'randn',
    (bulk, size) => bulk.randn(size),
    (one, size) => Float64Array.from({ length: size }, () => one.randn(1)[0]!),
  ],
  ['permutation', (bulk, size) => bulk.permutation(size), shuffledOneByOne],
  [
    'choice without replacement',
    (bulk, size) => bulk.choice(size, size >> 1, false),
    (one, size) => shuffledOneByOne(one, size).slice(0, size >> 1),
  ],
]

function shuffledOneByOne(one: Random, size: number): Int32Array {
  const order = Int32Array.from({ length: size }, (_, i) => i)
  for (let last = size - 1; last > 0; last--) {
    const other = one.randint(0, last + 1, 1)[0]!
    const held = order[last]!
    order[last] = order[other]!
    order[other] = held
  }
  return order
}

for (const [name, make] of streams) {
  for (const [method, inBulk, oneByOne] of draws) {
    test(`${name}: ${method} in bulk is ${method} one by one, from any word on`, () => {
      const bulk = make(5)
      const one = make(5)
      for (const size of sizes) {
        expect(inBulk(bulk, size)).toEqual(oneByOne(one, size))
        // An odd number of words leaves the next draw at another place of the block.
        expect(bulk.randint(0, 2 ** 32, 3)).toEqual(one.randint(0, 2 ** 32, 3))
      }
    })
  }

  test(`${name}: two streams that draw in turns do not meet`, () => {
    const first = make(1)
    const second = make(2)
    const turns = [first.randn(999), second.randn(999), first.randn(999), second.randn(999)]
    const alone = make(1).randn(1998)
    expect(turns[0]).toEqual(alone.subarray(0, 999))
    expect(turns[2]).toEqual(alone.subarray(999))
    expect(turns[3]).toEqual(make(2).randn(1998).subarray(999))
  })

  test(`${name}: randn writes where it is told`, () => {
    const into = new Float64Array(600)
    const there = into.subarray(50, 550)
    expect(make(4).randn(500, there)).toBe(there)
    expect(there).toEqual(make(4).randn(500))
    expect(into.subarray(0, 50).every((value) => value === 0) && into.subarray(550).every((value) => value === 0)).toBe(
      true,
    )
  })
}

test('more than is ever kept in the memory is shuffled the same way', () => {
  const order = random(9).permutation(2 ** 22 + 1)
  const one = random(9)
  for (let drawn = 0, last = 2 ** 22; last > 2 ** 22 - 3; last--) {
    drawn = one.randint(0, last + 1, 1)[0]!
    if (drawn !== last) expect(order[last]).toBe(drawn)
  }
  expect(
    order
      .slice()
      .sort()
      .every((value, i) => value === i),
  ).toBe(true)
})

afterEach(() => {
  vi.unstubAllGlobals()
  vi.resetModules()
})

for (const [what, stub] of [
  ['missing', undefined],
  ['forbidden', { Module: forbid }],
] as const) {
  test(`where WebAssembly is ${what} the draws are the same`, async () => {
    vi.stubGlobal('WebAssembly', stub)
    vi.resetModules()
    const plain = await import('../../src/core/index.ts')
    for (const [name, make] of streams) {
      const bare = name === 'random' ? plain.random(6) : plain.numpyRandom(6)
      const fast = make(6)
      for (const [, inBulk] of draws) expect(inBulk(bare, 1001)).toEqual(inBulk(fast, 1001))
    }
  })
}

function forbid(): never {
  throw new Error('refused by the content security policy')
}
