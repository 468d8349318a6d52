// The histogram of one leaf, four columns a block, so that threads share the work; ../../fast-histograms.ts writes the job
// to the head of the memory.

import { addAndCountFour, addAndCountOne, addFour, addOne } from './add'

@unmanaged
class LeafJob {
  /** u8, columns × rows: the bin of each cell; and how many bytes a column has. */
  cells: usize
  stride: usize
  /** u32, columns + 1: where the bins of each column begin. */
  starts: usize
  columnCount: i32
  /** The rows of the leaf, and their pairs, lined up. */
  rows: usize
  ordered: usize
  count: i32
  /** Where the sums and the counts of the first column begin. */
  sums: usize
  counts: usize
  /** 0 where the counts are known and only sums are asked for. */
  counting: i32
}

const jobAt: usize = 64
const job: LeafJob = changetype<LeafJob>(jobAt)

let first: i32 = 0
let done: i32 = 0

/** Threads need nothing of their own. */
export function open(_thread: i32): void {}

export function begin(block: i32): void {
  first = block << 2
  done = 0
  const from = startOf(first)
  const bins = startOf(min(first + 4, job.columnCount)) - from
  memory.fill(job.sums + (from << 4), 0, bins << 4)
  if (job.counting !== 0) memory.fill(job.counts + (from << 2), 0, bins << 2)
}

/** Goes on with the rows for about so many additions; 1 when all are in. */
export function advance(budget: i32): i32 {
  const rows = job.rows + ((<usize>done) << 2)
  const ordered = job.ordered + ((<usize>done) << 3)
  const count = min(job.count - done, max(1, budget >> 4))
  const stride = job.stride
  const cells = job.cells + <usize>first * stride
  if (first + 4 <= job.columnCount) addBlock(cells, stride, rows, ordered, count)
  else {
    for (let column = first; column < job.columnCount; column++) {
      const own = cells + <usize>(column - first) * stride
      const start = startOf(column)
      if (job.counting !== 0) addAndCountOne(own, rows, ordered, count, sumsOf(start), countsOf(start))
      else addOne(own, rows, ordered, count, sumsOf(start))
    }
  }
  done += count
  return done >= job.count ? 1 : 0
}

function addBlock(cells: usize, stride: usize, rows: usize, ordered: usize, count: i32): void {
  const a = startOf(first)
  const b = startOf(first + 1)
  const c = startOf(first + 2)
  const d = startOf(first + 3)
  if (job.counting === 0) {
    addFour(cells, stride, rows, ordered, count, sumsOf(a), sumsOf(b), sumsOf(c), sumsOf(d))
    return
  }
  addAndCountFour(
    cells,
    stride,
    rows,
    ordered,
    count,
    sumsOf(a),
    sumsOf(b),
    sumsOf(c),
    sumsOf(d),
    countsOf(a),
    countsOf(b),
    countsOf(c),
    countsOf(d),
  )
}

function startOf(column: i32): usize {
  return <usize>load<u32>(job.starts + ((<usize>column) << 2))
}

function sumsOf(start: usize): usize {
  return job.sums + (start << 4)
}

function countsOf(start: usize): usize {
  return job.counts + (start << 2)
}
