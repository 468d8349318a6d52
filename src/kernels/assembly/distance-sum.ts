// Distances between rows in panels of 8, added up. Every sum runs in the order of its plain twin (plain-distance-sum.ts),
// so that both give the same bits.

/** The distances from one row to all later ones, added in their order. */
export function distancesToLater(panels: usize, columns: i32, rows: i32, row: i32): f64 {
  const panelBytes = (<usize>columns) << 6
  const query = panels + <usize>(row >> 3) * panelBytes + ((<usize>(row & 7)) << 3)
  const end = query + panelBytes
  let total: f64 = 0
  for (let first = row & ~7; first < rows; first += 8) {
    let a = panels + <usize>(first >> 3) * panelBytes
    let s0 = f64x2.splat(0)
    let s1 = s0
    let s2 = s0
    let s3 = s0
    for (let q = query; q < end; q += 64, a += 64) {
      const value = v128.load64_splat(q)
      const d0 = f64x2.sub(value, v128.load(a))
      const d1 = f64x2.sub(value, v128.load(a, 16))
      const d2 = f64x2.sub(value, v128.load(a, 32))
      const d3 = f64x2.sub(value, v128.load(a, 48))
      s0 = f64x2.add(s0, f64x2.mul(d0, d0))
      s1 = f64x2.add(s1, f64x2.mul(d1, d1))
      s2 = f64x2.add(s2, f64x2.mul(d2, d2))
      s3 = f64x2.add(s3, f64x2.mul(d3, d3))
    }
    // A row's distance to itself adds 0; earlier rows of its panel and places without a row are left out.
    total = addTwo(total, f64x2.sqrt(s0), first, row, rows)
    total = addTwo(total, f64x2.sqrt(s1), first + 2, row, rows)
    total = addTwo(total, f64x2.sqrt(s2), first + 4, row, rows)
    total = addTwo(total, f64x2.sqrt(s3), first + 6, row, rows)
  }
  return total
}

function addTwo(total: f64, two: v128, at: i32, row: i32, rows: i32): f64 {
  if (at > row && at < rows) total += f64x2.extract_lane(two, 0)
  if (at + 1 > row && at + 1 < rows) total += f64x2.extract_lane(two, 1)
  return total
}
