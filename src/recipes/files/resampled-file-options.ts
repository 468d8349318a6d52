import { z } from '../../core/index.ts'
import { readSchema } from '../recipe.ts'

/** What every resampling of a file can be told, whatever its target is. */
export const resampledFileOptions = z.strictObject({
  ignore: z
    .array(z.string())
    .default([])
    .describe('columns that no distance is measured on; synthetic rows have no value there'),
  test: z
    .string()
    .optional()
    .describe(
      'a held-out file with the same columns: synthetic rows are compared with its rows, which are only measured',
    ),
  read: readSchema.default({}).describe('how the files are read'),
})
