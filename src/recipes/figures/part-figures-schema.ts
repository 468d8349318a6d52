import { z } from '../../core/index.ts'

/** A figure that JSON can hold. */
export const figure = z
  .number()
  .nullable()
  .describe('null where the figure is undefined, say a precision without an alarm')

/** A figure with its 95 % interval. */
export const intervalSchema = z.strictObject({ value: figure, low: figure, high: figure })
export type Figure = z.infer<typeof intervalSchema>

const classFiguresSchema = z.strictObject({
  class: z.string(),
  support: z.int(),
  precision: intervalSchema,
  recall: intervalSchema,
  specificity: intervalSchema,
  f1: intervalSchema,
  averagePrecision: intervalSchema,
})

/** All figures of one part. */
export const partFiguresSchema = z.strictObject({
  rows: z.int(),
  figures: z
    .record(z.string(), intervalSchema)
    .describe(
      'averagePrecision, rocAuc, f1, macroF1, balancedAccuracy, geometricMean, matthews, kappa, logLoss, brier, expectedCalibrationError, accuracy, majorityAccuracy; with costs also costPerRow',
    ),
  classes: z.array(classFiguresSchema),
  confusion: z
    .array(z.array(z.int()))
    .describe('confusion[true class][decided class], in the order of `classes`; empty where there are more than 200'),
})
export type PartFigures = z.infer<typeof partFiguresSchema>

/** What deciding always for one class costs a row, class by class. */
export const constantCostsSchema = z.array(z.strictObject({ class: z.string(), costPerRow: z.number() }))
export type ConstantCosts = z.infer<typeof constantCostsSchema>
