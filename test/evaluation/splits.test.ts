import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { countClasses, labelsFromCodes, type Parts } from '../../src/core/index.ts'
import {
  crossValidationFolds,
  portableHash,
  portableOrder,
  type SplitData,
  splitParts,
  timeFolds,
} from '../../src/evaluation/index.ts'

function coded(codes: ArrayLike<number>, classes = Math.max(...Array.from(codes)) + 1) {
  return labelsFromCodes(
    Int32Array.from(codes),
    Array.from({ length: classes }, (_, code) => `class ${code}`),
  )
}
function partOf({ train, validation, test }: Parts, rowCount: number): Int32Array {
  const parts = new Int32Array(rowCount).fill(-1)
  for (const [part, { rows }] of [train, validation, test].entries()) {
    for (const row of rows) {
      expect(parts[row]).toBe(-1)
      parts[row] = part
    }
  }
  return parts
}
/** Codes in which each class has two rows at least. */
const codes = fc.array(fc.integer({ min: 0, max: 4 }), { minLength: 3, maxLength: 80 }).map((own) => {
  const known = [...new Set(own)]
  return [...own, ...own].map((code) => known.indexOf(code))
})
const seeds = fc.integer({ min: 0, max: 99 })

test('the portable hash is MD5, for texts of all lengths', () => {
  const md5 = (text: string) => createHash('md5').update(text).digest('hex').slice(0, 15)
  for (let length = 0; length < 150; length++) {
    const id = `${'é'.repeat(length % 7)}${'x'.repeat(length)}`
    expect(portableHash(7, id)).toBe(md5(`7:${id}`))
  }
  const expected = [...Array(3000).keys()].sort((a, b) => (md5(`s:${a}`) < md5(`s:${b}`) ? -1 : 1))
  expect([...portableOrder('s', 3000)]).toEqual(expected)
  expect([...portableOrder('s', 3000, expected.map(String))]).toEqual(
    [...Array(3000).keys()].sort((a, b) => (md5(`s:${expected[a]}`) < md5(`s:${expected[b]}`) ? -1 : 1)),
  )
})

test('folds of single rows differ by one row at most, in each class and in all', () => {
  fc.assert(
    fc.property(codes, fc.integer({ min: 2, max: 6 }), seeds, (own, folds, seed) => {
      const y = coded(own)
      const made = crossValidationFolds({ rowCount: own.length, y }, { folds, seed, repeats: 2 })
      expect(made.length).toBe(2 * folds)
      for (const repeat of [made.slice(0, folds), made.slice(folds)]) {
        const all = repeat.flatMap(({ validation }) => [...validation.rows]).sort((a, b) => a - b)
        expect(all).toEqual([...own.keys()])
        const counts = repeat.map(({ validation }) => [...countClasses(validation.of(y)), validation.rows.length])
        for (let code = 0; code <= y.classes.length; code++) {
          const column = counts.map((row) => row[code]!)
          expect(Math.max(...column) - Math.min(...column)).toBeLessThanOrEqual(1)
        }
        for (const { train, validation } of repeat) {
          expect([...train.rows, ...validation.rows].sort((a, b) => a - b)).toEqual(all)
        }
      }
    }),
  )
})

test('parts of single rows have their share of each class, and every class that can be in all parts is', () => {
  fc.assert(
    fc.property(codes, seeds, (own, seed) => {
      const y = coded(own)
      const data = { rowCount: own.length, y }
      const parts = splitParts(data, { seed })
      expect(partOf(parts, own.length)).not.toContain(-1)
      expect(partOf(splitParts(data, { seed }), own.length)).toEqual(partOf(parts, own.length))
      const total = countClasses(y)
      for (const [split, share] of [
        [parts.train, 0.6],
        [parts.validation, 0.2],
        [parts.test, 0.2],
      ] as const) {
        for (const [code, count] of countClasses(split.of(y)).entries()) {
          if (total[code]! >= 3) expect(count).toBeGreaterThan(0)
          expect(Math.abs(count - share * total[code]!)).toBeLessThan(2)
        }
      }
      expect(countClasses(parts.train.of(y))).not.toContain(0)
    }),
  )
})

test('many small classes do not tip the parts', () => {
  const rowCount = 20_000
  const y = coded(Array.from({ length: rowCount }, (_, row) => row >> 1))
  const { train, validation, test } = splitParts({ rowCount, y })
  expect(train.rows.length).toBeGreaterThanOrEqual(10_000)
  expect(Math.abs(validation.rows.length - test.rows.length)).toBeLessThan(200)
})

