import { instantiate } from './blocks.ts'
import { hasSimd, loadBuild } from './builds.ts'
import { type WasmMemory, webAssembly } from './web-assembly.ts'

/** What is used of assembly/dual-descent.ts. */
interface DescentKernel {
  descendSparse(
    job: number,
    order: number,
    state: number,
    places: number,
    indices: number,
    values: number,
    w: number,
    budget: number,
  ): void
}

/** Where a round stands; the kernel goes on from there. */
export interface DescentRound {
  intercept: number
  readonly bias: number
  readonly limitUp: number
  readonly limitDown: number
  highest: number
  lowest: number
  /** The place in the order that comes next. */
  next: number
  /** How many places of the order are visited. */
  active: number
}

/** Coordinate descent over sparse rows in WebAssembly; the arrays are its memory, to be filled and read. */
export interface SparseDescent {
  /** One coefficient a column. */
  readonly w: Float64Array
  /** Four numbers a row: α, 1 / curvature, diagonal, upper bound. */
  readonly state: Float64Array
  /** Three a row: where its cells begin and end, and its sign. */
  readonly places: Int32Array
  readonly order: Int32Array
  /** Visits rows until the round ends or about `budget` multiplications are done. */
  advance(round: DescentRound, budget: number): void
}

const headBytes = 2048
const pageBytes = 65536
const align = (bytes: number) => Math.ceil(bytes / 64) * 64

/** Undefined where there is no WebAssembly here, or not enough memory for the data. */
export async function sparseDescent(
  rowCount: number,
  columnCount: number,
  indices: Int32Array,
  values: Float64Array,
): Promise<SparseDescent | undefined> {
  if (!hasSimd()) return undefined
  let end = headBytes
  function take(bytes: number): number {
    const address = end
    end += align(bytes)
    return address
  }
  const jobAt = take(64)
  const orderAt = take(rowCount * 4)
  const stateAt = take(rowCount * 32)
  const placesAt = take(rowCount * 12)
  const wAt = take((columnCount + 1) * 8)
  const indicesAt = take(indices.length * 4)
  const valuesAt = take(values.length * 8)
  const memory = takeMemory(Math.ceil(end / pageBytes))
  if (!memory) return undefined
  const kernel = instantiate<DescentKernel>(await loadBuild('simd', false), memory)
  const { buffer } = memory
  new Int32Array(buffer, indicesAt, indices.length).set(indices)
  new Float64Array(buffer, valuesAt, values.length).set(values)
  const numbers = new Float64Array(buffer, jobAt, 6)
  const counts = new Int32Array(buffer, jobAt + 48, 2)

  function advance(round: DescentRound, budget: number): void {
    numbers[0] = round.intercept
    numbers[1] = round.bias
    numbers[2] = round.limitUp
    numbers[3] = round.limitDown
    numbers[4] = round.highest
    numbers[5] = round.lowest
    counts[0] = round.next
    counts[1] = round.active
    kernel.descendSparse(jobAt, orderAt, stateAt, placesAt, indicesAt, valuesAt, wAt, budget)
    round.intercept = numbers[0]!
    round.highest = numbers[4]!
    round.lowest = numbers[5]!
    round.next = counts[0]!
    round.active = counts[1]!
  }

  return {
    w: new Float64Array(buffer, wAt, columnCount + 1),
    state: new Float64Array(buffer, stateAt, rowCount * 4),
    places: new Int32Array(buffer, placesAt, rowCount * 3),
    order: new Int32Array(buffer, orderAt, rowCount),
    advance,
  }
}

function takeMemory(pages: number): WasmMemory | undefined {
  // Beyond 2 GiB the plain twin answers.
  if (pages > 32767) return undefined
  try {
    return new webAssembly!.Memory({ initial: pages, maximum: 65536, shared: false })
  } catch {
    return undefined
  }
}
