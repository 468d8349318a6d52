import { type Labels, labels, type Matrix, matrix } from '../../src/core/index.ts'

/** The shape of a generated data set, as bench/record/samplers.py writes it. */
export interface DataShape {
  readonly rows: number
  readonly columns: number
  readonly shares: readonly number[]
  readonly levels: readonly number[]
}

/** The same data as `make_data` of bench/record/samplers.py, bit for bit. */
export function congruentialData(seed: number, shape: DataShape): { X: Matrix<never>; y: Labels<never> } {
  const draw = congruential(seed)
  const { rows, columns, shares, levels } = shape
  const width = columns + levels.length
  const data = new Float64Array(rows * width)
  const codes: number[] = []
  for (let row = 0; row < rows; row++) {
    const u = draw()
    let bound = 0
    let code = 0
    for (const [index, share] of shares.entries()) {
      bound += share
      if (u < bound) {
        code = index
        break
      }
    }
    codes.push(code)
    for (let column = 0; column < columns; column++) {
      const value = draw() + draw() + draw() + draw() - 2
      data[row * width + column] = value + (column % 2 === 0 ? code * 0.75 : 0)
    }
    for (const [index, count] of levels.entries()) {
      data[row * width + columns + index] = Math.floor(draw() * draw() * count)
    }
  }
  const described = Array.from({ length: width }, (_, index) => ({
    name: `x${index}`,
    kind: index < columns ? ('number' as const) : ('category' as const),
    ...(index < columns ? {} : { categories: levelNames(levels[index - columns]!) }),
  }))
  return { X: matrix(data, described), y: labels(codes) }
}

/** Numbers in [0, 1) from a linear congruential generator that any language can repeat. */
export function congruential(seed: number): () => number {
  let state = seed
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    return state / 2 ** 32
  }
}

function levelNames(count: number): string[] {
  return Array.from({ length: count }, (_, index) => `level ${String(index).padStart(6, '0')}`)
}
