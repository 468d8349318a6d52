import { columns, job, labelOf, valuesAt } from './job'

/** Adds rows, in their order, to the sums of their clusters, but for the clusters that are settled. */
export function addRows(from: i32, to: i32): void {
  const bytes = (<usize>columns) << 3
  const twos = bytes & ~15
  for (let row = from; row < to; row++) {
    const label = <usize>labelOf(row)
    if (load<u8>(job.settled + label)) continue
    const sum = job.sums + label * bytes
    const values = valuesAt(row)
    for (let o: usize = 0; o < twos; o += 16) v128.store(sum + o, f64x2.add(v128.load(sum + o), v128.load(values + o)))
    if (twos < bytes) store<f64>(sum + twos, load<f64>(sum + twos) + load<f64>(values + twos))
  }
}
