import type { Matrix, SparseMatrix } from '../core/index.ts'
import { fillPanels } from './dense-panels.ts'
import { writeExpTable } from './exp-pairs.ts'
import { decisions } from './generated/decisions.ts'
import type { KernelFunction } from './kernel-function.ts'
import { writeSquares } from './kernel-rows.ts'
import { headBytes } from './spare-memory.ts'

interface DecisionKernel {
  addVectors(
    vectors: number,
    vectorBytes: number,
    count: number,
    lines: number,
    lineCount: number,
    columns: number,
    panels: number,
    panelCount: number,
    squares: number,
    tables: number,
    scratch: number,
    kind: number,
    gamma: number,
    coef0: number,
    degree: number,
  ): void
}

interface WebAssemblyApi {
  Module: new (bytes: Uint8Array<ArrayBuffer>) => object
  Instance: new (module: object, imports: object) => { readonly exports: unknown }
  Memory: new (limits: { initial: number }) => { readonly buffer: ArrayBuffer }
}

/** Rows of X, as many as there are, to sums for each pair of classes: `rows × pairs`. */
export type KernelDecisions = (X: Matrix, into: Float64Array) => void

const kinds = { linear: 0, rbf: 1, poly: 2 }
const mostBytes = 2 ** 29
/** Cells of rows that are worked on at once: so many stay in the cache. */
const tileCells = 8192

/**
 * Σ coefficient × k(support vector, row) for each pair of classes, on vectors of WebAssembly, without waiting for a module:
 * the bits of the plain sum in the order of the vectors. Coefficients are `(classes − 1) × vectors`, vectors stand class
 * by class, `counts` of each. Undefined for sparse vectors, for very many of them, and where there is no WebAssembly.
 */
export function kernelDecisions(
  support: Matrix | SparseMatrix,
  { kind, gamma, coef0, degree }: KernelFunction,
  coefficients: Float64Array,
  counts: readonly number[],
): KernelDecisions | undefined {
  const { WebAssembly } = globalThis as { WebAssembly?: WebAssemblyApi }
  if (!WebAssembly || support.format === 'csr') return undefined
  const count = support.rowCount
  const columns = support.columns.length
  const classCount = counts.length
  const pairCount = (classCount * (classCount - 1)) / 2
  const tile = Math.max(1, Math.min(32, Math.floor(tileCells / (8 * Math.max(1, columns)))))
  const vectorBytes = Math.ceil((16 + columns * 20) / 16) * 16
  const lineCount = classCount - 1
  let end = headBytes
  function take(bytes: number): number {
    const address = end
    end += Math.ceil(bytes / 64) * 64
    return address
  }
  const tables = take(2048)
  const squares = take(tile * 64)
  const scratch = take(tile * 64)
  const sums = take(tile * 64 * pairCount)
  const panels = take(tile * 64 * columns)
  const lines = take(count * lineCount * 16)
  const vectors = take(count * vectorBytes)
  if (end > mostBytes) return undefined
  let kernel: DecisionKernel
  let buffer: ArrayBuffer
  try {
    const bytes = Uint8Array.from(atob(decisions), (character) => character.charCodeAt(0))
    const memory = new WebAssembly.Memory({ initial: Math.ceil(end / 65536) })
    kernel = new WebAssembly.Instance(new WebAssembly.Module(bytes), { env: { memory } }).exports as DecisionKernel
    buffer = memory.buffer
  } catch {
    return undefined
  }

  writeExpTable(new Float64Array(buffer, tables, 256))
  const own = new Float64Array(count)
  const all = Int32Array.from({ length: count }, (_, i) => i)
  writeSquares(support, all, own, 0, count)
  for (let vector = 0; vector < count; vector++) writeVector(vector)
  writeLines()

  function writeVector(vector: number): void {
    const at = vectors + vector * vectorBytes
    const words = new Int32Array(buffer, at, vectorBytes >> 2)
    const floats = new Float64Array(buffer, at, 2 + columns * 2)
    let few = 0
    for (let j = 0; j < columns; j++) {
      const value = (support as Matrix).data[vector * columns + j]!
      floats[2 + j] = value
      if (value === 0) continue
      floats[2 + columns + few] = value
      words[4 + columns * 4 + few++] = j * 64
    }
    floats[0] = own[vector]!
    words[2] = few
  }

  /** The coefficients of each vector, and where they count: with its class and each other. */
  function writeLines(): void {
    const words = new Int32Array(buffer, lines, count * lineCount * 4)
    const floats = new Float64Array(buffer, lines, count * lineCount * 2)
    for (let code = 0, vector = 0, at = 0; code < classCount; code++) {
      for (const last = vector + counts[code]!; vector < last; vector++) {
        for (let line = 0; line < lineCount; line++, at++) {
          const other = line < code ? line : line + 1
          floats[at * 2] = coefficients[line * count + vector]!
          words[at * 4 + 2] = sums + pairOf(Math.min(code, other), Math.max(code, other), classCount) * tile * 64
        }
      }
    }
  }

  const panelView = new Float64Array(buffer, panels, tile * 8 * columns)
  const squareView = new Float64Array(buffer, squares, tile * 8)
  const sumView = new Float64Array(buffer, sums, tile * 8 * pairCount)
  const rows = new Int32Array(tile * 8)
  return (X, into) => {
    for (let from = 0; from < X.rowCount; from += tile * 8) {
      const length = Math.min(tile * 8, X.rowCount - from)
      for (let i = 0; i < length; i++) rows[i] = from + i
      fillPanels(X.data, columns, rows, panelView, 0, length)
      writeSquares(X, rows, squareView, 0, length)
      sumView.fill(0)
      const panelCount = (length + 7) >> 3
      kernel.addVectors(
        ...([vectors, vectorBytes, count, lines, lineCount, columns, panels, panelCount] as const),
        ...([squares, tables, scratch, kinds[kind], gamma, coef0, degree] as const),
      )
      for (let i = 0; i < length; i++) {
        for (let pair = 0; pair < pairCount; pair++) {
          into[(from + i) * pairCount + pair] = sumView[pair * tile * 8 + i]!
        }
      }
    }
  }
}

/** The number of a pair of classes: 0 and 1, 0 and 2, … 1 and 2, … */
function pairOf(a: number, b: number, classCount: number): number {
  return (a * (2 * classCount - a - 1)) / 2 + b - a - 1
}
