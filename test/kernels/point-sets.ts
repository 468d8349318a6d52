import type { Points } from '../../src/kernels/index.ts'
import { powerOfTwoScale } from '../../src/kernels/power-of-two-scale.ts'

/** Draws from the standard normal distribution, roughly: enough to make points. */
export type Draw = () => number

export function points(
  rowCount: number,
  columnCount: number,
  value: (row: number, column: number, draw: Draw) => number,
  seed = '',
): Points {
  const draw = normal(`${seed} ${rowCount} ${columnCount}`)
  const data = Float64Array.from({ length: rowCount * columnCount }, (_, i) =>
    value(Math.floor(i / columnCount), i % columnCount, draw),
  )
  return { data, rowCount, columnCount }
}

export function noise(_row: number, _column: number, draw: Draw): number {
  return draw()
}

export function gaussian(rows: number, columns: number, seed = ''): Points {
  return points(rows, columns, noise, seed)
}

/** Twenty gaussian clusters. */
export function clusters(rows: number, columns: number): Points {
  const centers = gaussian(20, columns, 'centers').data
  return points(rows, columns, (row, column, draw) => 2 * centers[(row % 20) * columns + column]! + draw())
}

/** Whole numbers from 0 to below `levels`, so that many distances tie. */
export function integers(rows: number, columns: number, levels: number): Points {
  return points(rows, columns, (_row, _column, draw) => Math.floor(Math.abs(draw()) * 7919) % levels)
}

function normal(seed: string): Draw {
  let state = 2166136261
  for (const character of seed) state = Math.imul(state ^ character.charCodeAt(0), 16777619)
  function uniform(): number {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    return state / 2 ** 32
  }
  return () => {
    let sum = -6
    for (let i = 0; i < 12; i++) sum += uniform()
    return sum
  }
}

/** As a search would scale them. */
export function scaleOf(...sets: Points[]): number {
  return powerOfTwoScale(Math.max(...sets.map(({ data }) => data.reduce((most, x) => Math.max(most, Math.abs(x)), 0))))!
}