test('groups and clusters stay whole, together', () => {
  const rows = fc.array(
    fc.record({
      code: fc.constantFrom(0, 1),
      group: fc.integer({ min: 0, max: 30 }),
      cluster: fc.integer({ min: 0, max: 60 }),
    }),
    { minLength: 30, maxLength: 120 },
  )
  fc.assert(
    fc.property(rows, seeds, (own, seed) => {
      const data = {
        rowCount: own.length,
        groups: own.map(({ group }) => `g${group}`),
        clusters: Int32Array.from(own, ({ cluster }) => cluster),
      }
      let parts: Parts
      try {
        parts = splitParts(data, { seed })
      } catch (error) {
        expect(String(error)).toMatch('cannot fill 3 parts')
        return
      }
      const part = partOf(parts, own.length)
      expect(part).not.toContain(-1)
      for (const keys of [data.groups, data.clusters]) {
        const seen = new Map<string | number, number>()
        for (const [row, key] of [...keys].entries()) {
          expect(seen.get(key) ?? part[row]).toBe(part[row])
          seen.set(key, part[row]!)
        }
      }
      for (const one of [0, 1, 2]) expect(part).toContain(one)
    }),
  )
})

/** The sum of squared deviations from equal shares, each class relative to its size. */
function unevenness(counts: number[][]): number {
  const totals = counts[0]!.map((_, code) => counts.reduce((sum, row) => sum + row[code]!, 0))
  const away = counts.flatMap((row) => row.map((count, code) => (count / totals[code]! - 1 / counts.length) ** 2))
  return away.reduce((sum, value) => sum + value, 0)
}

test('few groups are balanced at least as well as by StratifiedGroupKFold', () => {
  const file = new URL('../fixtures/evaluation/few-groups.json', import.meta.url)
  type Case = { y: number[]; groups: number[]; folds: number; peer: number[][] }
  const cases: Case[] = JSON.parse(readFileSync(file, 'utf8')).cases
  for (const [at, one] of cases.entries()) {
    const y = coded(one.y)
    for (let seed = 0; seed < 5; seed++) {
      const folds = crossValidationFolds({ rowCount: one.y.length, y, groups: one.groups }, { folds: one.folds, seed })
      const counts = folds.map(({ validation }) => [...countClasses(validation.of(y))])
      expect(unevenness(counts)).toBeLessThanOrEqual(unevenness(one.peer) + 1e-12)
      const single = (rows: number[][]) => rows.filter((row) => row.includes(0)).length
      expect(single(counts)).toBeLessThanOrEqual(single(one.peer))
      // Issue 24656: no fold of one class, and never more than two groups of a class; issue 28218: equal folds.
      if (at === 0) expect(counts.flat().every((count) => count === 3 || count === 6)).toBe(true)
      if (at === 1) {
        expect(unevenness(one.peer)).toBeGreaterThan(0)
        expect(unevenness(counts)).toBe(0)
      }
    }
  }
})

test('no assignment of a handful of groups is much better', () => {
  const group = fc.tuple(fc.integer({ min: 0, max: 6 }), fc.integer({ min: 1, max: 6 }))
  fc.assert(
    fc.property(fc.array(group, { minLength: 4, maxLength: 8 }), (groups) => {
      fc.pre(groups.filter(([rare]) => rare > 0).length >= 2)
      const rows = groups.flatMap(([rare, common], at) => [
        ...Array.from({ length: rare }, () => [1, at] as const),
        ...Array.from({ length: common }, () => [0, at] as const),
      ])
      const y = coded(
        rows.map(([code]) => code),
        2,
      )
      const folds = crossValidationFolds({ rowCount: rows.length, y, groups: rows.map(([, at]) => at) }, { folds: 2 })
      const made = folds.map(({ validation }) => [...countClasses(validation.of(y))])
      const withSums = (counts: number[][]) => counts.map(([a, b]) => [a!, b!, a! + b!])
      let best = Number.POSITIVE_INFINITY
      for (let mask = 0; mask < 2 ** groups.length; mask++) {
        const counts = [0, 1].map((fold) =>
          [1, 0].map((side) =>
            groups.reduce((sum, own, at) => sum + (((mask >> at) & 1) === fold ? own[side]! : 0), 0),
          ),
        )
        if (!counts.flat().includes(0)) best = Math.min(best, unevenness(withSums(counts)))
      }
      if (Number.isFinite(best)) expect(unevenness(withSums(made))).toBeLessThanOrEqual(best + 0.02)
    }),
  )
})

