import { didYouMean, OptionError } from '../../core/index.ts'
import { type Goal, parseCosts } from '../../evaluation/index.ts'
import { goalOf } from '../goals/goal.ts'
import type { LabelsRunOptions } from './labels-options.ts'

/** What is asked of one label, whose classes are `not NAME` and `NAME`. */
export function labelGoal(name: string, options: LabelsRunOptions): Goal | undefined {
  const { recallOf, precisionOf, costsOf } = options
  const own = (record: Readonly<Record<string, number>>): number | undefined =>
    Object.hasOwn(record, name) ? record[name] : undefined
  if (Object.hasOwn(costsOf, name)) {
    if (own(recallOf) !== undefined || own(precisionOf) !== undefined) {
      throw new OptionError(`costsOf: ask for costs or for recall and precision of "${name}", not for both.`)
    }
    return { costs: parseCosts(costsOf[name]!, [`not ${name}`, name]) }
  }
  const recall = own(recallOf) ?? options.recall
  const precision = own(precisionOf) ?? options.precision
  return goalOf({ recall, precision }, undefined)
}

/** Refuses goals and trials of labels that there are not. */
export function checkLabelNames(names: readonly string[], options: LabelsRunOptions): void {
  for (const key of ['recallOf', 'precisionOf', 'costsOf', 'trialsOf'] as const) {
    const unknown = Object.keys(options[key]).find((name) => !names.includes(name))
    if (unknown !== undefined) throw new OptionError(`${key}: no label "${unknown}"${didYouMean(unknown, names)}`)
  }
}
