import { breathe, type Context, type Matrix, type SparseMatrix } from '../core/index.ts'
import { instantiate } from './blocks.ts'
import { kernelBuild, loadBuild } from './builds.ts'
import { fillPanels } from './dense-panels.ts'
import { writeExpTable } from './exp-pairs.ts'
import { type KernelFunction, wholePower } from './kernel-function.ts'
import { kernelRows, writeSquares } from './kernel-rows.ts'
import type { KernelSlopes } from './kernel-slopes.ts'
import { plainSlopes } from './plain-slopes.ts'
import { layOutSlopes, type SlopeLayout } from './slope-memory.ts'
import { type SlopeKernel, WasmSlopes } from './wasm-slopes.ts'
import { type WasmMemory, webAssembly } from './web-assembly.ts'

const pageBytes = 65536
const kinds = { linear: 0, rbf: 1, poly: 2 }

/**
 * The slopes of a machine that learns from the rows at the given indices of a matrix. Dense rows are worked on by
 * vectors of WebAssembly where there are such, else by the plain twin; the bits are the same. Rows of the kernel are
 * kept within `cacheBytes`.
 */
export async function fastSlopes(
  X: Matrix | SparseMatrix,
  rows: Int32Array,
  kernel: KernelFunction,
  cacheBytes: number,
  context: Context = {},
): Promise<KernelSlopes> {
  const { build } = kernelBuild()
  const layout =
    X.format === 'dense' && build !== 'plain' ? layOutSlopes(rows.length, X.columns.length, cacheBytes) : undefined
  const memory = layout && takeMemory(layout.totalBytes)
  if (X.format === 'csr' || build === 'plain' || !layout || !memory) {
    return plainSlopes(kernelRows(X, rows, kernel), cacheBytes)
  }
  await fill(memory, layout, X, rows, kernel, context)
  return new WasmSlopes(instantiate<SlopeKernel>(await loadBuild(build, false), memory), memory, layout, rows.length)
}

async function fill(
  { buffer }: WasmMemory,
  layout: SlopeLayout,
  X: Matrix,
  rows: Int32Array,
  { kind, gamma, coef0, degree }: KernelFunction,
  context: Context,
): Promise<void> {
  const columnCount = X.columns.length
  const view = (address: number, count: number) => new Float64Array(buffer, address, count)
  view(layout.field, 2).set([gamma, coef0])
  const { tables, panels, squares, slopes, fromBounds, rise, fall, diagonal, falling, marks, scratch } = layout
  new Int32Array(buffer, layout.field + 40, 14).set([
    ...[kinds[kind], degree, columnCount, tables, panels, squares, slopes, fromBounds, rise, fall, diagonal],
    ...[falling, marks, scratch],
  ])
  writeExpTable(view(tables, 256))
  view(fall, rows.length).fill(-Infinity)
  const squareView = view(squares, rows.length)
  const panelView = view(panels, Math.ceil(rows.length / 8) * 8 * columnCount)
  const stretch = Math.max(1, Math.floor(1e6 / Math.max(1, columnCount)))
  for (let from = 0; from < rows.length; from += stretch) {
    const to = Math.min(rows.length, from + stretch)
    writeSquares(X, rows, squareView, from, to)
    fillPanels(X.data, columnCount, rows, panelView, from, to)
    await breathe(context)
  }
  const diagonalView = view(diagonal, rows.length)
  for (let i = 0; i < rows.length; i++) {
    diagonalView[i] =
      kind === 'rbf' ? 1 : kind === 'linear' ? squareView[i]! : wholePower(gamma * squareView[i]! + coef0, degree)
  }
}

function takeMemory(bytes: number): WasmMemory | undefined {
  const pages = Math.ceil(bytes / pageBytes)
  try {
    return new webAssembly!.Memory({ initial: pages, maximum: 65536, shared: false })
  } catch {
    return undefined
  }
}
