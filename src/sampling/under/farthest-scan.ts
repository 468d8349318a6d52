import { sortedOrder } from '../../evaluation/index.ts'
import type { Points } from '../../kernels/index.ts'
import { middleOf } from './pivots.ts'

// A whisker above 1: what bounds lose to rounding.
const almostOne = 1 + 1e-9

/** Looks for the k points farthest from a query, the pivots first, then from the rim of the points inwards. */
export class FarthestScan {
  private readonly queries: Points
  private readonly points: Points
  private readonly pivotCount: number
  private readonly middle: Float64Array
  /** How far each point, in the order of the scan, lies from the middle. */
  private readonly radii: Float64Array
  /** The greatest squared distances so far, ascending. */
  private readonly farthest: Float64Array

  constructor(queries: Points, points: Points, k: number, pivots: Int32Array) {
    this.queries = queries
    this.pivotCount = pivots.length
    this.middle = middleOf(points)
    this.farthest = new Float64Array(k)
    const width = points.columnCount
    const radii = new Float64Array(points.rowCount)
    for (let point = 0; point < radii.length; point++) {
      radii[point] = Math.sqrt(squaredDistance(points.data, point * width, this.middle, 0, width))
    }
    const isPivot = new Uint8Array(points.rowCount)
    for (const pivot of pivots) isPivot[pivot] = 1
    const rest = sortedOrder(radii, true).filter((point) => isPivot[point] === 0)
    const order = new Int32Array(points.rowCount)
    order.set(pivots)
    order.set(rest, pivots.length)
    this.radii = Float64Array.from(order, (point) => radii[point]!)
    const data = new Float64Array(points.data.length)
    for (const [to, point] of order.entries()) {
      data.set(points.data.subarray(point * width, (point + 1) * width), to * width)
    }
    this.points = { ...points, data }
  }

  /** The sum of distances to the k farthest pivots: at most that to the k farthest points. */
  bound(query: number): number {
    this.farthest.fill(-1)
    this.scan(query, 0, this.pivotCount)
    return this.total()
  }

  /** The sum of distances to the k farthest points; Infinity once it is known to exceed the limit. */
  sum(query: number, limit: number): number {
    const { points, queries, farthest, radii } = this
    const width = points.columnCount
    this.farthest.fill(-1)
    this.scan(query, 0, this.pivotCount)
    const toMiddle = Math.sqrt(squaredDistance(queries.data, query * width, this.middle, 0, width))
    for (let at = this.pivotCount; at < points.rowCount; at += 32) {
      const reach = (toMiddle + radii[at]!) * almostOne
      if (reach * reach < farthest[0]!) break
      if (this.scan(query, at, Math.min(at + 32, points.rowCount)) && this.total() > limit) return Infinity
    }
    return this.total()
  }

  /** Compares the query with some points; whether any of them is among the farthest. */
  private scan(query: number, start: number, end: number): boolean {
    const { farthest } = this
    const width = this.points.columnCount
    const a = this.queries.data
    const b = this.points.data
    const from = query * width
    let least = farthest[0]!
    let found = false
    for (let point = start, at = start * width; point < end; point++) {
      let sum = 0
      for (let i = from; i < from + width; i++, at++) {
        const difference = a[i]! - b[at]!
        sum += difference * difference
      }
      if (sum <= least) continue
      let place = 0
      for (; place + 1 < farthest.length && farthest[place + 1]! < sum; place++) farthest[place] = farthest[place + 1]!
      farthest[place] = sum
      least = farthest[0]!
      found = true
    }
    return found
  }

  private total(): number {
    let sum = 0
    for (let place = 0; place < this.farthest.length; place++) sum += Math.sqrt(this.farthest[place]!)
    return sum
  }
}

function squaredDistance(a: Float64Array, from: number, b: Float64Array, start: number, width: number): number {
  let sum = 0
  for (let column = 0; column < width; column++) {
    const difference = a[from + column]! - b[start + column]!
    sum += difference * difference
  }
  return sum
}
