import type { Context, Matrix, SparseMatrix } from '../core/index.ts'
import { instantiate } from './blocks.ts'
import { kernelBuild, loadBuild } from './builds.ts'
import { writeField } from './exact-rows.ts'
import { writeExpTable } from './exp-pairs.ts'
import type { KernelFunction } from './kernel-function.ts'
import type { KernelSlopes } from './kernel-slopes.ts'
import { scaledRows } from './scaled-rows.ts'
import type { ScreenKernel } from './screen-kernel.ts'
import { layOutScreen } from './screen-memory.ts'
import { ScreenedSlopes } from './screened-slopes.ts'
import { type WasmMemory, webAssembly } from './web-assembly.ts'

const pageBytes = 65536
/** With fewer rows the kernel is small enough as it is. */
const leastRows = 16_384
const mostColumns = 4096
/** Where more than one row in so many is −1, what must be known to the bit costs more than is saved. */
const leastShare = 16

/**
 * The slopes of a machine with a Gaussian kernel that learns from many rows, all but the last `negatives` of which are
 * +1: they choose what `fastSlopes` choose, much sooner where few steps are to be made. They may outgrow their memory,
 * and begin with all α at 0. Undefined where they do not fit the problem, or there are no vectors of WebAssembly.
 */
export async function screenedSlopes(
  X: Matrix | SparseMatrix,
  rows: Int32Array,
  negatives: number,
  kernel: KernelFunction,
  cacheBytes: number,
  context: Context = {},
  least = leastRows,
): Promise<KernelSlopes | undefined> {
  const { build } = kernelBuild()
  if (X.format === 'csr' || build === 'plain' || kernel.kind !== 'rbf') return undefined
  const columnCount = X.columns.length
  if (rows.length < least || negatives * leastShare > rows.length || columnCount > mostColumns) return undefined
  const layout = layOutScreen(rows.length, columnCount, negatives, cacheBytes)
  const scaled = layout && (await scaledRows(X, rows, kernel.gamma, context))
  const memory = scaled && takeMemory(layout.totalBytes)
  if (!memory) return undefined
  const { buffer } = memory
  const places = (rows.length + 15) & ~15
  const { exactField, pastField, exact, past, screen, panels, halves, slopes, open, highest, narrowScratch } = layout
  writeField(buffer, exactField, exact, layout, kernel.gamma, columnCount)
  writeField(buffer, pastField, past, layout, kernel.gamma, columnCount)
  new Int32Array(buffer, screen, 7).set([columnCount, panels, halves, slopes, open, highest, narrowScratch])
  writeExpTable(new Float64Array(buffer, layout.tables, 256))
  await scaled.fill(
    new Float32Array(buffer, panels, places * columnCount),
    new Float32Array(buffer, halves, places),
    context,
  )
  const wasm = instantiate<ScreenKernel>(await loadBuild(build, false), memory)
  return new ScreenedSlopes(wasm, buffer, layout, X, scaled)
}

function takeMemory(bytes: number): WasmMemory | undefined {
  const pages = Math.ceil(bytes / pageBytes)
  try {
    return new webAssembly!.Memory({ initial: pages, maximum: 65536, shared: false })
  } catch {
    return undefined
  }
}
