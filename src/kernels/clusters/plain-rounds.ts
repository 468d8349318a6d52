import { breathe, type Context } from '../../core/index.ts'
import type { Points } from '../points.ts'
import { nearestCenters } from './nearest-centers.ts'
import type { Rounds } from './rounds.ts'

const cellsPerSlice = 1 << 20

/** Every row is compared with every center in every round: what the bounds of `boundedRounds` must not change. */
export function plainRounds(points: Points, context: Context): Rounds {
  const { data, rowCount, columnCount } = points
  const labels = new Int32Array(rowCount)
  async function assign(centers: Points): Promise<void> {
    labels.set(await nearestCenters(points, centers, context))
  }
  return {
    labels,
    begin: assign,
    follow: assign,
    forget() {},
    async addUp(settled) {
      const sums = new Float64Array(settled.length * columnCount)
      const step = Math.max(1, Math.floor(cellsPerSlice / Math.max(1, columnCount)))
      for (let row = 0; row < rowCount; row++) {
        if (row % step === 0) await breathe(context, { stage: 'clustering', done: row, total: rowCount })
        if (settled[labels[row]!] === 1) continue
        const to = labels[row]! * columnCount
        const from = row * columnCount
        for (let column = 0; column < columnCount; column++) sums[to + column]! += data[from + column]!
      }
      return sums
    },
  }
}
