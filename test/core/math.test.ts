import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { exp, log, log1p, logSumExp, pow, sigmoid, softplus } from '../../src/core/index.ts'

type Case = readonly (string | number)[]
const recorded = JSON.parse(readFileSync(new URL('../fixtures/core/math.json', import.meta.url), 'utf8')) as Record<
  'exp' | 'log' | 'log1p' | 'pow',
  readonly Case[]
>

const view = new DataView(new ArrayBuffer(8))
function fromHex(text: string): number {
  view.setBigUint64(0, BigInt(`0x${text}`))
  return view.getFloat64(0)
}
/** Doubles of one sign as consecutive integers. */
function place(x: number): bigint {
  view.setFloat64(0, Math.abs(x))
  return view.getBigInt64(0)
}
/** Arguments, the nearest double, and how far that lies above the true value in units in the last place. */
function read(entry: Case): { given: number[]; nearest: number; excess: number } {
  const numbers = entry.slice(0, -1).map((text) => fromHex(String(text)))
  return { given: numbers.slice(0, -1), nearest: numbers.at(-1)!, excess: Number(entry.at(-1)) }
}
/** The distance from the true value, in units in the last place. */
function errorOf(got: number, nearest: number, excess: number): number {
  expect(Math.sign(got)).toBe(Math.sign(nearest))
  return Math.abs(Number(place(got) - place(nearest)) * Math.sign(nearest) + excess)
}

const functions = { exp, log, log1p, pow } as const
const allowed = { exp: 0.52, log: 0.502, log1p: 0.51, pow: 0.53 }
for (const name of ['exp', 'log', 'log1p', 'pow'] as const) {
  test(`${name} is within ${allowed[name]} units in the last place of the true value`, () => {
    const compute = functions[name] as (...given: number[]) => number
    for (const { given, nearest, excess } of recorded[name].map(read)) {
      expect(errorOf(compute(...given), nearest, excess), `${name}(${given})`).toBeLessThan(allowed[name])
    }
    expect(recorded[name].length).toBeGreaterThan(300)
  })
}

test('exp at its ends', () => {
  expect([exp(0), exp(-0), exp(Infinity), exp(-Infinity), exp(NaN)]).toEqual([1, 1, Infinity, 0, NaN])
  expect([exp(709.782712893384), exp(709.7827128933841)]).toEqual([1.7976931348622732e308, Infinity])
  expect([exp(-745.1332191019411), exp(-745.1332191019412)]).toEqual([5e-324, 0])
  expect(exp(1)).toBe(Math.E)
})

test('log at its ends', () => {
  expect([log(0), log(-0), log(1), log(Infinity), log(-1), log(NaN)]).toEqual([
    -Infinity,
    -Infinity,
    0,
    Infinity,
    NaN,
    NaN,
  ])
  expect([log(2), log(10)]).toEqual([Math.LN2, Math.LN10])
  expect([log1p(-1), log1p(0), log1p(Infinity), log1p(-2), log1p(NaN)]).toEqual([-Infinity, 0, Infinity, NaN, NaN])
  expect(Object.is(log1p(-0), -0)).toBe(true)
  expect([log1p(1e-20), log1p(-5e-324), log1p(1e-9)]).toEqual([1e-20, -5e-324, 9.999999995e-10])
})

const anyDouble = fc.double()

test('exp and log never fall where their argument rises', () => {
  fc.assert(
    fc.property(anyDouble, anyDouble, (a, b) => {
      if (!(a <= b)) return
      expect(exp(a)).toBeLessThanOrEqual(exp(b))
      if (a > 0) expect(log(a)).toBeLessThanOrEqual(log(b))
    }),
  )
  // Neighbors in a row, across the borders of the tables.
  for (const start of [0.7070312, 0.9999999, 1.0039062, 1.4140624, 0.0027, 88.7]) {
    let x = start
    for (let i = 0; i < 2000; i++) {
      const next = x + 2 ** (Math.floor(Math.log2(x)) - 52)
      expect(exp(next)).toBeGreaterThanOrEqual(exp(x))
      expect(log(next)).toBeGreaterThanOrEqual(log(x))
      x = next
    }
  }
})

