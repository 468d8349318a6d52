import { expect, test } from 'vitest'
import { labelsFromCodes, random } from '../../src/core/index.ts'
import { chooseThreshold, costCurve, expectedCost, recallAgainstAlerts } from '../../src/evaluation/index.ts'

const rows = 5000
const dice = random(1).uniform(rows)
const truth = Uint8Array.from(dice, (die) => (die < 0.04 ? 1 : 0))
const scores = random(2)
  .uniform(rows)
  .map((die, row) => (0.7 * die + 0.3 * truth[row]!) ** 2)
const costs = [
  [0, 1],
  [30, 0.5],
]

test('each point of the cost curve costs what deciding by it costs, and the cheapest is there', () => {
  const y = labelsFromCodes(Int32Array.from(truth), ['no', 'yes'])
  const curve = costCurve(truth, scores, costs)
  expect(curve.thresholds.length).toBe(200)
  const at = (threshold: number) => {
    const decided = Int32Array.from(scores, (score) => (score >= threshold ? 1 : 0))
    return expectedCost(y, decided, costs).perRow
  }
  for (const [point, threshold] of curve.thresholds.entries()) {
    if (point > 0) expect(threshold).toBeGreaterThan(curve.thresholds[point - 1]!)
    expect(curve.expectedCost[point]).toBeCloseTo(at(threshold), 12)
    const saved = 1 - curve.expectedCost[point]! / Math.min(curve.never, curve.always)
    expect(curve.savings[point]).toBeCloseTo(saved, 12)
    expect(curve.flagged[point]).toBe(scores.filter((score) => score >= threshold).length)
  }
  expect(curve.never).toBeCloseTo(at(2), 12)
  expect(curve.always).toBeCloseTo(at(0), 12)
  const chosen = chooseThreshold(truth, scores, { costs })
  expect(Math.min(...curve.expectedCost)).toBeCloseTo(chosen.expectedCost!, 12)
  for (const points of [2, 3, 7]) {
    expect(Math.min(...costCurve(truth, scores, costs, { points }).expectedCost)).toBeCloseTo(chosen.expectedCost!, 12)
  }
})

test('budgets of alerts buy what the same goal decides', () => {
  const table = recallAgainstAlerts(truth, scores)
  expect(table.map(({ alertRate }) => alertRate)).toEqual([0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5])
  let recall = 0
  for (const row of table) {
    const decision = chooseThreshold(truth, scores, { alertRate: row.alertRate })
    expect(row.threshold).toBe(decision.threshold)
    expect(row.flagged).toBe(decision.flagged)
    expect(row.recall).toEqual(decision.recall)
    expect(row.precision).toEqual(decision.precision)
    expect(row.lift).toBeCloseTo(row.precision.value / (truth.reduce((sum, t) => sum + t, 0) / rows), 12)
    expect(row.recall.value).toBeGreaterThanOrEqual(recall)
    recall = row.recall.value
  }
  expect(recallAgainstAlerts(truth, scores, [1])[0]!.recall.value).toBe(1)
})

test('a budget too small for the first ties flags nothing', () => {
  const tied = Float64Array.of(0.9, 0.9, 0.1, 0.2)
  const [row] = recallAgainstAlerts([1, 0, 0, 1], tied, [0.25])
  expect([row!.flagged, row!.recall.value, row!.threshold]).toEqual([0, 0, 1 + 2 ** -52])
  expect(() => recallAgainstAlerts([1, 0], Float64Array.of(1, 0), [0])).toThrow(
    'recallAgainstAlerts: `alertRates` must lie above 0 and up to 1; there is 0.',
  )
})
