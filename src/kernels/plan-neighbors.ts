import type { Context } from '../core/index.ts'
import { kernelBuild } from './builds.ts'
import type { NeighborPlan } from './fast-neighbors.ts'
import { partsWell } from './parts-well.ts'
import { powerOfTwoScale } from './power-of-two-scale.ts'
import type { Extent, RowSet } from './row-set.ts'

/** Below so many multiplications, setting up costs more than the plain search. */
const worthVectors = 2 ** 20
/** Below so many, a second thread has not even started when the first is done. */
const worthThreads = 2 ** 30
/** So few queries would not pay for ordering the points. */
const worthTree = 1000
/** Each query is written anew for each leaf, which many points should share; their panels should still be cached. */
const valuesOfLeaf = 1 << 16
/** A slice that the caches hold beside panels and lists; and one that is worth calling helpers for. */
const cachedSlice = 1 << 17
const sharedSlice = 1 << 21
/** To put a query in its place costs as much as to compare it with so many points. */
const worthPlace = 3000

/**
 * Chooses how to search among numbers of up to such a magnitude; undefined stands for the plain way. Every choice gives
 * the same result.
 */
export function planNeighbors(
  queries: Extent,
  points: Extent,
  magnitude: number,
  context: Context,
): NeighborPlan | undefined {
  const columns = points.columnCount
  const multiplications = queries.rowCount * points.rowCount * columns
  if (columns === 0 || columns > 20_000 || multiplications < worthVectors) return undefined
  const { build, threads: cores, sharedMemory } = kernelBuild()
  const scale = powerOfTwoScale(magnitude)
  if (build === 'plain' || scale === undefined) return undefined
  const allowed = Math.max(1, Math.floor(context.workers ?? cores))
  const threads = sharedMemory && multiplications >= worthThreads ? allowed : 1
  return {
    build,
    shared: sharedMemory,
    threads,
    tree: treeFor(queries, points),
    leafRows: leafRowsFor(columns),
    sliceValues: threads > 1 ? sharedSlice : cachedSlice,
    scale,
  }
}

/** The plan for these rows: where a tree would not part them, they stay as they are, in leaves as large as is cheapest. */
export function planForRows(plan: NeighborPlan, queries: RowSet, points: RowSet): NeighborPlan {
  if (plan.tree !== false && partsWell(queries, points)) return plan
  if (queries === points) return { ...plan, tree: false }
  const leafRows = Math.max(64, Math.ceil(valuesOfLeaf / points.points.columnCount / 8) * 8)
  return { ...plan, tree: false, leafRows: Math.max(plan.leafRows, leafRows) }
}

function treeFor(queries: Extent, points: Extent): NeighborPlan['tree'] {
  if (queries.rowCount < worthTree) return false
  return queries === points || points.rowCount >= worthPlace || 'points'
}

/** Measured: small leaves where boxes part well, else what fills a cache; smaller again to keep slices of work short. */
function leafRowsFor(columns: number): number {
  if (columns <= 4) return 64
  if (columns >= 12 && columns <= 32) return 512
  if (columns <= 1000) return 256
  return columns <= 4000 ? 128 : 64
}
