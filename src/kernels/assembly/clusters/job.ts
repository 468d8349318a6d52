// What a round of k-means is told: TypeScript writes it to the head of the memory (see ../../clusters/round-memory.ts),
// every thread reads it there.
//
// Distances that bound others are in scaled units: a power of two times the caller's, so that f32 can hold their squares.
// What moves with time is stored once and never touched until it is wrong: an upper bound as its value less the way that
// the own center had gone by then, a lower one as its value and the way that the centers it speaks of had gone.

@unmanaged
class Job {
  rows: i32
  columns: i32
  centerCount: i32
  /** How many centers a row keeps in mind; 0 for none. */
  listed: i32
  /** f64, rows × columns. */
  values: usize
  /** f64, centers × columns. */
  centers: usize
  /** f32, panels of 8 centers × columns, relative to the middle; and half of each squared norm, negative. */
  panels: usize
  halves: usize
  /** f64, one a column. */
  middle: usize
  /** i32, the center of each row. */
  labels: usize
  /** f64, one a row: a bound on the distance to the own center, less `ways` of that center. */
  upper: usize
  /** f64, one a row: no other center is nearer; plus `wayOfAll`. */
  near: usize
  /** f64, one a row: no center but the own and the listed is nearer; plus `wayOfRest`. */
  ring: usize
  /** u16 and f32, rows × listed: centers, and bounds below their distances plus their `ways`. */
  ids: usize
  bounds: usize
  /** f64, centers: how far each has gone since the beginning, rounded up. */
  ways: usize
  /** The centers that went farther than the rest and are looked at one by one: how many, their panels, and which (i32). */
  moverCount: i32
  moverPanels: usize
  moverHalves: usize
  movers: usize
  scratch: usize
  scratchBytes: usize
  /** 1: every row is compared with all centers. */
  fresh: i32
  /** f64, centers × columns, and u8, centers: where sums are made, and which are not. */
  sums: usize
  settled: usize
  scale: f64
  /** The norm of the center farthest from the middle, scaled. */
  farthest: f64
  wayOfAll: f64
  wayOfRest: f64
  /** Whole numbers to a scaled unit where panels hold such; 0 for f32. */
  unit: f64
}

const jobAt: usize = 64
export const blockRows: i32 = 512

export const job: Job = changetype<Job>(jobAt)

// Read in inner loops, so copied from the job once.
export let columns: i32 = 0
export let scale: f64 = 1
export let scratch: usize = 0

export function open(thread: i32): void {
  columns = job.columns
  scale = job.scale
  scratch = job.scratch + <usize>thread * job.scratchBytes
}

export function valuesAt(row: i32): usize {
  return job.values + <usize>row * ((<usize>columns) << 3)
}

export function labelOf(row: i32): i32 {
  return load<i32>(job.labels + ((<usize>row) << 2))
}

export function wayOf(center: i32): f64 {
  return load<f64>(job.ways + ((<usize>center) << 3))
}
