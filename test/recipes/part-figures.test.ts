import { expect, test } from 'vitest'
import { labelsFromCodes, random } from '../../src/core/index.ts'
import { partFigures } from '../../src/recipes/figures/part-figures.ts'

test('of very many rows the figures are those of rows drawn one by one', async () => {
  const rowCount = 51_000
  const dice = random(4).uniform(2 * rowCount)
  const codes = Int32Array.from({ length: rowCount }, (_, row) => (dice[row]! < 0.04 ? 1 : 0))
  const proba = new Float64Array(2 * rowCount)
  const decided = new Int32Array(rowCount)
  for (let row = 0; row < rowCount; row++) {
    const p = codes[row] === 1 ? Math.sqrt(dice[rowCount + row]!) : dice[rowCount + row]! ** 2
    proba.set([1 - p, p], 2 * row)
    decided[row] = p >= 0.6 ? 1 : 0
  }
  const y = labelsFromCodes(codes, ['no', 'yes'])
  const costs = [
    [0, 1],
    [9, 0],
  ]
  const groups = Array.from({ length: rowCount }, (_, row) => String(row))
  const counted = await partFigures(y, proba, decided, costs, 0, undefined, {})
  const drawn = await partFigures(y, proba, decided, costs, 0, groups, {})
  expect(counted.confusion).toEqual(drawn.confusion)
  expect(Object.keys(counted.figures)).toEqual(Object.keys(drawn.figures))
  const named = ({ figures, classes }: typeof counted) => ({
    ...figures,
    ...Object.fromEntries(
      classes.flatMap(({ class: name, support: _, ...own }) =>
        Object.entries(own).map(([key, one]) => [`${name} ${key}`, one] as const),
      ),
    ),
  })
  const others = named(drawn)
  for (const [name, { value, low, high }] of Object.entries(named(counted))) {
    const other = others[name]!
    const near = 0.15 * (other.high! - other.low!)
    expect(value, name).toBeCloseTo(other.value!, 12)
    expect(Math.abs(low! - other.low!), name).toBeLessThanOrEqual(near)
    expect(Math.abs(high! - other.high!), name).toBeLessThanOrEqual(near)
  }
}, 120_000)
