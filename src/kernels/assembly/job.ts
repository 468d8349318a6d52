// What a job is told: TypeScript writes it to the head of the memory (see job-memory.ts), every thread reads it there.

/** Rows in an order in which neighbors stand near each other, cut into the leaves of a binary tree. */
@unmanaged
export class Side {
  rows: i32
  /** There are 2^levels leaves; the nodes of the tree are numbered as in a heap, the root being 1. */
  levels: i32
  /** f64, rows × columns, in the order of the caller. */
  values: usize
  /** i32, the row at each position. */
  order: usize
  /** f64, nodes × columns: the least and the greatest value of each column within a node. */
  low: usize
  high: usize
  /** f64, leaves × columns: the middle of each leaf, in the caller's units. */
  center: usize
  /** f64, leaves: a bound on the scaled distance of a leaf's rows from its middle. Then, f64, leaves: see `unitOf`. */
  radius: usize

  /** The first position of a node. Nodes begin at multiples of 8, so that panels of 8 rows lie in one node. */
  start(level: i32, index: i32): i32 {
    const groups = (<u64>this.rows + 7) >> 3
    return min((<i32>((<u64>index * groups) >> level)) << 3, this.rows)
  }

  rowAt(position: i32): i32 {
    return load<i32>(this.order + ((<usize>position) << 2))
  }

  /** Where a leaf's panels hold whole numbers: how many of them to a scaled unit (see integers.ts). 0 for f32. */
  unitOf(leaf: i32): f64 {
    return load<f64>(this.radius + ((<usize>((1 << this.levels) + leaf)) << 3))
  }

  setUnit(leaf: i32, unit: f64): void {
    store<f64>(this.radius + ((<usize>((1 << this.levels) + leaf)) << 3), unit)
  }

  valuesAt(row: i32): usize {
    return this.values + <usize>row * ((<usize>columns) << 3)
  }
}

@unmanaged
class Job {
  columns: i32
  k: i32
  /** 1 where queries and points are the same rows, and a row is not its own neighbor. */
  same: i32
  scratch: usize
  scratchBytes: usize
  /** f32, panels of 8 positions × columns, relative to the middle of the leaf. */
  panels: usize
  /** f32, one a position: where the accumulators of the filter begin. */
  halves: usize
  /** f64 and i32, queries × k. */
  distances: usize
  indices: usize
  /** f64, one a position: what rows are ordered by while they are split. */
  keys: usize
  /** A power of two that brings all differences to a size that f32 can hold. */
  scale: f64
  /** A sum of `bounded`, `counting`, `ownLeaf` and `unfinished`; 0 for a plain search. */
  mode: i32
  /** While counting: how many are enough. */
  limit: i32
  /** i32, one a query, while counting. */
  counts: usize
  /** Where the points are a slice of more: which of them is the first. Lists name points by their place among all. */
  offset: i32
}

/** Each list begins with a bound that points have to beat, which the caller has written, instead of empty. */
export const bounded: i32 = 1
/** Points within the bound are counted, not listed, and a query is done once there are enough; then k is 1. */
export const counting: i32 = 2
/** Only the leaf in which a row stands is looked at: near rows, not the nearest. */
export const ownLeaf: i32 = 4
/** Another slice of the points follows: lists are left as heaps. */
export const unfinished: i32 = 8

const jobAt: usize = 64
const pointsAt: usize = 128
const queriesAt: usize = 192

export const job: Job = changetype<Job>(jobAt)
export const points: Side = changetype<Side>(pointsAt)
export const queries: Side = changetype<Side>(queriesAt)

// Read in inner loops, so copied from the job once.
export let columns: i32 = 0
export let k: i32 = 0
export let scale: f64 = 1
export let scratch: usize = 0
export let mode: i32 = 0
export let offset: i32 = 0

export function open(thread: i32): void {
  columns = job.columns
  k = job.k
  scale = job.scale
  mode = job.mode
  offset = job.offset
  scratch = job.scratch + <usize>thread * job.scratchBytes
}

export function sideOf(number: i32): Side {
  return number === 0 ? points : queries
}
