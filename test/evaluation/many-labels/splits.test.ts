import fc from 'fast-check'
import { expect, test } from 'vitest'
import { countLabels, multiLabels, multiLabelsFromMatrix, random, takeMultiLabels } from '../../../src/core/index.ts'
import { crossValidationFolds, entityCounts, splitParts } from '../../../src/evaluation/index.ts'

/** A label matrix in which label l has a share of about 0.5 / (l + 1). */
function drawn(rows: number, width: number, seed: number) {
  const dice = random(seed).uniform(rows * width)
  return multiLabelsFromMatrix(
    Uint8Array.from(dice, (die, at) => (die < 0.5 / ((at % width) + 1) ? 1 : 0)),
    width,
  )
}
const spread = (counts: readonly number[]) => Math.max(...counts) - Math.min(...counts)

test('the example of iterative-stratification: each pair of labels is in each fold once', () => {
  const Y = multiLabelsFromMatrix(Uint8Array.of(0, 0, 0, 0, 0, 1, 0, 1, 1, 1, 1, 1, 1, 0, 1, 0), 2)
  for (let seed = 0; seed < 20; seed++) {
    for (const { validation } of crossValidationFolds({ rowCount: 8, labels: Y }, { folds: 2, seed })) {
      const pairs = Array.from(validation.rows, (row) => `${Y.data[2 * row]}${Y.data[2 * row + 1]}`)
      expect(pairs.sort()).toEqual(['00', '01', '10', '11'])
    }
  }
})

test('every label is spread over the folds to a row or two, and so are the rows', () => {
  fc.assert(
    fc.property(
      fc.record({
        rows: fc.integer({ min: 12, max: 90 }),
        width: fc.integer({ min: 1, max: 6 }),
        folds: fc.integer({ min: 2, max: 6 }),
        seed: fc.nat(99),
      }),
      ({ rows, width, folds, seed }) => {
        const Y = drawn(rows, width, seed)
        const made = crossValidationFolds({ rowCount: rows, labels: Y }, { folds, seed, repeats: 2 })
        for (const repeat of [made.slice(0, folds), made.slice(folds)]) {
          const all = repeat.flatMap(({ validation }) => [...validation.rows]).sort((a, b) => a - b)
          expect(all).toEqual([...Array(rows).keys()])
          expect(spread(repeat.map(({ validation }) => validation.rows.length))).toBeLessThanOrEqual(2)
          const counts = repeat.map(({ validation }) => countLabels(takeMultiLabels(Y, validation.rows)))
          for (let label = 0; label < width; label++) {
            expect(spread(counts.map((own) => own[label]!))).toBeLessThanOrEqual(2)
          }
        }
      },
    ),
    { numRuns: 60 },
  )
})

test('groups and clusters stay whole, and rare labels reach every part', () => {
  const rows = 3000
  const width = 8
  const Y = drawn(rows, width, 3)
  // The last label is one row in a hundred.
  const dice = random(4).uniform(rows)
  for (let row = 0; row < rows; row++) Y.data[row * width + width - 1] = dice[row]! < 0.01 ? 1 : 0
  const groups = Int32Array.from(random(5).uniform(rows), (die) => Math.floor(die * die * 200))
  const clusters = Int32Array.from({ length: rows }, (_, row) => row >> 1)
  const totals = countLabels(Y)
  const parts = splitParts({ rowCount: rows, labels: Y, groups })
  for (const [name, share] of Object.entries({ train: 0.6, validation: 0.2, test: 0.2 })) {
    const part = parts[name as 'train'].rows
    expect(Math.abs(part.length / rows - share)).toBeLessThan(0.005)
    const counts = countLabels(takeMultiLabels(Y, part))
    for (let label = 0; label < width; label++) {
      expect(Math.abs(counts[label]! - share * totals[label]!)).toBeLessThanOrEqual(2 + 0.01 * totals[label]!)
    }
  }
  const where = new Int32Array(rows)
  for (const [part, own] of [parts.train, parts.validation, parts.test].entries()) {
    for (const row of own.rows) where[row] = part
  }
  for (let row = 0; row < rows; row++) expect(where[row]).toBe(where[groups.indexOf(groups[row]!)])
  for (const { validation } of crossValidationFolds({ rowCount: rows, labels: Y, clusters })) {
    const own = new Set(validation.rows)
    for (const row of own) expect(own.has(row ^ 1)).toBe(true)
    expect(Math.abs(own.size - 600)).toBeLessThanOrEqual(2)
  }
})

test('the same seed gives the same parts, another seed others', () => {
  const Y = drawn(200, 4, 1)
  const made = [0, 0, 1].map((seed) => [...splitParts({ rowCount: 200, labels: Y }, { seed }).train.rows])
  expect(made[0]).toEqual(made[1])
  expect(made[0]).not.toEqual(made[2])
})

test('documents are parted so that every part has its share of the entities of each label', () => {
  const dice = random(9).uniform(6 * 600)
  const sentences = Array.from({ length: 600 }, (_, at) =>
    Array.from({ length: 6 }, (_, token) => {
      const die = dice[6 * at + token]!
      return die < 0.01 ? 'B-DISEASE' : die < 0.2 ? 'B-DRUG' : 'O'
    }),
  )
  const documents = Int32Array.from(sentences, (_, at) => Math.floor(at / 10))
  const counts = entityCounts(sentences)
  expect(counts.labels).toEqual(['DISEASE', 'DRUG'])
  const total = [0, 1].map((label) =>
    Array.from(counts.data).reduce((sum, own, at) => sum + (at % 2 === label ? own : 0), 0),
  )
  const parts = splitParts({ rowCount: 600, labels: counts, groups: documents })
  const shares = { train: 0.6, validation: 0.2, test: 0.2 }
  for (const name of ['train', 'validation', 'test'] as const) {
    const own = [0, 0]
    for (const row of parts[name].rows) for (const label of [0, 1]) own[label]! += counts.data[2 * row + label]!
    expect(Math.abs(own[0]! - shares[name] * total[0]!)).toBeLessThanOrEqual(2)
    expect(Math.abs(own[1]! - shares[name] * total[1]!)).toBeLessThanOrEqual(4)
    for (const row of parts[name].rows) expect(parts[name].rows).toContain(10 * documents[row]!)
  }
  expect(entityCounts([[], [{ start: 0, end: 1, label: 'X' }]]).data).toEqual(Float64Array.of(0, 1))
})

test('labels that do not fit are refused with a remedy', () => {
  const Y = multiLabels([['a'], ['b'], []])
  expect(() => splitParts({ rowCount: 4, labels: Y })).toThrow(
    'splitParts: `labels` has 6 cells for 4 rows and 2 labels. Give one for each row and label.',
  )
  const y = { codes: Int32Array.of(0, 0, 0), classes: ['x'], part: undefined }
  expect(() => splitParts({ rowCount: 3, labels: Y, y })).toThrow('Give classes or labels, not both.')
  const data = Float64Array.of(1, -1, 0, 0, 0, 0)
  expect(() => splitParts({ rowCount: 3, labels: { labels: ['a', 'b'], data } })).toThrow(
    '`labels` of row 0 holds -1. Counts must be 0 or more.',
  )
  expect(() => crossValidationFolds({ rowCount: 3, labels: Y })).toThrow('3 rows cannot fill 5 folds')
})
