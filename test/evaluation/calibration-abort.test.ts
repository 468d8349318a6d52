import { describe, expect, it } from 'vitest'
import { labelsFromCodes, random } from '../../src/core/index.ts'
import { type AnyCalibratorName, calibrators, sortedOrder, sortedOrderInTurns } from '../../src/evaluation/index.ts'
import { longestStretch } from '../longest-stretch.ts'

const rows = 1_000_000
const score = random(1).uniform(rows, 0.001, 0.999)
const dice = random(2).uniform(rows)
const y = labelsFromCodes(
  score.reduce((codes, value, row) => {
    codes[row] = dice[row]! < value * value ? 1 : 0
    return codes
  }, new Int32Array(rows)),
  ['a', 'b'],
)
const proba = new Float64Array(2 * rows)
for (let row = 0; row < rows; row++) {
  proba[2 * row] = 1 - score[row]!
  proba[2 * row + 1] = score[row]!
}

describe('an abort is heard within 100 ms of work on a million rows', () => {
  for (const name of Object.keys(calibrators) as AnyCalibratorName[]) {
    it(name, async () => {
      expect(await longestStretch(() => calibrators[name]().fit(proba, y))).toBeLessThan(100)
    })
  }
})

it('a sort in turns gives the order of the sort at once, and stops when it is aborted', async () => {
  for (const descending of [false, true]) {
    for (const values of [score, score.map((value) => Math.floor(value * 50)), score.subarray(0, 100)]) {
      const order = sortedOrder(values, descending)
      const inTurns = await sortedOrderInTurns(values, descending, {})
      expect(inTurns.length).toBe(order.length)
      expect(inTurns.findIndex((row, at) => row !== order[at])).toBe(-1)
    }
  }
  const reason = new Error('enough')
  await expect(sortedOrderInTurns(score, false, { signal: AbortSignal.abort(reason) })).rejects.toBe(reason)
})
