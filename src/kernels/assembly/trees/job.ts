// What growing trees is told: fast-forest.ts writes it to the head of the memory, every thread reads it there.

@unmanaged
class TreeJob {
  columnCount: i32
  classCount: i32
  /** How many columns are looked at for each split. */
  columnsPerSplit: i32
  maxDepth: i32
  minSamplesSplit: i32
  minSamplesLeaf: i32
  minImpurityDecrease: f64
  /** By column three u32: the address of its ranks, the bytes of a rank (1 or 4), how many distinct values there are. */
  columns: usize
  /** i32, the class of each row. */
  codes: usize
  /** i32, the rows that have weight, class by class; then, f64, the weight of each. */
  rows: usize
  rowCount: i32
  weights: usize
  /** u32, trees × rowCount: how often a tree sees a row. */
  times: usize
  /** f64, trees × classes: what the weights of a class are multiplied by. */
  shares: usize
  /** u32, trees × 4: where the draws of a tree start. */
  seeds: usize
  /** Where the nodes of a tree go, how many bytes a tree has, and how far into them its leaves begin. */
  trees: usize
  treeBytes: usize
  leaves: usize
  scratch: usize
  scratchBytes: usize
  /** How far into the scratch memory of a thread each of its parts begins. */
  rowsPart: usize
  weightsPart: usize
  ranksPart: usize
  placesPart: usize
  heldRowsPart: usize
  heldWeightsPart: usize
  lowsPart: usize
  highsPart: usize
  keysPart: usize
  companionsPart: usize
  binsPart: usize
  sizesPart: usize
  tablePart: usize
  startsPart: usize
  featuresPart: usize
  constantsPart: usize
  classesPart: usize
  pendingPart: usize
}

const jobAt: usize = 64
export const job: TreeJob = changetype<TreeJob>(jobAt)

// Read in inner loops, so copied from the job once.
export let classCount: i32 = 0
export let leastSize: i32 = 0
export let nodeRows: usize = 0
export let nodeWeights: usize = 0
export let ranks: usize = 0
export let places: usize = 0
export let heldRows: usize = 0
export let heldWeights: usize = 0
export let lows: usize = 0
export let highs: usize = 0
export let keys: usize = 0
export let companions: usize = 0
export let bins: usize = 0
export let sizes: usize = 0
export let table: usize = 0
export let starts: usize = 0
export let features: usize = 0
export let constants: usize = 0
/** f64, classes: the weight of each class in the node; then as many to count with. */
export let sums: usize = 0
export let left: usize = 0
/** i32, classes + 1: where the rows of each class of the node begin; then its end. */
export let bounds: usize = 0
export let pending: usize = 0

export function open(thread: i32): void {
  const scratch = job.scratch + <usize>thread * job.scratchBytes
  classCount = job.classCount
  leastSize = job.minSamplesLeaf
  nodeRows = scratch + job.rowsPart
  nodeWeights = scratch + job.weightsPart
  ranks = scratch + job.ranksPart
  places = scratch + job.placesPart
  heldRows = scratch + job.heldRowsPart
  heldWeights = scratch + job.heldWeightsPart
  lows = scratch + job.lowsPart
  highs = scratch + job.highsPart
  keys = scratch + job.keysPart
  companions = scratch + job.companionsPart
  bins = scratch + job.binsPart
  sizes = scratch + job.sizesPart
  table = scratch + job.tablePart
  starts = scratch + job.startsPart
  features = scratch + job.featuresPart
  constants = scratch + job.constantsPart
  sums = scratch + job.classesPart
  left = sums + ((<usize>classCount) << 3)
  bounds = left + ((<usize>classCount) << 3)
  pending = scratch + job.pendingPart
}

export function i32At(address: usize, place: i32): i32 {
  return load<i32>(address + ((<usize>place) << 2))
}

export function setI32(address: usize, place: i32, value: i32): void {
  store<i32>(address + ((<usize>place) << 2), value)
}

export function f64At(address: usize, place: i32): f64 {
  return load<f64>(address + ((<usize>place) << 3))
}

export function setF64(address: usize, place: i32, value: f64): void {
  store<f64>(address + ((<usize>place) << 3), value)
}
