// Gradient histograms; see ../../fast-histograms.ts, which lays out the memory. All addresses are in bytes. The sums of a bin
// are two f64, gradient and curvature, added in the order of the rows, so that they equal those of the plain twin.

/** Lines up the pairs (two f32) of the rows. */
export function gatherPairs(pairs: usize, rows: usize, count: i32, ordered: usize): void {
  for (let at: usize = 0; at < <usize>count; at++) {
    store<u64>(ordered + (at << 3), load<u64>(pairs + ((<usize>load<u32>(rows + (at << 2))) << 3)))
  }
}

/** Adds the rows to the bins of four columns; what they read is loaded once for all four. */
export function addFour(
  cells: usize,
  stride: usize,
  rows: usize,
  ordered: usize,
  count: i32,
  sums0: usize,
  sums1: usize,
  sums2: usize,
  sums3: usize,
): void {
  const cells1 = cells + stride
  const cells2 = cells1 + stride
  const cells3 = cells2 + stride
  for (let at: usize = 0; at < <usize>count; at++) {
    const row = <usize>load<u32>(rows + (at << 2))
    const pair = f64x2.promote_low_f32x4(v128.load64_zero(ordered + (at << 3)))
    const bin0 = sums0 + ((<usize>load<u8>(cells + row)) << 4)
    const bin1 = sums1 + ((<usize>load<u8>(cells1 + row)) << 4)
    const bin2 = sums2 + ((<usize>load<u8>(cells2 + row)) << 4)
    const bin3 = sums3 + ((<usize>load<u8>(cells3 + row)) << 4)
    v128.store(bin0, f64x2.add(v128.load(bin0), pair))
    v128.store(bin1, f64x2.add(v128.load(bin1), pair))
    v128.store(bin2, f64x2.add(v128.load(bin2), pair))
    v128.store(bin3, f64x2.add(v128.load(bin3), pair))
  }
}

/** The same, and counts the rows of each bin. */
export function addAndCountFour(
  cells: usize,
  stride: usize,
  rows: usize,
  ordered: usize,
  count: i32,
  sums0: usize,
  sums1: usize,
  sums2: usize,
  sums3: usize,
  counts0: usize,
  counts1: usize,
  counts2: usize,
  counts3: usize,
): void {
  const cells1 = cells + stride
  const cells2 = cells1 + stride
  const cells3 = cells2 + stride
  for (let at: usize = 0; at < <usize>count; at++) {
    const row = <usize>load<u32>(rows + (at << 2))
    const pair = f64x2.promote_low_f32x4(v128.load64_zero(ordered + (at << 3)))
    const place0 = <usize>load<u8>(cells + row)
    const place1 = <usize>load<u8>(cells1 + row)
    const place2 = <usize>load<u8>(cells2 + row)
    const place3 = <usize>load<u8>(cells3 + row)
    const bin0 = sums0 + (place0 << 4)
    const bin1 = sums1 + (place1 << 4)
    const bin2 = sums2 + (place2 << 4)
    const bin3 = sums3 + (place3 << 4)
    v128.store(bin0, f64x2.add(v128.load(bin0), pair))
    v128.store(bin1, f64x2.add(v128.load(bin1), pair))
    v128.store(bin2, f64x2.add(v128.load(bin2), pair))
    v128.store(bin3, f64x2.add(v128.load(bin3), pair))
    countOne(counts0, place0)
    countOne(counts1, place1)
    countOne(counts2, place2)
    countOne(counts3, place3)
  }
}

function countOne(counts: usize, place: usize): void {
  const at = counts + (place << 2)
  store<i32>(at, load<i32>(at) + 1)
}

/** One column, without counts. */
export function addOne(cells: usize, rows: usize, ordered: usize, count: i32, sums: usize): void {
  for (let at: usize = 0; at < <usize>count; at++) {
    const bin = sums + ((<usize>load<u8>(cells + <usize>load<u32>(rows + (at << 2)))) << 4)
    v128.store(bin, f64x2.add(v128.load(bin), f64x2.promote_low_f32x4(v128.load64_zero(ordered + (at << 3)))))
  }
}

/** One column. */
export function addAndCountOne(
  cells: usize,
  rows: usize,
  ordered: usize,
  count: i32,
  sums: usize,
  counts: usize,
): void {
  for (let at: usize = 0; at < <usize>count; at++) {
    const place = <usize>load<u8>(cells + <usize>load<u32>(rows + (at << 2)))
    const bin = sums + (place << 4)
    v128.store(bin, f64x2.add(v128.load(bin), f64x2.promote_low_f32x4(v128.load64_zero(ordered + (at << 3)))))
    countOne(counts, place)
  }
}

/** Takes one histogram away from another: `bins` pairs of sums, and as many counts. */
export function subtractBins(sums: usize, less: usize, counts: usize, fewer: usize, bins: i32): void {
  for (let bin: usize = 0; bin < <usize>bins; bin++) {
    const at = bin << 4
    v128.store(sums + at, f64x2.sub(v128.load(sums + at), v128.load(less + at)))
    const place = counts + (bin << 2)
    store<i32>(place, load<i32>(place) - load<i32>(fewer + (bin << 2)))
  }
}

/** Puts the rows whose bin goes left before the others; returns how many they are. */
export function divideRows(cells: usize, goesLeft: usize, rows: usize, count: i32, aside: usize): i32 {
  let left: usize = 0
  let right: usize = 0
  for (let at: usize = 0; at < <usize>count; at++) {
    const row = load<u32>(rows + (at << 2))
    const isLeft = <usize>load<u8>(goesLeft + <usize>load<u8>(cells + <usize>row))
    store<u32>(rows + (left << 2), row)
    store<u32>(aside + (right << 2), row)
    left += isLeft
    right += 1 - isLeft
  }
  memory.copy(rows + (left << 2), aside, right << 2)
  return <i32>left
}
