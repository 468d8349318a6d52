import type { Matrix, SparseMatrix } from '../../core/index.ts'

/** Squared Euclidean distances of one row at a time to all the points that it was made for. */
export interface RowDistances {
  /** Writes the distance of row `row` of `from` to each point into `into`. */
  measure(from: Matrix | SparseMatrix, row: number, into: Float64Array): void
}

/** Measures distances to the rows of `points`: column by column where they are dense, by common columns where sparse. */
export function rowDistances(points: Matrix | SparseMatrix): RowDistances {
  return points.format === 'dense' ? denseDistances(points) : sparseDistances(points)
}

function denseDistances(points: Matrix): RowDistances {
  const { rowCount, data } = points
  const width = points.columns.length
  return {
    measure(from, row, into) {
      const cells = from.format === 'dense' ? from.data.subarray(row * width, (row + 1) * width) : filled(from, row)
      for (let point = 0; point < rowCount; point++) {
        const start = point * width
        let sum = 0
        for (let j = 0; j < width; j++) {
          const difference = cells[j]! - data[start + j]!
          sum += difference * difference
        }
        into[point] = sum
      }
    },
  }
}

/** |a − b|² = |a|² + |b|² − 2ab; a and b share few columns. */
function sparseDistances(points: SparseMatrix): RowDistances {
  const { rowCount, columnCount } = points
  const norms = Float64Array.from({ length: rowCount }, (_, row) => squaredNorm(points, row))
  const starts = new Int32Array(columnCount + 1)
  for (const column of points.indices) starts[column + 1]!++
  for (let column = 0; column < columnCount; column++) starts[column + 1]! += starts[column]!
  const rows = new Int32Array(points.data.length)
  const values = new Float64Array(points.data.length)
  const next = starts.slice()
  for (let row = 0; row < rowCount; row++) {
    for (let at = points.starts[row]!; at < points.starts[row + 1]!; at++) {
      const to = next[points.indices[at]!]!++
      rows[to] = row
      values[to] = points.data[at]!
    }
  }
  return {
    measure(from, row, into) {
      const given = from.format === 'csr' ? from : sparseRow(from, row)
      const place = from.format === 'csr' ? row : 0
      into.fill(0)
      for (let at = given.starts[place]!; at < given.starts[place + 1]!; at++) {
        const column = given.indices[at]!
        const value = given.data[at]!
        for (let to = starts[column]!; to < starts[column + 1]!; to++) into[rows[to]!]! += value * values[to]!
      }
      const norm = squaredNorm(given, place)
      for (let point = 0; point < rowCount; point++) {
        into[point] = Math.max(0, norm + norms[point]! - 2 * into[point]!)
      }
    },
  }
}

function squaredNorm({ starts, data }: Pick<SparseMatrix, 'starts' | 'data'>, row: number): number {
  let sum = 0
  for (let at = starts[row]!; at < starts[row + 1]!; at++) sum += data[at]! * data[at]!
  return sum
}

function filled(from: SparseMatrix, row: number): Float64Array {
  const cells = new Float64Array(from.columnCount)
  for (let at = from.starts[row]!; at < from.starts[row + 1]!; at++) cells[from.indices[at]!] = from.data[at]!
  return cells
}

function sparseRow(from: Matrix, row: number): Pick<SparseMatrix, 'starts' | 'indices' | 'data'> {
  const width = from.columns.length
  const data = from.data.subarray(row * width, (row + 1) * width)
  return { starts: Int32Array.of(0, width), indices: Int32Array.from({ length: width }, (_, j) => j), data }
}
