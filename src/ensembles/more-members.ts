import { type ClassName, columnCountOf, type FittedClassifier, OptionError } from '../core/index.ts'
import type { ClassificationTask } from '../models/index.ts'
import { optionsThatDiffer } from './options-that-differ.ts'
import type { HandedIn } from './set-aside.ts'

/** What a fitted classifier keeps beside what it has learned. */
export interface Envelope<State> {
  readonly classes: readonly ClassName[]
  /** The codes of the classes that had rows. */
  readonly present: readonly number[]
  readonly columnCount: number
  readonly learned: State
}

/** What a fitted ensemble has learned that is to be given more members; refuses one that was told otherwise. */
export function envelopeOf<State>(
  who: string,
  from: FittedClassifier,
  wanted: Readonly<Record<string, unknown>>,
  handed: HandedIn,
  grows: boolean,
): Envelope<State> {
  const given = from as Partial<FittedClassifier> | null
  if (typeof given?.save !== 'function' || given.name !== who) {
    const what = typeof given?.name === 'string' ? `a "${given.name}"` : 'no fitted model'
    throw new OptionError(`${who}: \`from\` must be a fitted ${who}; it is ${what}.`)
  }
  if (!grows) {
    throw new OptionError(
      `${who}: \`from\` is for ensembles whose members are independent of one another; here each depends on those before. Fit it anew with more \`nEstimators\`.`,
    )
  }
  const saved = from.save()
  const free = handed.samplingStrategy ? ['nEstimators', 'samplingStrategy'] : ['nEstimators']
  const [other] = optionsThatDiffer(wanted, saved.options, free)
  if (other !== undefined) {
    throw new OptionError(
      `${who}: \`from\` was fitted with another \`${other}\`. Give the same options, all but \`nEstimators\`, or fit it anew.`,
    )
  }
  return saved.state as unknown as Envelope<State>
}

/** Refuses rows of other classes, or of another number of columns, than the members know. */
export function requireSameShape(
  who: string,
  { classes, present, columnCount }: Envelope<unknown>,
  task: ClassificationTask,
): void {
  const known = present.map((code) => classes[code])
  if (known.length !== task.classes.length || known.some((one, code) => one !== task.classes[code])) {
    throw new OptionError(
      `${who}: \`from\` tells ${known.join(', ')} apart, and the rows are of ${task.classes.join(', ')}. Fit it anew.`,
    )
  }
  const width = columnCountOf(task.X)
  if (columnCount !== width) {
    throw new OptionError(`${who}: \`from\` has learned from ${columnCount} columns; X has ${width}. Fit it anew.`)
  }
}

/** Whether there are as many members as are wanted; refuses more. */
export function isFull(who: string, count: number, options: { readonly nEstimators?: number }): boolean {
  const wanted = options.nEstimators!
  if (count > wanted) {
    throw new OptionError(
      `${who}: \`from\` has ${count} members already, more than \`nEstimators\` wants, ${wanted}. Raise it.`,
    )
  }
  return count === wanted
}
