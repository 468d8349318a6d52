import fc from 'fast-check'
import { expect, test } from 'vitest'
import { boxPlotPoints, relevanceFrom, smoter, targetStretches } from '../../src/sampling/index.ts'
import { lineAndArms } from './line-and-arms.ts'

const points = [
  { value: 0, relevance: 1 },
  { value: 10, relevance: 0 },
  { value: 20, relevance: 1 },
]

test('cuts where relevance crosses the threshold, and finds the stretch of any value', () => {
  const y = Float64Array.of(12, 1, 25, 9, 0, 19, 8)
  const { stretches, stretchOf } = targetStretches(y, { threshold: 0.8, controlPoints: points })
  expect(stretches).toEqual([
    { from: 0, to: 1, rare: true },
    { from: 8, to: 12, rare: false },
    { from: 19, to: 25, rare: true },
  ])
  // 2 is rare and 5 is not, although no value of the data lies there.
  expect([-5, 0, 1, 2, 5, 8, 10, 12, 15, 18, 19, 25, 99].map(stretchOf)).toEqual([
    0, 0, 0, 0, 1, 1, 1, 1, 1, 2, 2, 2, 2,
  ])
})

test('a value of the data lies in the stretch whose ends it is between, and is as rare as that', () => {
  fc.assert(
    fc.property(
      fc.array(fc.double({ min: -5, max: 25, noNaN: true }), { minLength: 1, maxLength: 40 }),
      fc.double({ min: 0.05, max: 1, noNaN: true }),
      (values, threshold) => {
        const cut = targetStretches(Float64Array.from(values), { threshold, controlPoints: points })
        for (const value of values) {
          const { from, to, rare } = cut.stretches[cut.stretchOf(value)]!
          expect(value).toBeGreaterThanOrEqual(from)
          expect(value).toBeLessThanOrEqual(to)
          expect(cut.relevance(value) >= threshold).toBe(rare)
        }
      },
    ),
  )
})

test('cuts as smoter does: what it grows are the rare stretches, to the mean count', async () => {
  const { X, y } = lineAndArms()
  const sampler = smoter()
  const grown = await sampler.fitResample(X, y)
  const cut = targetStretches(y, sampler.options)
  expect(cut.controlPoints).toEqual(boxPlotPoints(y))
  expect(cut.relevance(1)).toBe(relevanceFrom(boxPlotPoints(y))(1))
  const counts = [0, 0, 0]
  for (const value of grown.y) counts[cut.stretchOf(value)]!++
  expect(cut.stretches.map(({ rare }) => rare)).toEqual([true, false, true])
  expect(counts).toEqual([55, 55, 55])
})
