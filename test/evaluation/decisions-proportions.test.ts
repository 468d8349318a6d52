import { expect, it } from 'vitest'
import { OptionError } from '../../src/core/index.ts'
import { incompleteBeta } from '../../src/evaluation/decisions/incomplete-beta.ts'
import { exactLowerBound, normalQuantile, studentQuantile, wilsonInterval } from '../../src/evaluation/index.ts'
import recorded from '../fixtures/evaluation/proportions.json' with { type: 'json' }

function relative(found: number, expected: number): number {
  return Math.abs(found - expected) / Math.max(Math.abs(expected), 1e-290)
}

it('normal quantiles equal SciPy', () => {
  for (const [p, expected] of recorded.normalQuantile) {
    expect(Math.abs(normalQuantile(p!) - expected!), `${p}`).toBeLessThan(1e-14 * Math.max(1, Math.abs(expected!)))
  }
})

it('the incomplete beta function equals SciPy', () => {
  for (const [a, b, x, expected] of recorded.incompleteBeta) {
    const found = incompleteBeta(a!, b!, x!)
    // Logarithms of gamma functions of large arguments cancel, so that digits are lost with their size.
    const tolerance = 1e-13 + 1e-14 * (a! + b!)
    if (expected! > 1e-200) expect(relative(found, expected!), `I(${a}, ${b}, ${x})`).toBeLessThan(tolerance)
    else expect(found).toBeLessThan(1e-190)
  }
})

it("Wilson's intervals equal SciPy", () => {
  for (const [k, n, confidence, low, high] of recorded.wilson) {
    const found = wilsonInterval(k!, n!, confidence!)
    expect(found.value).toBe(k! / n!)
    expect(found.low).toBeCloseTo(low!, 13)
    expect(found.high).toBeCloseTo(high!, 13)
  }
  expect(wilsonInterval(0, 0)).toEqual({ value: Number.NaN, low: 0, high: 1 })
})

it('exact lower bounds equal SciPy', () => {
  for (const [k, n, confidence, low] of recorded.exactLowerBound) {
    expect(exactLowerBound(k!, n!, confidence!), `${k} of ${n}`).toBeCloseTo(low!, 9)
  }
})

it("quantiles of Student's t equal SciPy", () => {
  for (const [p, degrees, expected] of recorded.studentQuantile) {
    expect(relative(studentQuantile(p!, degrees!), expected!), `${p} of ${degrees}`).toBeLessThan(1e-11)
  }
  expect(studentQuantile(0.5, 3)).toBe(0)
  expect(() => studentQuantile(1, 3)).toThrow(OptionError)
  expect(() => studentQuantile(0.9, 0)).toThrow(/`degrees` must be more than 0/)
})
