import { type Context, OptionError } from '../core/index.ts'
import { checkPoints } from './check-points.ts'
import { fastOutsiders } from './fast-outsiders.ts'
import type { OutsiderQuestion, Outsiders } from './outsiders.ts'
import { plainOutsiders } from './plain-outsiders.ts'
import { planNeighbors } from './plan-neighbors.ts'
import type { Points } from './points.ts'

/**
 * For every member of a set of rows, whether the `outsiders`-th nearest row of `others` is closer than the `fellows`-th
 * nearest other member, and which row that is. With `fellows` 1 and `outsiders` 1: whether its nearest neighbor is of the
 * other kind. Most members are surrounded by their own, and this is seen without searching for their nearest neighbors.
 *
 * As exact as `nearestNeighbors`, ties to the lower row of `X` whichever set it is in. Where there are fewer outsiders
 * than asked, fellows come first.
 *
 * Throws a `DataError` for numbers that are missing or infinite, an `OptionError` for counts below 1.
 */
export async function nearestOutsiders(
  X: Points,
  question: OutsiderQuestion,
  context: Context = {},
): Promise<Outsiders> {
  const who = 'nearestOutsiders'
  for (const name of ['fellows', 'outsiders'] as const) {
    const count = question[name]
    if (Number.isInteger(count) && count >= 1) continue
    throw new OptionError(`${who}: \`${name}\` must be a whole number ≥ 1; it is ${count}.`)
  }
  const magnitude = await checkPoints(who, X, context)
  const members = { ...X, rowCount: question.members.length }
  // Few others are still searched for by all members, and members once among themselves.
  const others = { ...X, rowCount: question.others.length + 256 }
  const some = question.members.length > 0 && question.others.length > 0
  const plan = some ? planNeighbors(members, others, magnitude, context) : undefined
  const found = plan && (await fastOutsiders(X, question, plan, context))
  return found ?? plainOutsiders(X, question, context)
}
