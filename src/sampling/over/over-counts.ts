import { type Labels, OptionError } from '../../core/index.ts'
import {
  type ClassCounts,
  classesNamed,
  countsWanted,
  requireTwoClasses,
  type StrategyFunction,
} from '../sampling-strategy.ts'

/** Rows are numbered by 32-bit integers. */
const mostRows = 2 ** 31 - 1

/** How many rows to add to each class, by code ascending; classes that stay as they are do not appear. */
export function overCounts(
  who: string,
  strategy: string | number | Readonly<Record<string, number>> | StrategyFunction,
  y: Labels,
  classes: ClassCounts,
): [code: number, count: number][] {
  const { counts, largest } = classes
  const most = counts[largest]!
  const added = new Map<number, number>()
  if (typeof strategy === 'string') {
    for (const code of classesNamed(strategy, classes, 'not majority')) added.set(code, most - counts[code]!)
  } else if (typeof strategy === 'number') {
    requireTwoClasses(who, classes, strategy)
    const code = classes.codes.find((other) => other !== largest)!
    const count = Math.trunc(most * strategy - counts[code]!)
    if (count <= 0) {
      throw new OptionError(
        `${who}: \`samplingStrategy\` ${strategy} asks for no more rows than class "${y.classes[code]}" has (${counts[code]} against ${most}). Raise the ratio.`,
      )
    }
    added.set(code, count)
  } else {
    for (const [code, wanted] of countsWanted(who, strategy, y, classes)) {
      if (wanted < counts[code]!) {
        throw new OptionError(
          `${who}: \`samplingStrategy\` asks for ${wanted} rows of class "${y.classes[code]}", which has ${counts[code]} already. Ask for at least as many, or use \`randomUnderSampler\`.`,
        )
      }
      added.set(code, wanted - counts[code]!)
    }
  }
  const rows = [...added.values()].reduce((sum, count) => sum + count, y.codes.length)
  if (rows > mostRows) {
    throw new OptionError(
      `${who}: \`samplingStrategy\` asks for ${rows} rows in all, and no more than ${mostRows} can be counted. Ask for fewer.`,
    )
  }
  return [...added].filter(([, count]) => count > 0).sort(([a], [b]) => a - b)
}
