import fc from 'fast-check'
import { expect, test } from 'vitest'
import { drawnPoints } from '../../src/report/drawn-points.ts'

const unit = fc.double({ min: 0, max: 1, noNaN: true })

test('no point is further than a pixel from one that is drawn, and both ends are', () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(unit, unit), { minLength: 1 }), (points) => {
      const [xs, ys] = [points.map(([x]) => x), points.map(([, y]) => y)]
      const drawn = drawnPoints(xs, ys, 50)
      expect(drawn[0]).toEqual({ x: xs[0], y: ys[0] })
      expect(drawn.at(-1)).toEqual({ x: xs.at(-1), y: ys.at(-1) })
      for (const [x, y] of points) {
        expect(drawn.some((near) => Math.abs(near.x - x) < 0.02 && Math.abs(near.y - y) < 0.02)).toBe(true)
      }
    }),
  )
})

test('a curve of very many points is drawn by a thousand', () => {
  const xs = Float64Array.from({ length: 100_000 }, (_, i) => i / 99_999)
  expect(drawnPoints([...xs], [...xs.map((x) => 1 - x)]).length).toBeLessThan(1000)
})

test('points that are not numbers are left out', () => {
  expect(drawnPoints([0, Number.NaN, 1], [0, 0.5, 1])).toEqual([
    { x: 0, y: 0 },
    { x: 1, y: 1 },
  ])
})
