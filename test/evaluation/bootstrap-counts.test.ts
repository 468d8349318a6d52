import { expect, test } from 'vitest'
import { random } from '../../src/core/index.ts'
import { rankRows } from '../../src/evaluation/bootstrap/ranked-rows.ts'
import { scoreFigures } from '../../src/evaluation/bootstrap/score-figures.ts'
import {
  averagePrecision,
  bootstrapCells,
  bootstrapCounts,
  bootstrapIntervals,
  bootstrapScores,
  brier,
  expectedCalibrationError,
  rocAuc,
  scoreFigureNames,
} from '../../src/evaluation/index.ts'

test('counts are drawn as rows are: each resample is whole, and means and spreads are those of a multinomial', async () => {
  for (const counts of [Float64Array.of(1, 0, 3, 300, 5000, 1), Float64Array.of(5, 7, 1), Float64Array.of(70_000, 2)]) {
    const whole = counts.reduce((sum, count) => sum + count, 0)
    const draws: number[][] = []
    await bootstrapCounts(
      counts,
      (drawn) => {
        draws.push([...drawn])
        return [0]
      },
      { resamples: 4000 },
    )
    const [given, ...resamples] = draws
    expect(given).toEqual([...counts])
    for (const drawn of resamples) expect(drawn.reduce((sum, count) => sum + count, 0)).toBe(whole)
    for (const [cell, count] of counts.entries()) {
      const values = resamples.map((drawn) => drawn[cell]!)
      const mean = values.reduce((sum, value) => sum + value, 0) / values.length
      const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length
      const expected = count * (1 - count / whole)
      expect(Math.abs(mean - count)).toBeLessThanOrEqual(4 * Math.sqrt(expected / values.length))
      expect(Math.abs(variance - expected)).toBeLessThanOrEqual(0.12 * expected)
    }
  }
})

test('its intervals are those of rows drawn one by one', async () => {
  const counts = Float64Array.of(900, 40, 25, 35)
  const cellOf = [...counts].flatMap((count, cell) => Array<number>(count).fill(cell))
  const shares = (cells: ArrayLike<number>) => {
    const [quiet, alarms, missed, found] = [cells[0]!, cells[1]!, cells[2]!, cells[3]!]
    return [found / (found + missed), found / (found + alarms), (found + quiet) / 1000]
  }
  const table = new Float64Array(4)
  const byRow = (multiplicities: Float64Array) => {
    table.fill(0)
    for (const [row, cell] of cellOf.entries()) table[cell]! += multiplicities[row]!
    return shares(table)
  }
  const one = await bootstrapCounts(counts, shares, { resamples: 4000 })
  const other = await bootstrapIntervals(1000, byRow, { resamples: 4000 })
  for (const [at, { value, low, high }] of one.entries()) {
    expect(value).toBe(other[at]!.value)
    const near = 0.12 * (other[at]!.high - other[at]!.low)
    expect(Math.abs(low - other[at]!.low)).toBeLessThan(near)
    expect(Math.abs(high - other[at]!.high)).toBeLessThan(near)
  }
  expect(await bootstrapCounts(counts, shares)).toEqual(await bootstrapCounts(counts, shares))
  expect(await bootstrapCounts(counts, shares)).not.toEqual(await bootstrapCounts(counts, shares, { seed: 1 }))
})

