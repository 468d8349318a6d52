import { describe, expect, test } from 'vitest'
import {
  type Column,
  labels,
  matrix,
  matrixFromRows,
  numpyRandom,
  random,
  type SparseMatrix,
  sparseMatrix,
} from '../../src/core/index.ts'
import { nearMiss, randomOverSampler, smote, smotenc, smoteTomek, tomekLinks } from '../../src/sampling/index.ts'
import recorded from '../fixtures/sampling/missing.json' with { type: 'json' }

const nothing = (rows: (number | null)[][]) => rows.map((row) => row.map((value) => value ?? Number.NaN))

describe('missing cells', () => {
  test('SMOTE draws between the neighbors of nan_euclidean_distances', async () => {
    const X = matrixFromRows(nothing(recorded.X))
    const { X: grown, provenance } = await smote({ random: numpyRandom(42) }).fitResample(X, labels(recorded.y))
    const made = grown.data.subarray(X.data.length)
    expect(Array.from(made)).toEqual(nothing(recorded.made).flat())
    expect(provenance.count).toBe(recorded.made.length)
    expect(made.some(Number.isNaN)).toBe(true)
  })

  test('Tomek links scale the distance by the columns that both rows have', async () => {
    // Rows 0 and 1 share one column of two: 2 × 1² = 2. Row 2 lies √1.5 from row 0 in both, so it is the nearer.
    const side = Math.sqrt(0.75)
    const X = matrixFromRows([
      [0, 0],
      [-1, Number.NaN],
      [side, side],
      [9, 9],
    ])
    const { rows } = await tomekLinks({ samplingStrategy: 'all' }).fitResample(X, labels(['a', 'b', 'b', 'a']))
    expect(Array.from(rows)).toEqual([1, 3])
  })

  test('SMOTENC leaves missing levels out of distance and vote', async () => {
    const columns: Column[] = [
      { name: 'amount', kind: 'number' },
      { name: 'color', kind: 'category', categories: ['blue', 'red'] },
    ]
    const holes = Array.from({ length: 8 }, (_, row) => [row / 100, row % 2 === 0 ? 1 : Number.NaN])
    const common = Array.from({ length: 20 }, (_, row) => [row, 0])
    const y = labels([...holes.map(() => 'rare'), ...common.map(() => 'common')])
    const { X, rows } = await smotenc({ kNeighbors: 3 }).fitResample(matrixFromRows([...holes, ...common], columns), y)
    for (let place = 28; place < rows.length; place++) expect(X.data[place * 2 + 1]).toBe(1)
    const none = matrixFromRows([...holes.map(([amount]) => [amount!, Number.NaN]), ...common], columns)
    const grown = await smotenc({ kNeighbors: 3 }).fitResample(none, y)
    for (let place = 28; place < rows.length; place++) expect(grown.X.data[place * 2 + 1]).toBe(Number.NaN)
  })

  test('a hole in one class leaves the new rows of the other as they were', async () => {
    const X = matrix(random(1).randn(600), 4)
    const y = labels(Array.from({ length: 150 }, (_, row) => (row % 5 === 0 ? 'rare' : 'common')))
    const whole = await smote().fitResample(X, y)
    const holed = matrix(X.data.slice(), 4)
    holed.data[4] = Number.NaN
    const again = await smote().fitResample(holed, y)
    expect(again.X.data.subarray(600)).toEqual(whole.X.data.subarray(600))
  })
})

describe('sparse rows', () => {
  const used = 400

  /** 20 entries or fewer a row, in `used` of the columns, evenly spread; some rows are equal, one is empty. */
  function wide(rowCount: number, columnCount: number) {
    const stream = random('wide')
    const drawn = stream.fork('columns').uniform(rowCount * 20)
    const values = stream.fork('values').randn(rowCount * 20)
    const starts = new Int32Array(rowCount + 1)
    const indices: number[] = []
    const data: number[] = []
    for (let row = 0; row < rowCount; row++) {
      const from = (row % 40 === 7 ? 7 : row) * 20
      const own = new Map<number, number>()
      if (row !== 5) for (let at = from; at < from + 20; at++) own.set(Math.floor(drawn[at]! ** 2 * used), values[at]!)
      for (const [column, value] of [...own].sort(([a], [b]) => a - b)) {
        indices.push(column * Math.floor(columnCount / used))
        data.push(value)
      }
      starts[row + 1] = indices.length
    }
    const X = sparseMatrix(starts, Int32Array.from(indices), Float64Array.from(data), columnCount)
    return { X, y: labels(Array.from({ length: rowCount }, (_, row) => (row % 4 === 0 ? 'rare' : 'common'))) }
  }

  /** The used columns alone, written out: empty columns change no distance. */
  function written({ rowCount, columnCount, starts, indices, data }: SparseMatrix) {
    const cells = new Float64Array(rowCount * used)
    for (let row = 0; row < rowCount; row++) {
      for (let entry = starts[row]!; entry < starts[row + 1]!; entry++) {
        cells[row * used + indices[entry]! / Math.floor(columnCount / used)] = data[entry]!
      }
    }
    return matrix(cells, used)
  }

  // 4,000 columns: written out for the kernels; a million: products of entries, in memory of the entries.
  test.each([4000, 1_000_000])('of %i columns give what the same rows written out give', async (columnCount) => {
    const { X, y } = wide(400, columnCount)
    const dense = written(X)
    for (const sampler of [smote(), smoteTomek(), tomekLinks({ samplingStrategy: 'all' }), smote({ kNeighbors: 60 })]) {
      const found = await sampler.fitResample(X, y)
      const expected = await sampler.fitResample(dense, y)
      expect(found.X.format).toBe('csr')
      expect(found.rows).toEqual(expected.rows)
      expect(found.provenance).toEqual(expected.provenance)
      const cells = written(found.X).data
      expect(cells.length).toBe(expected.X.data.length)
      expect(cells.every((value, cell) => value === expected.X.data[cell])).toBe(true)
    }
  })

  test('too wide to be written out are refused by methods that cannot measure them', async () => {
    const { X, y } = wide(400, 1_000_000)
    await expect(nearMiss().fitResample(X, y)).rejects.toThrow(
      'nearMiss: X is sparse with 400 × 1000000 cells, too many to write out. Use `smote`',
    )
    await expect(randomOverSampler({ shrinkage: 1 }).fitResample(X, y)).rejects.toThrow(/X is sparse/)
  })

  test('with an entry that is no number are refused', async () => {
    const { X, y } = wide(40, 500)
    const bad = { ...X, data: X.data.map((value, entry) => (entry === 9 ? Number.NaN : value)) }
    await expect(smote().fitResample(bad, y)).rejects.toThrow(/smote: an entry of column \d+ is missing/)
  })
})
