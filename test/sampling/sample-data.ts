import { type Column, type Labels, labels, type Matrix, matrix, type Random, random } from '../../src/core/index.ts'
import type { Reads } from '../../src/sampling/index.ts'

/** Data that a sampler accepts, by what it reads: gaussian numbers, and two categories where it needs them; or categories alone. */
export function sampleData(reads: Reads, counts: Readonly<Record<string, number>>, seed = 1, width = 3) {
  const stream = random(seed)
  const y = shuffledLabels(counts, stream)
  return { X: sampleMatrix(reads, y, stream, width), y }
}

function shuffledLabels(counts: Readonly<Record<string, number>>, stream: Random): Labels<never> {
  const names = Object.entries(counts).flatMap(([name, count]) => Array.from({ length: count }, () => name))
  return labels(Array.from(stream.fork('labels').permutation(names.length), (index) => names[index]!))
}

function sampleMatrix(reads: Reads, y: Labels, stream: Random, width: number): Matrix<never> {
  const rowCount = y.codes.length
  const columns: Column[] = Array.from({ length: width }, (_, index) =>
    reads === 'categories'
      ? { name: `x${index}`, kind: 'category', categories: Array.from('abcdefghijkl') }
      : { name: `x${index}`, kind: 'number' },
  )
  if (reads === 'mixed') {
    columns.push({ name: 'color', kind: 'category', categories: ['blue', 'green', 'red'] })
    columns.push({ name: 'paid', kind: 'boolean' })
  }
  const data = new Float64Array(rowCount * columns.length)
  const normal = stream.fork('numbers').randn(rowCount * columns.length)
  const levels = stream.fork('levels').randint(0, 6, rowCount)
  for (let row = 0; row < rowCount; row++) {
    for (let column = 0; column < columns.length; column++) {
      const cell = row * columns.length + column
      const { kind } = columns[column]!
      if (reads === 'categories')
        data[cell] = Math.min(11, Math.max(0, Math.floor(5 + 2 * normal[cell]! + y.codes[row]!)))
      else if (kind === 'number') data[cell] = normal[cell]! + y.codes[row]!
      else data[cell] = kind === 'category' ? Math.floor(levels[row]! / 2) : levels[row]! % 2
    }
  }
  return matrix(data, columns)
}
