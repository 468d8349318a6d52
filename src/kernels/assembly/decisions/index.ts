// What support vectors say of rows, summed for each pair of classes: a small module of its own, so that it can be
// compiled at once, where predictions are asked for. Rows stand in panels of 8; every sum runs in the order of its plain
// twin (support-model.ts).
import { fewDots, gaussians, panelDots, powers } from '../kernel-row'

/**
 * Adds coefficient × k(vector, row) to sums, vector by vector. A vector is its squared length, how many cells are not 0,
 * its cells, those that are not 0, and their places (see fewDots). `kind` is 0 linear, 1 Gaussian, 2 polynomial. `lines`
 * are so many for each vector: a coefficient, f64, and the address of the sums that it counts in.
 */
export function addVectors(
  vectors: usize,
  vectorBytes: i32,
  count: i32,
  lines: usize,
  lineCount: i32,
  columns: i32,
  panels: usize,
  panelCount: i32,
  squares: usize,
  tables: usize,
  scratch: usize,
  kind: i32,
  gamma: f64,
  coef0: f64,
  degree: i32,
): void {
  const scratchEnd = scratch + ((<usize>panelCount) << 6)
  let line = lines
  for (let n = 0, at = vectors; n < count; n++, at += vectorBytes) {
    const few = load<i32>(at, 8)
    const cells = at + 16
    const values = cells + ((<usize>columns) << 3)
    const places = values + ((<usize>columns) << 3)
    if (few * 2 > columns) panelDots(panels, panelCount, columns, cells, scratch)
    else fewDots(panels, panelCount, columns, values, places, few, scratch)
    if (kind === 1) gaussians(gamma, load<f64>(at), squares, tables, panelCount, scratch)
    else if (kind === 2) powers(gamma, coef0, degree, panelCount, scratch)
    for (let l = 0; l < lineCount; l++, line += 16) {
      const coefficient = f64x2.splat(load<f64>(line))
      let sum = load<usize>(line, 8)
      for (let value = scratch; value < scratchEnd; value += 16, sum += 16) {
        v128.store(sum, f64x2.add(v128.load(sum), f64x2.mul(coefficient, v128.load(value))))
      }
    }
  }
}
