import type { SparseDescent } from '../../kernels/index.ts'
import type { Design } from '../design.ts'

/**
 * Coordinate descent on the dual of a linear support vector machine, for dense designs and for sparse ones where there
 * is no WebAssembly: the twin of the kernel `sparseDescent`, to the same bits.
 */
export function plainDescent(design: Design, rowCount: number): SparseDescent {
  const { cells, columnCount, indices } = design
  const values = cells ?? design.values
  const isDense = cells !== undefined
  const w = new Float64Array(columnCount + 1)
  const state = new Float64Array(rowCount * 4)
  const places = new Int32Array(rowCount * 3)
  const order = new Int32Array(rowCount)

  const advance: SparseDescent['advance'] = (round, budget) => {
    const { bias, limitUp, limitDown } = round
    let { intercept, highest, lowest, active } = round
    let s = round.next
    let work = 0
    for (; s < active && work < budget; s++) {
      const i = order[s]!
      const from = places[i * 3]!
      const to = places[i * 3 + 1]!
      const sign = places[i * 3 + 2]!
      const value = state[i * 4]!
      let s0 = bias * intercept
      let s1 = 0
      let s2 = 0
      let s3 = 0
      const whole = to - 3
      let at = from
      if (isDense) {
        let j = 0
        for (; at < whole; at += 4, j += 4) {
          s0 += values[at]! * w[j]!
          s1 += values[at + 1]! * w[j + 1]!
          s2 += values[at + 2]! * w[j + 2]!
          s3 += values[at + 3]! * w[j + 3]!
        }
        for (; at < to; at++, j++) s0 += values[at]! * w[j]!
      } else {
        for (; at < whole; at += 4) {
          s0 += values[at]! * w[indices[at]!]!
          s1 += values[at + 1]! * w[indices[at + 1]!]!
          s2 += values[at + 2]! * w[indices[at + 2]!]!
          s3 += values[at + 3]! * w[indices[at + 3]!]!
        }
        for (; at < to; at++) s0 += values[at]! * w[indices[at]!]!
      }
      work += 10 + to - from
      const gradient = sign * (s0 + s1 + (s2 + s3)) - 1 + state[i * 4 + 2]! * value
      let projected = gradient
      if (value === 0) {
        if (gradient > limitUp) {
          order[s--] = order[--active]!
          order[active] = i
          continue
        }
        if (gradient > 0) projected = 0
      } else if (value === state[i * 4 + 3]!) {
        if (gradient < limitDown) {
          order[s--] = order[--active]!
          order[active] = i
          continue
        }
        if (gradient < 0) projected = 0
      }
      if (projected > highest) highest = projected
      if (projected < lowest) lowest = projected
      if (projected <= 1e-12 && projected >= -1e-12) continue
      const next = Math.min(Math.max(value - gradient * state[i * 4 + 1]!, 0), state[i * 4 + 3]!)
      state[i * 4] = next
      const factor = (next - value) * sign
      intercept += factor * bias
      if (isDense) for (let j = 0, at = from; at < to; j++, at++) w[j] = w[j]! + factor * values[at]!
      else {
        for (let at = from; at < to; at++) {
          const j = indices[at]!
          w[j] = w[j]! + factor * values[at]!
        }
      }
      work += to - from
    }
    round.intercept = intercept
    round.next = s
    round.highest = highest
    round.lowest = lowest
    round.active = active
  }

  return { w, state, places, order, advance }
}