test('parts follow one another in time, with a gap', () => {
  const moments = fc.array(fc.integer({ min: 0, max: 60 }), { minLength: 60, maxLength: 120 })
  fc.assert(
    fc.property(moments, fc.integer({ min: 0, max: 3 }), (own, gap) => {
      const time = Float64Array.from(own)
      const { train, validation, test } = splitParts({ rowCount: own.length, time }, { gap })
      const last = (rows: Int32Array) => Math.max(...Array.from(rows, (row) => own[row]!))
      const first = (rows: Int32Array) => Math.min(...Array.from(rows, (row) => own[row]!))
      expect(first(validation.rows) - last(train.rows)).toBeGreaterThan(gap)
      expect(first(test.rows) - last(validation.rows)).toBeGreaterThan(gap)
    }),
  )
})

test('time folds are those of TimeSeriesSplit, and groups do not return', () => {
  const time = Float64Array.from({ length: 12 }, (_, row) => 11 - row)
  const folds = timeFolds({ rowCount: 12, time }, { folds: 3 })
  expect(folds.map(({ train }) => train.rows.length)).toEqual([3, 6, 9])
  expect(folds.map(({ validation }) => [...validation.rows])).toEqual([
    [6, 7, 8],
    [3, 4, 5],
    [0, 1, 2],
  ])
  const gapped = timeFolds({ rowCount: 12, time }, { folds: 3, gap: 2 })
  expect(gapped.map(({ train }) => train.rows.length)).toEqual([1, 4, 7])
  const groups = Array.from({ length: 12 }, (_, row) => (row === 11 || row === 0 ? 'a' : row))
  expect([...timeFolds({ rowCount: 12, time, groups }, { folds: 3 })[2]!.validation.rows]).toEqual([1, 2])
})

test('bad input is refused in one sentence with its remedy', () => {
  const folds =
    (data: SplitData, options = {}) =>
    () =>
      crossValidationFolds(data, options)
  expect(folds({ rowCount: 4, y: coded([0, 0, 0, 1]) }, { folds: 2 })).toThrow('class "class 1" has one row only')
  expect(() => splitParts({ rowCount: 4, y: coded([0, 0, 0, 1]) })).toThrow('merge it with another class or drop it')
  expect(folds({ rowCount: 6, groups: [1, 1, 2, 2, 3, 3] })).toThrow('3 groups cannot fill 5 folds. Lower `folds`')
  expect(folds({ rowCount: 4, y: coded([0, 0, 1, 1]), groups: [1, 2, 3, 3] }, { folds: 2 })).toThrow('in one group or')
  expect(folds({ rowCount: 3, y: coded([0, 0]) })).toThrow('`y` has 2 values for 3 rows')
  expect(folds({ rowCount: 0 })).toThrow('there are no rows')
  expect(folds({ rowCount: 9 }, { fold: 3 })).toThrow('did you mean folds')
  expect(() => splitParts({ rowCount: 9 }, { train: 0.5 })).toThrow('must sum to 1; they sum to 0.9')
  expect(() => splitParts({ rowCount: 2, time: Float64Array.of(1, Number.NaN) })).toThrow('row 1 has no time')
  expect(() => splitParts({ rowCount: 9, time: new Float64Array(9) })).toThrow('no row is left for the validation part')
  expect(() => timeFolds({ rowCount: 9 })).toThrow('there are no times')
})

test('300,000 rows, 10,000 classes and clusters take seconds', () => {
  const rowCount = 300_000
  const y = coded(
    Array.from({ length: rowCount }, (_, row) => (row * 7919) % 10_000),
    10_000,
  )
  const clusters = Int32Array.from({ length: rowCount }, (_, row) => (row % 50 === 1 ? row - 1 : row))
  const start = performance.now()
  splitParts({ rowCount, y })
  crossValidationFolds({ rowCount, y })
  const plain = performance.now()
  splitParts({ rowCount, y, clusters })
  const end = performance.now()
  expect(plain - start).toBeLessThan(8_000)
  expect(end - plain).toBeLessThan(20_000)
})
