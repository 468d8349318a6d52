import { LeakError } from './errors.ts'

/** Which part of a split a piece of data belongs to. Data that were never split have none. */
export type Part = 'train' | 'validation' | 'test'

/** Refuses validation and test data, at run time as their types do at compile time. */
export function refuseHeldOut(who: string, data: { readonly part: Part | undefined }): void {
  if (data.part !== undefined && data.part !== 'train') {
    throw new LeakError(
      `${who}: these rows belong to the ${data.part} part. Only training data can be rebalanced or augmented; ` +
        `resampled ${data.part} data would flatter the result. Pass \`split.train\` instead.`,
    )
  }
}
