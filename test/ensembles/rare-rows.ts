import { labels, matrix, random, sparseMatrix } from '../../src/core/index.ts'

const n = 600
const width = 6
const data = random('rare rows').randn(n * width)
const coins = random('rare labels').uniform(n)
// The first column is the row's own number, by which a row is known again in what a member was given.
for (let row = 0; row < n; row++) {
  if (coins[row]! < 0.15) for (let column = 1; column < 4; column++) data[row * width + column]! += 1
  data[row * width] = row
}

/** 600 rows of six columns, the first their number; of `y` about 15 % are rare. */
export const X = matrix(data, width)
export const y = labels(Array.from(coins, (coin) => (coin < 0.15 ? 'rare' : 'common')))
export const rareCount = y.codes.reduce((sum, code) => sum + code, 0)

/** The same, sparse. */
export const sparse = sparseMatrix(
  Int32Array.from({ length: n + 1 }, (_, row) => row * width),
  Int32Array.from({ length: n * width }, (_, at) => at % width),
  data,
  width,
)
