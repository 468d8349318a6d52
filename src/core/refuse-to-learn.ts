import { LeakError } from './errors.ts'
import type { Part } from './part.ts'

/** Refuses to learn from validation and test data: whatever is fitted is fitted on the training part alone. */
export function refuseToLearn(who: string, data: { readonly part: Part | undefined }): void {
  if (data.part !== undefined && data.part !== 'train') {
    throw new LeakError(
      `${who}: these rows belong to the ${data.part} part. What learns from them has seen them before it is judged; ` +
        `fit on \`split.train\` and apply the result to the ${data.part} part.`,
    )
  }
}
