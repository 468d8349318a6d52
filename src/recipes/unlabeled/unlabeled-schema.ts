import { z } from '../../core/index.ts'
import { figure } from '../figures/part-figures-schema.ts'

/** What came of the rows without labels. */
export const unlabeledSchema = z.strictObject({
  file: z.string(),
  sha256: z.string(),
  rows: z.int().describe('of the file'),
  repeated: z.int().describe('left out because they say what a labeled row says'),
  ofKnownGroups: z.int().describe('left out because they belong to the group of a labeled row'),
  used: z.int(),
  pseudoLabels: z
    .array(
      z.strictObject({
        class: z.string(),
        rows: z
          .int()
          .nullable()
          .describe('so many rows the winner took for that class; null where it did not look at them'),
        precision: figure.describe(
          'share of rows that are truly of the class among those of train that would be taken for it, by models that had not seen them',
        ),
      }),
    )
    .describe('of the winner, or of `self-training` where the winner does not look at these rows'),
})
export type UnlabeledFigures = z.infer<typeof unlabeledSchema>
