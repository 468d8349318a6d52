import fc from 'fast-check'
import { expect, test } from 'vitest'
import { labels, matrix, matrixFromRows, random } from '../../src/core/index.ts'
import {
  clusterSizes,
  conflictingLabels,
  type DuplicateClusters,
  duplicateClusters,
  duplicateRows,
  exactDuplicates,
  normalizeText,
} from '../../src/duplicates/index.ts'

/** Clusters by comparing every row with every earlier one. */
function slowly(rowCount: number, same: (a: number, b: number) => boolean): DuplicateClusters {
  const representative: number[] = []
  const cluster = Int32Array.from({ length: rowCount }, (_, row) => {
    const found = representative.findIndex((other) => same(row, other))
    return found >= 0 ? found : representative.push(row) - 1
  })
  return { cluster, count: representative.length, representative: Int32Array.from(representative) }
}

test('texts are the same but for case, width, composition and blanks', () => {
  expect(normalizeText('  Free\t ENTRY\r\n in　２ a Wkly\u00a0comp ')).toBe('free entry in 2 a wkly comp')
  expect(normalizeText('Cafe\u0301')).toBe(normalizeText('CAFÉ'))
  expect(normalizeText('ﬁne')).toBe('fine')
  expect(normalizeText(' \n ')).toBe('')
  expect(normalizeText('cafe')).not.toBe(normalizeText('café'))
})

test('normalizing twice changes nothing', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      expect(normalizeText(normalizeText(text))).toBe(normalizeText(text))
    }),
    { numRuns: 2000 },
  )
})

test('clusters are numbered by first appearance', () => {
  const found = duplicateClusters(['b', 'a', 'b', 'c', 'a', 'b', '__proto__'])
  expect(found).toEqual({
    cluster: Int32Array.of(0, 1, 0, 2, 1, 0, 3),
    count: 4,
    representative: Int32Array.of(0, 1, 3, 6),
  })
  expect(clusterSizes(found)).toEqual(Int32Array.of(3, 2, 1, 1))
  expect(duplicateClusters([])).toEqual({ cluster: new Int32Array(0), count: 0, representative: new Int32Array(0) })
})

test('any keys are clustered as by comparing all pairs', () => {
  fc.assert(
    fc.property(fc.array(fc.string({ maxLength: 2, unit: fc.constantFrom('a', 'b', 'B', ' ') })), (keys) => {
      expect(duplicateClusters(keys)).toEqual(slowly(keys.length, (a, b) => keys[a] === keys[b]))
    }),
  )
})

test('missing cells equal each other, and so do the two zeros, whatever their bits', () => {
  const oddNaN = new Float64Array(new BigUint64Array([0xfff8_0000_0000_1234n]).buffer)[0]!
  const X = matrix(Float64Array.of(0, NaN, -0, oddNaN, NaN, 0, 0, 1, NaN, -0), 2)
  expect(duplicateRows(X).cluster).toEqual(Int32Array.of(0, 0, 1, 2, 1))
})

test('any rows are clustered as by comparing all pairs', () => {
  const cell = fc.constantFrom(0, -0, 1, 1 + Number.EPSILON, -1, NaN, Infinity, 5e-324)
  const rows = fc
    .integer({ min: 1, max: 3 })
    .chain((width) => fc.array(fc.array(cell, { minLength: width, maxLength: width }), { minLength: 1, maxLength: 60 }))
  fc.assert(
    fc.property(rows, (cells) => {
      const equal = (a: number, b: number) => Object.is(a, b) || a === b
      const same = (a: number, b: number) => cells[a]!.every((value, column) => equal(value, cells[b]![column]!))
      expect(duplicateRows(matrixFromRows(cells))).toEqual(slowly(cells.length, same))
    }),
  )
})

test('a matrix that begins within its buffer is read at its place', () => {
  const buffer = Float64Array.of(9, 1, 2, 1, 2, 3, 4)
  expect(duplicateRows(matrix(buffer.subarray(1), 2)).cluster).toEqual(Int32Array.of(0, 0, 1))
})

