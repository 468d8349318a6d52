import { breathe, type Context } from '../../core/index.ts'
import { type BlockKernel, doBlocks, instantiate } from '../blocks.ts'
import { kernelBuild, loadBuild } from '../builds.ts'
import type { Points } from '../points.ts'
import { powerOfTwoScale } from '../power-of-two-scale.ts'
import { lendMemory } from '../spare-memory.ts'
import { chooseMovers } from './choose-movers.ts'
import { blockRows, type RoundJob, takeRoundMemory, writeRound } from './round-memory.ts'
import type { Rounds } from './rounds.ts'
import { squaredDistance } from './squared-distance.ts'

/** What assembly/clusters exports. */
interface RoundKernel extends BlockKernel {
  measureCenters(): number
  unitFor(farthest: number): number
  packCenters(list: number, count: number, panels: number, halves: number): void
  addRows(from: number, to: number): void
}

/** Rounds whose memory can be lent on when they are over. */
export interface BoundedRounds extends Rounds {
  close(): void
}

/** Below so many multiplications in all, setting up costs more than it saves. */
const worthBounds = 2 ** 18
/** Below so many in a round, another thread has not even started when it is done. */
const worthThreads = 2 ** 29
const mostListed = 16
/** Lists have 16 bits for a center. */
const mostCenters = 2 ** 16
/** With fewer columns whole numbers save nothing; with centers more uneven than this in length they lose too many digits. */
const fewestWhole = 6
const mostUneven = 64
const cellsPerSlice = 1 << 20
const stage = 'clustering'

/**
 * Rounds in which hardly any row is compared with all centers, by bounds that hold whatever is rounded (assembly/clusters).
 *
 * A row that was compared with all keeps in mind its 16 nearest other centers, each with a bound below its distance, and a
 * ring: no further center lies within. A row stays where no other center can be as near as its own. Else it measures the
 * own one, and of the listed those that could be nearer; it is open, and compared with all anew, only where the ring, which
 * shrinks by the way of the centers, comes that near. Centers that went far do not shrink the rings of all: every row is
 * compared with them alone. Comparisons are sums of 16-bit whole numbers, or f32 where lengths are too uneven; what they leave
 * in doubt is decided in float64.
 *
 * Measured, in comparisons a row of all that there are (rounds × centers): 300 rounds of 284,315 × 30 and 492 centers, 7 in
 * 100 (with a bound for the next center alone 34); 24 rounds of 47,500 × 100 and 2,500 centers, 20; 21 rounds of 90,000 × 20
 * and 10,000 centers, 20. In the first, 27 rows in 100 are open in round 5, 10 in round 25, 5 in round 100 and 3 at the end,
 * and listed centers are measured some 70 times a row in all. In the others 1 to 4 rows in 100 are open in any round: what is left
 * are the centers that went far, more than half of all at first, of which groups of centers would spare fewer.
 *
 * Undefined where there are no vectors, or not the memory, or numbers too great or small, or too little to do.
 *
 * G. Hamerly, "Making k-means even faster", SDM 2010. Y. Ding et al., "Yinyang k-means", ICML 2015.
 */
