import { OptionError } from '../core/index.ts'
import type { ClassificationTask } from '../models/index.ts'
import type { StrategyFunction } from '../sampling/index.ts'

/** The rows per class that a strategy wants of all rows that have weight. */
export function answerOf(
  who: string,
  strategy: StrategyFunction,
  { codes, classes, weights }: ClassificationTask,
): Readonly<Record<string, number>> {
  const counts = classes.map(() => 0)
  for (let row = 0; row < codes.length; row++) if (weights[row]! > 0) counts[codes[row]!]!++
  const wanted: unknown = strategy(Object.fromEntries(classes.map((name, code) => [String(name), counts[code]!])))
  const isRecord = Object.prototype.toString.call(wanted) === '[object Object]'
  if (isRecord && Object.values(wanted as object).every((count) => Number.isInteger(count) && count >= 0)) {
    return wanted as Readonly<Record<string, number>>
  }
  throw new OptionError(
    `${who}: \`samplingStrategy\` must give the rows wanted per class, as { rare: 100 }; it gives ${JSON.stringify(wanted)}.`,
  )
}
