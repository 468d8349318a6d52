import { type Labels, OptionError } from '../../core/index.ts'
import {
  type ClassCounts,
  classesNamed,
  countsWanted,
  requireTwoClasses,
  type StrategyFunction,
} from '../sampling-strategy.ts'

/** How many rows to leave in each targeted class, by code; classes that stay whole do not appear. */
export function underCounts(
  who: string,
  strategy: string | number | Readonly<Record<string, number>> | StrategyFunction,
  y: Labels,
  classes: ClassCounts,
): Map<number, number> {
  const { counts, smallest } = classes
  const least = counts[smallest]!
  if (typeof strategy === 'string') {
    return new Map(classesNamed(strategy, classes, 'not minority').map((code) => [code, least]))
  }
  if (typeof strategy === 'number') {
    requireTwoClasses(who, classes, strategy)
    const code = classes.codes.find((other) => other !== smallest)!
    const count = Math.trunc(least / strategy)
    if (count > counts[code]!) {
      throw new OptionError(
        `${who}: \`samplingStrategy\` ${strategy} asks for ${count} rows of class "${y.classes[code]}", which has ${counts[code]}. Raise the ratio.`,
      )
    }
    return new Map([[code, count]])
  }
  const wanted = countsWanted(who, strategy, y, classes)
  for (const [code, count] of wanted) {
    if (count > counts[code]!) {
      throw new OptionError(
        `${who}: \`samplingStrategy\` asks for ${count} rows of class "${y.classes[code]}", which has ${counts[code]}. Ask for at most as many, or use \`randomOverSampler\`.`,
      )
    }
  }
  return wanted
}