test('log undoes exp', () => {
  fc.assert(
    fc.property(fc.double({ min: -700, max: 700, noNaN: true }), (x) => {
      expect(Math.abs(log(exp(x)) - x)).toBeLessThanOrEqual(2.3e-16 + 1.2e-16 * Math.abs(x))
    }),
  )
})

test('pow has the special values of Math.pow', () => {
  const special = [0, -0, 1, -1, 2, -2, 3, -3, 0.5, -0.5, 1.5, Infinity, -Infinity, NaN, 5e-324, 1.7976931348623157e308]
  const more = [2 ** 53, 2 ** 53 - 1, -(2 ** 53 - 1), 1e300, -1e300, 1 + 2 ** -52, 1 - 2 ** -53, 1e-320, -1e-320]
  for (const x of [...special, ...more]) {
    for (const y of [...special, ...more]) {
      const got = pow(x, y)
      const peer = x ** y
      const close = Math.abs(got - peer) <= 4e-16 * Math.abs(peer)
      expect(Object.is(got, peer) || (close && peer !== 0), `pow(${x}, ${y}) is ${got}; Math.pow says ${peer}`).toBe(
        true,
      )
    }
  }
})

test('pow is exact where the power is a double', () => {
  const largest = 2n ** 53n
  for (let base = 2; base <= 300; base++) {
    for (let power = BigInt(base) ** 2n, n = 2; power <= largest; power *= BigInt(base), n++) {
      expect(pow(base, n)).toBe(Number(power))
      expect(pow(-base, n)).toBe(n % 2 === 0 ? Number(power) : -Number(power))
      expect(pow(base / 64, n)).toBe(Number(power) / 2 ** (6 * n))
      expect(pow(Number(power), 1 / n) - base).toBeCloseTo(0, 9)
    }
  }
  for (let n = -1074; n < 1024; n++) expect(pow(2, n)).toBe(2 ** n)
  fc.assert(fc.property(fc.double({ min: 0, max: 1e300, noNaN: true }), (x) => pow(x, 0.5) === Math.sqrt(x)))
})

test('sigmoid is symmetric and never overflows', () => {
  expect([sigmoid(0), sigmoid(800), sigmoid(-800), sigmoid(Infinity), sigmoid(-Infinity), sigmoid(NaN)]).toEqual([
    0.5,
    1,
    0,
    1,
    0,
    NaN,
  ])
  fc.assert(
    fc.property(fc.double({ min: -700, max: 700, noNaN: true }), (x) => {
      expect(Math.abs(sigmoid(x) + sigmoid(-x) - 1)).toBeLessThanOrEqual(2.3e-16)
      expect(Math.abs(sigmoid(-x) / sigmoid(x) / exp(-x) - 1)).toBeLessThan(1e-15)
    }),
  )
})

test('softplus is the logarithm of 1 + exp, also where that overflows', () => {
  expect([softplus(0), softplus(1000), softplus(-1000), softplus(-40)]).toEqual([Math.LN2, 1000, 0, exp(-40)])
  fc.assert(
    fc.property(fc.double({ min: -700, max: 700, noNaN: true }), (x) => {
      expect(Math.abs(softplus(x) - softplus(-x) - x)).toBeLessThanOrEqual(4e-16 * Math.max(1, Math.abs(x)))
      if (x < 30) expect(Math.abs(softplus(x) / Math.log1p(Math.exp(x)) - 1)).toBeLessThan(1e-14)
    }),
  )
})

test('logSumExp', () => {
  const values = Float64Array.of(5, 1000, 1000, 5, -Infinity, NaN)
  expect(logSumExp(values, 1, 3)).toBe(1000 + Math.LN2)
  expect(logSumExp(values, 0, 1)).toBe(5)
  expect(logSumExp(values, 4, 5)).toBe(-Infinity)
  expect(logSumExp(values, 2, 2)).toBe(-Infinity)
  expect(logSumExp(values, 3, 6)).toBe(NaN)
  expect(logSumExp(Float64Array.of(0, Infinity), 0, 2)).toBe(Infinity)
})