test.each([0.03, 0.4])(
  'of many rows the figures are exact, and intervals those of rows (positives %d)',
  async (share) => {
    const rowCount = 60_000
    const uniform = random(8).uniform(2 * rowCount)
    const truth = Uint8Array.from({ length: rowCount }, (_, row) => (uniform[row]! < share ? 1 : 0))
    const proba = Float64Array.from(truth, (yes, row) => {
      const p = uniform[rowCount + row]!
      return yes ? Math.sqrt(p) : p * p * (1 - 0.3 * share)
    })
    const options = { resamples: 300, threshold: 0.7 }
    const cells = await bootstrapScores(truth, proba, options)
    const groups = new Uint32Array(rowCount).map((_, row) => row >> 1)
    const inGroups = await bootstrapScores(truth, proba, { ...options, groups })
    const ranked = rankRows(truth, proba, options.threshold)
    const byRow = async (sorted?: { groups: Uint32Array }) => {
      const intervals = await bootstrapIntervals(rowCount, scoreFigures(ranked), { resamples: 300, ...sorted })
      return Object.fromEntries(scoreFigureNames.map((name, at) => [name, intervals[at]!])) as typeof cells
    }
    const rows = await byRow()
    const grouped = await byRow({ groups: groups.map((_, at) => groups[ranked.order[at]!]!) })
    expect(cells.averagePrecision.value).toBeCloseTo(averagePrecision(truth, proba), 12)
    expect(cells.rocAuc.value).toBeCloseTo(rocAuc(truth, proba), 12)
    expect(cells.brier.value).toBeCloseTo(brier(truth, proba), 12)
    expect(cells.expectedCalibrationError.value).toBeCloseTo(expectedCalibrationError(truth, proba), 12)
    for (const name of scoreFigureNames) {
      expect(cells[name].value, name).toBeCloseTo(rows[name].value, 12)
      const near = 0.25 * (rows[name].high - rows[name].low)
      expect(Math.abs(cells[name].low - rows[name].low), name).toBeLessThanOrEqual(near)
      expect(Math.abs(cells[name].high - rows[name].high), name).toBeLessThanOrEqual(near)
      // The same groups are drawn, so that only scores within a run of neighbors make a difference.
      const width = grouped[name].high - grouped[name].low
      expect(inGroups[name].value, name).toBeCloseTo(grouped[name].value, 12)
      expect(Math.abs(inGroups[name].low - grouped[name].low), name).toBeLessThanOrEqual(0.01 * width)
      expect(Math.abs(inGroups[name].high - grouped[name].high), name).toBeLessThanOrEqual(0.01 * width)
    }
  },
)

test('rows in cells, drawn in groups, give the very intervals of rows drawn in groups', async () => {
  const dice = random(5).uniform(600)
  const cellOf = Int32Array.from(dice, (value) => Math.floor(value * value * 4))
  const groups = Array.from(dice, (_, row) => `g${Math.floor(dice[(row * 7) % 600]! * 80)}`)
  const figures = (cells: ArrayLike<number>) => [cells[3]! / (cells[2]! + cells[3]!), cells[0]! / (cells[1]! + 1)]
  const table = new Float64Array(4)
  const byRow = (multiplicities: Float64Array) => {
    table.fill(0)
    for (const [row, cell] of cellOf.entries()) table[cell]! += multiplicities[row]!
    return figures(table)
  }
  const options = { groups, resamples: 200, seed: 3 }
  expect(await bootstrapCells(cellOf, 4, figures, options)).toEqual(await bootstrapIntervals(600, byRow, options))
  const counts = Float64Array.from({ length: 4 }, (_, cell) => cellOf.filter((other) => other === cell).length)
  expect(await bootstrapCells(cellOf, 4, figures)).toEqual(await bootstrapCounts(counts, figures))
  await expect(bootstrapCells(cellOf, 3, figures)).rejects.toThrow(/row \d+ lies in cell 3; there are 3/)
  await expect(bootstrapCells(cellOf, 4, figures, { groups: ['a'] })).rejects.toThrow('1 groups for 600 rows')
  await expect(bootstrapCells(new Int32Array(0), 4, figures)).rejects.toThrow('there are no rows')
})

test('what are no counts is refused, with what to pass', async () => {
  const none = () => [0]
  await expect(bootstrapCounts(Float64Array.of(3, 0.5), none)).rejects.toThrow(
    'bootstrapCounts: the count of cell 1 is 0.5; it must be a whole number of rows. Pass counts without weights.',
  )
  await expect(bootstrapCounts(Float64Array.of(3, -1), none)).rejects.toThrow('the count of cell 1 is -1')
  await expect(bootstrapCounts(new Float64Array(4), none)).rejects.toThrow('there are no rows')
  await expect(bootstrapCounts(Float64Array.of(3), none, {}, { signal: AbortSignal.abort() })).rejects.toThrow()
})
