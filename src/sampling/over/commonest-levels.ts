import { breathe, type Context, type Matrix } from '../../core/index.ts'

const blockSize = 1024

/**
 * Gives each new row, column by column, the level that most of its `voters` rows of X have; of equals the lowest. Missing
 * levels have no vote, and where all are missing, so is the new one.
 */
export async function commonestLevels(
  X: Matrix,
  parents: Int32Array,
  voters: number,
  into: Float64Array,
  context: Context,
): Promise<void> {
  const width = X.columns.length
  const count = parents.length / voters
  const votes = new Float64Array(voters)
  for (let row = 0; row < count; row++) {
    if (row % blockSize === 0) await breathe(context, { stage: 'choosing levels', done: row, total: count })
    for (let column = 0; column < width; column++) {
      for (let voter = 0; voter < voters; voter++) {
        votes[voter] = X.data[parents[row * voters + voter]! * width + column]!
      }
      into[row * width + column] = commonest(votes)
    }
  }
}

/** The most frequent value, of equally frequent ones the lowest; NaN, which equals nothing, where there is no other. */
function commonest(votes: Float64Array): number {
  let best = Number.NaN
  let most = 0
  for (let i = 0; i < votes.length; i++) {
    const value = votes[i]!
    let times = 0
    for (let j = 0; j < votes.length; j++) if (votes[j] === value) times++
    if (times > most || (times === most && times > 0 && value < best)) {
      best = value
      most = times
    }
  }
  return best
}
