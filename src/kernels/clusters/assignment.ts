import { breathe, type Context } from '../../core/index.ts'
import type { Points } from '../points.ts'
import { takePoints } from '../take-points.ts'
import { nearestTwo } from './nearest-two.ts'
import { squaredDistance } from './squared-distance.ts'

const rowsPerSlice = 8192
/** With so few centers, choosing among them costs more than comparing with all. */
const fewCenters = 48
/** Which shares of the centers, those that moved the most, are tried as the ones to look at one by one. */
const sharesTried = [0, 0.01, 0.03, 0.1, 0.2, 0.4, 0.6]

/**
 * Which center is nearest to each point, kept while the centers move: an upper bound on the distance to the own center
 * and a lower one on that to every other. Only where they cross are distances computed.
 */
export class Assignment {
  readonly labels: Int32Array
  private readonly upper: Float64Array
  private readonly lower: Float64Array
  private readonly points: Points
  private readonly context: Context

  constructor(points: Points, context: Context) {
    this.points = points
    this.context = context
    this.labels = new Int32Array(points.rowCount)
    this.upper = new Float64Array(points.rowCount)
    this.lower = new Float64Array(points.rowCount)
  }

  /** Assigns every point. */
  async begin(centers: Points): Promise<void> {
    await this.searchAll(Int32Array.from(this.labels.keys()), centers)
  }

  /** Nothing is known any more of these rows, whose labels were changed. */
  forget(rows: readonly number[]): void {
    for (const row of rows) {
      this.upper[row] = Infinity
      this.lower[row] = 0
    }
  }

  /** Assigns anew after the centers moved, each by its drift; how many points changed. */
  async follow(centers: Points, drifts: Float64Array): Promise<number> {
    const open = await this.openRows(centers, drifts)
    if (open.length === 0) return 0
    if (centers.rowCount <= fewCenters) return this.searchAll(open, centers)
    const { most, some } = this.chooseMovers(open, drifts)
    const all = open.filter((row) => this.upper[row]! > this.lower[row]! - most)
    const rest = open.filter((row) => this.upper[row]! <= this.lower[row]! - most)
    const changed = await this.searchAll(all, centers)
    return changed + (await this.searchMovers(rest, centers, some, most))
  }

  /** Moves the bounds; the rows whose bounds cross even when the upper one is exact. */
  private async openRows(centers: Points, drifts: Float64Array): Promise<Int32Array> {
    const { labels, upper, lower, points } = this
    const greatest = drifts.reduce((most, drift) => Math.max(most, drift), 0)
    const open = new Int32Array(labels.length)
    let count = 0
    for (let start = 0; start < labels.length; start += rowsPerSlice) {
      await breathe(this.context, { stage: 'clustering', done: start, total: labels.length })
      const end = Math.min(start + rowsPerSlice, labels.length)
      for (let row = start; row < end; row++) {
        const label = labels[row]!
        const least = lower[row]! - greatest
        upper[row] = upper[row]! + drifts[label]!
        if (upper[row]! > least) {
          upper[row] = Math.sqrt(squaredDistance(points.data, row, centers.data, label, points.columnCount))
        }
        if (upper[row]! > least) open[count++] = row
        else lower[row] = least
      }
    }
    return open.slice(0, count)
  }

  /**
   * Which centers to look at one by one, the others having drifted at most by `most`: the fewer, the more rows must be
   * compared with all centers. The choice is the cheapest of a few, and does not change the result.
   */
  private chooseMovers(open: Int32Array, drifts: Float64Array): { most: number; some: Int32Array } {
    const falling = drifts.slice().sort().reverse()
    let most = falling[0]!
    let leastCost = open.length * drifts.length
    for (const share of sharesTried) {
      const drift = falling[Math.floor(share * (drifts.length - 1))]!
      let movers = 0
      while (movers < falling.length && falling[movers]! > drift) movers++
      let crossed = 0
      for (const row of open) if (this.upper[row]! > this.lower[row]! - drift) crossed++
      const cost = crossed * drifts.length + (open.length - crossed) * movers
      if (cost >= leastCost) continue
      leastCost = cost
      most = drift
    }
    return { most, some: Int32Array.from(drifts.keys()).filter((center) => drifts[center]! > most) }
  }

  /** Compares rows with all centers; how many changed. */
  private async searchAll(rows: Int32Array, centers: Points): Promise<number> {
    if (rows.length === 0) return 0
    const found = await nearestTwo(this.points, rows, centers, this.context)
    let changed = 0
    for (let at = 0; at < rows.length; at++) {
      const row = rows[at]!
      if (this.labels[row] !== found.first[at]) changed++
      this.labels[row] = found.first[at]!
      this.upper[row] = Math.sqrt(found.firstDistance[at]!)
      this.lower[row] = Math.sqrt(found.secondDistance[at]!)
    }
    return changed
  }

  /** Compares rows with some centers, the others being farther than the bounds less `most`; how many changed. */
  private async searchMovers(rows: Int32Array, centers: Points, some: Int32Array, most: number): Promise<number> {
    const { labels, upper, lower } = this
    if (rows.length === 0 || some.length === 0) return 0
    const found = await nearestTwo(this.points, rows, takePoints(centers, some), this.context)
    let changed = 0
    for (let at = 0; at < rows.length; at++) {
      const row = rows[at]!
      const isOwn = some[found.first[at]!] === labels[row]
      const near = Math.sqrt(isOwn ? found.secondDistance[at]! : found.firstDistance[at]!)
      const others = Math.min(lower[row]! - most, isOwn ? Infinity : Math.sqrt(found.secondDistance[at]!))
      if (near < upper[row]!) {
        labels[row] = some[found.first[at]!]!
        lower[row] = Math.min(others, upper[row]!)
        upper[row] = near
        changed++
      } else {
        lower[row] = Math.min(others, near)
      }
    }
    return changed
  }
}