export async function boundedRounds(
  points: Points,
  magnitude: number,
  centerCount: number,
  context: Context,
): Promise<BoundedRounds | undefined> {
  const { data, rowCount, columnCount } = points
  const { build, sharedMemory: shared, threads: cores } = kernelBuild()
  const scale = powerOfTwoScale(magnitude)
  const work = rowCount * columnCount * centerCount
  if (build === 'plain' || scale === undefined || columnCount > 20_000 || work < worthBounds) return undefined
  const listed = centerCount > mostCenters ? 0 : Math.min(mostListed, centerCount - 1)
  const most = shared ? Math.max(1, Math.floor(context.workers ?? cores)) : 1
  const shape = { rowCount, columnCount, centerCount, listed, threads: most }
  const room = takeRoundMemory(shape, shared)
  if (!room) return undefined
  const { memory, values, middle, labels, near, ring, ways, movers, sums, addresses: at } = room
  const module = await loadBuild(build === 'simd' ? 'clusters' : 'clusters-relaxed', shared)
  const kernel = instantiate<RoundKernel>(module, memory)
  const step = Math.max(1, Math.floor(cellsPerSlice / columnCount))
  middle.fill(0)
  for (let from = 0; from < rowCount; from += step) {
    const to = Math.min(from + step, rowCount)
    values.set(data.subarray(from * columnCount, to * columnCount), from * columnCount)
    await breathe(context)
  }
  labels.fill(0)
  ways.fill(0)
  let wayOfAll = 0
  let wayOfRest = 0
  let isWhole = false
  // What the last rounds that say something found: how far beyond the own center the ring lies, and how many were searched.
  let gap = 0
  let searched = rowCount

  async function go(job: RoundJob): Promise<void> {
    writeRound(room!, shape, scale!, job)
    kernel.open(0)
    for (let thread = 0; thread < most; thread++) statistics(thread).fill(0, 0, 2)
    const expected = (searched * centerCount + rowCount * job.moverCount) * columnCount
    const threads = expected < worthThreads ? 1 : most
    const blockCount = Math.ceil(rowCount / blockRows)
    await doBlocks(
      kernel,
      { module, memory, stage, blockCount, completed: at.completed, threads, another: true },
      context,
    )
    let sum = 0
    searched = 0
    for (let thread = 0; thread < most; thread++) {
      searched += statistics(thread)[0]!
      sum += statistics(thread)[1]!
    }
    if (searched > rowCount / 50) gap = sum / searched
  }

  function statistics(thread: number): Float64Array {
    return new Float64Array(memory.buffer, at.scratch + thread * room!.scratchBytes, 7)
  }

  /** Puts centers in their place; what is told of them in a round. */
  function place(centers: Points, fresh: boolean, moverCount: number): RoundJob {
    room!.centers.set(centers.data)
    const job = { moverCount, fresh, farthest: 0, unit: 0, wayOfAll, wayOfRest }
    writeRound(room!, shape, scale!, job)
    kernel.open(0)
    const farthest = kernel.measureCenters()
    if (fresh)
      isWhole = columnCount >= fewestWhole && Math.sqrt(columnCount) * farthest ** 2 <= mostUneven * statistics(0)[6]!
    const round = { ...job, farthest, unit: isWhole ? kernel.unitFor(farthest) : 0 }
    writeRound(room!, shape, scale!, round)
    kernel.packCenters(0, centerCount, at.panels, at.halves)
    if (moverCount > 0) kernel.packCenters(at.movers, moverCount, at.moverPanels, at.moverHalves)
    return round
  }

  return {
    labels,
    async begin(centers) {
      for (let row = 0; row < centerCount; row++) {
        for (let column = 0; column < columnCount; column++) {
          middle[column]! += centers.data[row * columnCount + column]! / centerCount
        }
      }
      await go(place(centers, true, 0))
    },
    async follow(centers) {
      const drifts = new Float64Array(centerCount)
      // No distance in float64 is too small by more than this; as in assembly/clusters/bounds.ts.
      const more = 1 + (columnCount + 16) * 2.3e-16
      for (let center = 0; center < centerCount; center++) {
        if (isSame(centers.data, room!.centers, center * columnCount, columnCount)) continue
        const square = squaredDistance(centers.data, center, room!.centers, center, columnCount)
        drifts[center] = Math.sqrt(square) * scale! * more + 1e-23
        ways[center] = add(ways[center]!, drifts[center]!)
      }
      const ringed = listed < centerCount - 1
      const chosen = chooseMovers(drifts, ringed && gap > 0 ? (1.5 * centerCount) / gap : 0)
      movers.set(chosen.movers)
      wayOfAll = add(wayOfAll, chosen.greatest)
      wayOfRest = add(wayOfRest, chosen.rest)
      await go(place(centers, false, chosen.movers.length))
    },
    forget(rows) {
      for (const row of rows) {
        near[row] = -1
        ring[row] = -1
      }
    },
    async addUp(settled) {
      room!.settled.set(settled)
      sums.fill(0)
      for (let from = 0; from < rowCount; from += step) {
        await breathe(context, { stage, done: from, total: rowCount })
        kernel.addRows(from, Math.min(from + step, rowCount))
      }
      return sums.slice()
    },
    close() {
      lendMemory(memory, shared)
    },
  }
}

/** A sum that is never too small. */
function add(way: number, more: number): number {
  return more === 0 ? way : (way + more) * (1 + 2 ** -51)
}

function isSame(a: Float64Array, b: Float64Array, from: number, count: number): boolean {
  for (let at = from; at < from + count; at++) if (a[at] !== b[at]) return false
  return true
}
