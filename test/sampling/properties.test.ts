import fc from 'fast-check'
import { expect, test } from 'vitest'
import { countClasses, labelsFromCodes, matrix, takeRows } from '../../src/core/index.ts'
import { randomOverSampler, randomUnderSampler, smote, smoteTomek, tomekLinks } from '../../src/sampling/index.ts'

/** Labels of two to four classes, some perhaps without rows, and a matrix whose cells tie now and then. */
const dataSets = fc
  .record({
    codes: fc.array(fc.integer({ min: 0, max: 3 }), { minLength: 12, maxLength: 60 }),
    width: fc.integer({ min: 1, max: 4 }),
  })
  .filter(({ codes }) => new Set(codes).size > 1)
  .chain(({ codes, width }) =>
    fc
      .array(fc.oneof(fc.integer({ min: -3, max: 3 }), fc.double({ noNaN: true, min: -1e6, max: 1e6 })), {
        minLength: codes.length * width,
        maxLength: codes.length * width,
      })
      .map((cells) => ({
        X: matrix(Float64Array.from(cells), width),
        y: labelsFromCodes(Int32Array.from(codes), ['a', 'b', 'c', 'd']),
      })),
  )
const seeds = fc.oneof(fc.integer(), fc.string())

function mostAndLeast(counts: Int32Array): [number, number] {
  const present = counts.filter((count) => count > 0)
  return [Math.max(...present), Math.min(...present)]
}

test('random over-sampling makes all classes as large as the largest and copies rows of the same class', async () => {
  await fc.assert(
    fc.asyncProperty(dataSets, seeds, async ({ X, y }, seed) => {
      const result = await randomOverSampler({ seed }).fitResample(X, y)
      const before = countClasses(y)
      const [most] = mostAndLeast(before)
      expect(Array.from(countClasses(result.y))).toEqual(Array.from(before, (count) => (count > 0 ? most : 0)))
      expect(result.X.data).toEqual(takeRows(X, result.rows).data)
      expect(result.y.codes).toEqual(result.rows.map((row) => y.codes[row]!))
      expect(result.rows.subarray(0, X.rowCount)).toEqual(Int32Array.from({ length: X.rowCount }, (_, row) => row))
    }),
  )
})

test('random under-sampling makes all classes as small as the smallest and takes no row twice', async () => {
  await fc.assert(
    fc.asyncProperty(dataSets, seeds, async ({ X, y }, seed) => {
      const result = await randomUnderSampler({ seed }).fitResample(X, y)
      const before = countClasses(y)
      const [, least] = mostAndLeast(before)
      expect(Array.from(countClasses(result.y))).toEqual(Array.from(before, (count) => (count > 0 ? least : 0)))
      expect(new Set(result.rows).size).toBe(result.rows.length)
      expect(result.X.data).toEqual(takeRows(X, result.rows).data)
      expect(Array.from(result.y.codes)).toEqual(Array.from(result.y.codes).sort())
    }),
  )
})

test('counts a class are met exactly, up and down', async () => {
  await fc.assert(
    fc.asyncProperty(dataSets, fc.nat({ max: 50 }), async ({ X, y }, extra) => {
      const before = countClasses(y)
      const code = y.codes[0]!
      const name = String(y.classes[code])
      const up = { [name]: before[code]! + extra }
      const over = await randomOverSampler({ samplingStrategy: up }).fitResample(X, y)
      expect(countClasses(over.y)[code]).toBe(before[code]! + extra)
      const down = { [name]: Math.min(extra, before[code]!) }
      const under = await randomUnderSampler({ samplingStrategy: down }).fitResample(X, y)
      expect(countClasses(under.y)[code]).toBe(Math.min(extra, before[code]!))
      expect(under.rows.length).toBe(X.rowCount - before[code]! + Math.min(extra, before[code]!))
    }),
  )
})

test('SMOTE rows lie between their parents, in every column', async () => {
  await fc.assert(
    fc.asyncProperty(dataSets, seeds, async ({ X, y }, seed) => {
      fc.pre(countClasses(y).every((count) => count === 0 || count > 1))
      const { X: grown, provenance, rows } = await smote({ seed, kNeighbors: 1 }).fitResample(X, y)
      const width = X.columns.length
      expect(rows.filter((row) => row < 0).length).toBe(provenance.count)
      for (let entry = 0; entry < provenance.count; entry++) {
        for (let column = 0; column < width; column++) {
          const a = X.data[provenance.parents[entry * 2]! * width + column]!
          const b = X.data[provenance.parents[entry * 2 + 1]! * width + column]!
          const value = grown.data[(X.rowCount + entry) * width + column]!
          const slack = 1e-9 * Math.max(Math.abs(a), Math.abs(b))
          expect(value).toBeGreaterThanOrEqual(Math.min(a, b) - slack)
          expect(value).toBeLessThanOrEqual(Math.max(a, b) + slack)
        }
      }
    }),
  )
})

test('Tomek links are those of a search of all pairs, ties to the lower row', async () => {
  await fc.assert(
    fc.asyncProperty(dataSets, async ({ X, y }) => {
      const nearest = Array.from({ length: X.rowCount }, (_, row) => nearestByAllPairs(X.data, X.columns.length, row))
      const linked = nearest.map((other, row) => nearest[other] === row && y.codes[other] !== y.codes[row])
      const expected = nearest.map((_, row) => row).filter((row) => !linked[row])
      const { rows } = await tomekLinks({ samplingStrategy: 'all' }).fitResample(X, y)
      expect(Array.from(rows)).toEqual(expected)
    }),
  )
})

test('SMOTE with Tomek links keeps only what SMOTE gave, each with its own provenance', async () => {
  await fc.assert(
    fc.asyncProperty(dataSets, seeds, async ({ X, y }, seed) => {
      fc.pre(countClasses(y).every((count) => count === 0 || count > 2))
      const { X: left, rows, provenance } = await smoteTomek({ seed, kNeighbors: 2 }).fitResample(X, y)
      const width = X.columns.length
      const places = Array.from(rows.keys())
      expect(provenance.count).toBe(places.filter((place) => rows[place]! < 0).length)
      let entry = 0
      for (const place of places) {
        const row = rows[place]!
        for (let column = 0; column < width; column++) {
          const value = left.data[place * width + column]!
          if (row >= 0) expect(value).toBe(X.data[row * width + column])
          else {
            const a = X.data[provenance.parents[entry * 2]! * width + column]!
            const b = X.data[provenance.parents[entry * 2 + 1]! * width + column]!
            expect(value).toBe(a + provenance.steps![entry]! * (b - a))
          }
        }
        if (row < 0) entry++
      }
    }),
  )
})

function nearestByAllPairs(data: Float64Array, width: number, row: number): number {
  let best = -1
  let least = Number.POSITIVE_INFINITY
  for (let other = 0; other < data.length / width; other++) {
    if (other === row) continue
    let distance = 0
    for (let column = 0; column < width; column++) {
      distance += (data[row * width + column]! - data[other * width + column]!) ** 2
    }
    if (distance < least) {
      least = distance
      best = other
    }
  }
  return best
}