test('no rows are no clusters', () => {
  expect(duplicateRows(matrix(new Float64Array(0), 3)).count).toBe(0)
})

test('many rows: every second of 200,000 repeats an earlier one', () => {
  const half = 100_000
  const width = 5
  const data = new Float64Array(2 * half * width)
  for (let i = 0; i < half * width; i++) data[i] = (i * 7919) % 100_003
  data.copyWithin(half * width, 0, half * width)
  const found = duplicateRows(matrix(data, width))
  const back = duplicateRows(matrix(data.subarray(0, half * width), width))
  expect(found.count).toBe(back.count)
  expect(found.cluster.subarray(half)).toEqual(found.cluster.subarray(0, half))
  expect(back.count).toBeGreaterThan(half * 0.99)
})

test('rows are duplicates where everything given agrees', () => {
  const texts = ['Hi', 'hi ', 'HI', 'ho', 'hi']
  const X = matrix(Float64Array.of(1, 1, 2, 1, NaN), 1)
  expect(exactDuplicates({ texts }).cluster).toEqual(Int32Array.of(0, 0, 0, 1, 0))
  expect(exactDuplicates({ keys: texts }).cluster).toEqual(Int32Array.of(0, 1, 2, 3, 4))
  expect(exactDuplicates({ X }).cluster).toEqual(Int32Array.of(0, 0, 1, 0, 2))
  expect(exactDuplicates({ texts, X })).toEqual({
    cluster: Int32Array.of(0, 0, 1, 2, 3),
    count: 4,
    representative: Int32Array.of(0, 2, 3, 4),
  })
  expect(() => exactDuplicates({ texts: ['a'], X })).toThrow(
    'exactDuplicates: 1 rows and 5 rows; give as many of each.',
  )
  expect(() => exactDuplicates({})).toThrow('exactDuplicates: nothing to compare; give `texts`, `keys` or `X`.')
})

test('duplicates with several labels are named with their counts', () => {
  const y = labels(['spam', 'ham', 'spam', 'ham', 'ham', 'spam', 'ham'])
  const conflicts = conflictingLabels(Int32Array.of(2, 0, 0, 2, 2, 1, 3), y)
  expect(conflicts).toEqual([
    {
      cluster: 0,
      rows: Int32Array.of(1, 2),
      labels: [
        { name: 'ham', count: 1 },
        { name: 'spam', count: 1 },
      ],
    },
    {
      cluster: 2,
      rows: Int32Array.of(0, 3, 4),
      labels: [
        { name: 'ham', count: 2 },
        { name: 'spam', count: 1 },
      ],
    },
  ])
  expect(conflictingLabels(Int32Array.of(0, 1, 0), labels(['a', 'b', 'a']))).toEqual([])
  expect(() => conflictingLabels(Int32Array.of(0), y)).toThrow('1 rows have a cluster and 7 a label')
})

test('a conflict is a cluster with two labels, for any clusters and labels', () => {
  const row = fc.record({ key: fc.constantFrom('a', 'b', 'c', 'd'), label: fc.constantFrom('x', 'y', 'z') })
  fc.assert(
    fc.property(fc.array(row, { minLength: 1 }), (rows) => {
      const { cluster, count } = duplicateClusters(rows.map(({ key }) => key))
      const conflicts = conflictingLabels(cluster, labels(rows.map(({ label }) => label)))
      for (let number = 0; number < count; number++) {
        const members = rows.filter((_, index) => cluster[index] === number)
        const kinds = new Set(members.map(({ label }) => label))
        const conflict = conflicts.find((entry) => entry.cluster === number)
        expect(conflict !== undefined).toBe(kinds.size > 1)
        if (!conflict) continue
        expect(conflict.rows.length).toBe(members.length)
        for (const { name, count: of } of conflict.labels) {
          expect(of).toBe(members.filter(({ label }) => label === name).length)
        }
      }
    }),
  )
})

test('rows that only share a hash are told apart: 300,000 numbers make some ten pairs of equal 32-bit hashes', () => {
  const numbers = random(1).uniform(300_000)
  expect(duplicateRows(matrix(numbers, 1)).count).toBe(new Set(numbers).size)
})
