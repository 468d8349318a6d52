// The best cut of a node so far, and the search for a better one between bins, by Gini impurity; sums and their order
// are those of models/trees/best-cut.ts.

import { bins, classCount, f64At, i32At, leastSize, left, setF64, sizes, sums } from './job'

export let cutFeature: i32 = -1
/** The ranks on both sides. */
export let cutBelow: i32 = 0
export let cutAbove: i32 = 0
export let cutScore: f64 = -1

/** Cuts whose worth differs by less are taken for equal. */
const likeness: f64 = 1e-12

export function forgetCut(): void {
  cutFeature = -1
  cutScore = -1
}

/** Two classes. Where `lows` is 0 each bin holds one rank, its own number. */
export function giniCutOfTwo(
  feature: i32,
  count: i32,
  lows: usize,
  highs: usize,
  offset: i32,
  total: f64,
  size: i32,
): void {
  const least = leastSize
  const weights = bins
  const second = f64At(sums, 1)
  let bound = cutScore + likeness * abs(cutScore)
  let leftTotal: f64 = 0
  let leftSecond: f64 = 0
  let leftSize = 0
  let last = -1
  for (let bin = 0; bin < count; bin++) {
    const at = weights + ((<usize>bin) << 4)
    const b = load<f64>(at, 8)
    const both = load<f64>(at) + b
    if (both === 0) continue
    const right = total - leftTotal
    if (last >= 0 && right > 0 && (least <= 1 || (leftSize >= least && size - leftSize >= least))) {
      const excess = leftSecond * total - leftTotal * second
      const score = (2 * excess * excess) / (leftTotal * right)
      if (score > bound) {
        bound = score + likeness * score
        keep(feature, score, lows, highs, offset, last, bin)
      }
    }
    leftTotal += both
    leftSecond += b
    if (least > 1) leftSize += i32At(sizes, bin)
    last = bin
  }
}

/** Any number of classes. */
export function giniCut(feature: i32, count: i32, lows: usize, highs: usize, offset: i32, total: f64, size: i32): void {
  const least = leastSize
  const classes = classCount
  let bound = cutScore + likeness * abs(cutScore)
  let leftTotal: f64 = 0
  let leftSize = 0
  let last = -1
  memory.fill(left, 0, (<usize>classes) << 3)
  for (let bin = 0; bin < count; bin++) {
    const at = bins + ((<usize>bin * <usize>classes) << 3)
    let all: f64 = 0
    for (let k = 0; k < classes; k++) all += f64At(at, k)
    if (all === 0) continue
    const right = total - leftTotal
    if (last >= 0 && right > 0 && (least <= 1 || (leftSize >= least && size - leftSize >= least))) {
      let sum: f64 = 0
      for (let k = 0; k < classes; k++) {
        const excess = f64At(left, k) * total - leftTotal * f64At(sums, k)
        sum += excess * excess
      }
      const score = sum / (leftTotal * right)
      if (score > bound) {
        bound = score + likeness * score
        keep(feature, score, lows, highs, offset, last, bin)
      }
    }
    for (let k = 0; k < classes; k++) setF64(left, k, f64At(left, k) + f64At(at, k))
    leftTotal += all
    if (least > 1) leftSize += i32At(sizes, bin)
    last = bin
  }
}

function keep(feature: i32, score: f64, lows: usize, highs: usize, offset: i32, last: i32, bin: i32): void {
  cutFeature = feature
  cutScore = score
  cutBelow = offset + (lows === 0 ? last : i32At(highs, last))
  cutAbove = offset + (lows === 0 ? bin : i32At(lows, bin))
}
