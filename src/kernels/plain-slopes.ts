import type { KernelRows } from './kernel-rows.ts'
import { findFirst, type KernelSlopes, leastCurvature } from './kernel-slopes.ts'
import { RowCache } from './row-cache.ts'

/** Slopes moved by kernel rows of any kind, which are kept within so many bytes. */
export function plainSlopes(rows: KernelRows, cacheBytes: number): KernelSlopes {
  const { rowCount } = rows
  const cache = new RowCache(rows, cacheBytes)
  const slopes = new Float64Array(rowCount)
  const fromBounds = new Float64Array(rowCount)
  const rise = new Float64Array(rowCount)
  const fall = new Float64Array(rowCount)
  const diagonal = Float64Array.from({ length: rowCount }, (_, position) => rows.diagonal(position))
  const chosen = { first: -1, highest: -Infinity, second: -1, lowest: -Infinity, likeness: 0 }
  const targets = { slopes, fromBounds }

  return {
    rowCount,
    slopes,
    fromBounds,
    rise,
    fall,
    diagonal,
    chosen,
    get work() {
      return cache.work
    },
    set work(value) {
      cache.work = value
    },

    allow(position, mayRise, mayFall) {
      rise[position] = mayRise ? 0 : -Infinity
      fall[position] = mayFall ? 0 : -Infinity
    },

    findFirst(active) {
      findFirst(this, active)
    },

    findSecond(active) {
      const { first, highest } = chosen
      const row = cache.row(first, active)
      const own = diagonal[first]!
      let lowest = -Infinity
      let second = -1
      let best = Infinity
      for (let j = 0; j < active; j++) {
        const value = slopes[j]! + fall[j]!
        if (value > lowest) lowest = value
        const difference = highest + value
        if (!(difference > 0)) continue
        let curvature = own + diagonal[j]! - 2 * row[j]!
        if (!(curvature > 0)) curvature = leastCurvature
        const decrease = -(difference * difference) / curvature
        if (decrease <= best) {
          second = j
          best = decrease
        }
      }
      chosen.second = second
      chosen.lowest = lowest
      if (second >= 0) chosen.likeness = row[second]!
      cache.work += 3 * active
    },

    move(byFirst, bySecond, active) {
      const rowI = cache.row(chosen.first, active)
      const rowJ = cache.row(chosen.second, active)
      let highest = -Infinity
      let first = -1
      for (let k = 0; k < active; k++) {
        const slope = slopes[k]! + (rowI[k]! * byFirst + rowJ[k]! * bySecond)
        slopes[k] = slope
        const value = rise[k]! - slope
        if (value >= highest && value > -Infinity) {
          highest = value
          first = k
        }
      }
      chosen.first = first
      chosen.highest = highest
      cache.work += 3 * active
    },

    addToBounds(position, factor, active) {
      addRow(fromBounds, cache.row(position, active), factor, 0, active)
      cache.work += active
    },

    async addRows(additions, from, to, pause) {
      for (const { position, factor, target } of additions) {
        addRow(targets[target], cache.row(position, to), factor, from, to)
        cache.work += to - from
        await pause()
      }
    },

    swap(pairs) {
      cache.swap(pairs)
      for (const [a, b] of pairs) {
        for (const values of [slopes, fromBounds, rise, fall, diagonal]) {
          const held = values[a]!
          values[a] = values[b]!
          values[b] = held
        }
      }
    },
  }
}

function addRow(target: Float64Array, row: Float32Array, factor: number, from: number, to: number): void {
  for (let k = from; k < to; k++) target[k] = target[k]! + factor * row[k]!
}
