import { breathe, type Context, type Matrix, type Random } from '../../core/index.ts'
import type { DrawnNeighbors } from './neighbors-of-drawn.ts'

/** The new rows' starting rows in their class, and the neighbors that vote. */
export interface Voters {
  /** The rows of the class in X. */
  readonly rows: Int32Array
  /** For each new row the position in `rows` that it starts from. */
  readonly positions: Int32Array
  readonly nearest: DrawnNeighbors
  readonly kNeighbors: number
}

/**
 * Gives every new row the level that most of its starting row's neighbors have in the column. Ties are drawn as
 * imbalanced-learn draws them: all winning (row, level) pairs are shuffled and the first of each row counts.
 */
export async function voteCategories(
  X: Matrix,
  column: number,
  voters: Voters,
  random: Random,
  into: Float64Array,
  context: Context,
): Promise<void> {
  const { positions } = voters
  const winners = await countVotes(X, column, voters, context)
  const starts = new Int32Array(positions.length + 1)
  positions.forEach((position, row) => {
    starts[row + 1] = starts[row]! + winners.starts[position + 1]! - winners.starts[position]!
  })
  const pairRow = new Int32Array(starts[positions.length]!)
  for (let row = 0; row < positions.length; row++) pairRow.fill(row, starts[row]!, starts[row + 1]!)
  const width = X.columns.length
  const chosen = new Uint8Array(positions.length)
  const order = random.permutation(pairRow.length)
  for (let at = 0; at < order.length; at++) {
    if (at % 65_536 === 0) await breathe(context, { stage: 'choosing categories', done: at, total: order.length })
    const pair = order[at]!
    const row = pairRow[pair]!
    if (chosen[row]) continue
    chosen[row] = 1
    into[row * width + column] = winners.levels[winners.starts[positions[row]!]! + pair - starts[row]!]!
  }
}

/** For each drawn position the levels that most neighbors have, ascending: `levels` from `starts[p]` to `starts[p + 1]`. */
async function countVotes(
  { data, columns }: Matrix,
  column: number,
  { rows, positions, nearest, kNeighbors }: Voters,
  context: Context,
): Promise<{ starts: Int32Array; levels: Float64Array }> {
  const width = columns.length
  const drawn = new Uint8Array(rows.length)
  for (const position of positions) drawn[position] = 1
  const starts = new Int32Array(rows.length + 1)
  const levels = new Float64Array(rows.length * kNeighbors)
  const votes = new Float64Array(kNeighbors)
  let end = 0
  for (let position = 0; position < rows.length; position++) {
    if (position % 4096 === 0) await breathe(context, { stage: 'counting votes', done: position, total: rows.length })
    if (drawn[position]) {
      for (let choice = 0; choice < kNeighbors; choice++) {
        votes[choice] = data[rows[nearest.of(position, choice)]! * width + column]!
      }
      end = appendModes(votes.sort(), levels, end)
    }
    starts[position + 1] = end
  }
  return { starts, levels }
}

/**
 * Appends the most frequent of the sorted votes, ascending; returns the new end. Missing votes come last and count only
 * where there are no others.
 */
function appendModes(votes: Float64Array, levels: Float64Array, start: number): number {
  let end = start
  let most = 0
  for (let from = 0; from < votes.length; ) {
    if (Number.isNaN(votes[from]!)) {
      if (from === 0) levels[end++] = Number.NaN
      break
    }
    let to = from + 1
    while (to < votes.length && votes[to] === votes[from]) to++
    if (to - from > most) {
      most = to - from
      end = start
    }
    if (to - from === most) levels[end++] = votes[from]!
    from = to
  }
  return end
}
