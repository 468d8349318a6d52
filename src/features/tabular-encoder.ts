import { type Matrix, type Part, refuseToLearn, type SparseMatrix, z } from '../core/index.ts'
import { defineFeatures } from './define-features.ts'
import { oneHotEncoder } from './one-hot-encoder.ts'
import { tabularPreparer } from './tabular-preparer.ts'

const tabularEncoderOptions = z.strictObject({
  ...tabularPreparer.optionsSchema.shape,
  ...oneHotEncoder.optionsSchema.shape,
})

/**
 * From a table to model input in one step: `tabularPreparer` (fill, scale), then `oneHotEncoder`.
 *
 * Gives a `Matrix` up to 512 columns, a `SparseMatrix` beyond. Where rows are resampled, use the two halves instead:
 * prepare, resample the coded columns, encode.
 */
export const tabularEncoder = defineFeatures({
  name: 'tabularEncoder',
  options: tabularEncoderOptions,

  async learn(X: Matrix<'train'>, { minFrequency, output, ...rest }, context) {
    refuseToLearn('tabularEncoder', X)
    const preparer = await tabularPreparer(rest).fit(X, context)
    const encoder = await oneHotEncoder({ minFrequency, output }).fit(preparer.transform(X), context)
    return { preparer: preparer.save(), encoder: encoder.save() }
  },

  restore(state) {
    const preparer = tabularPreparer.load(state.preparer)
    const encoder = oneHotEncoder.load(state.encoder)
    return {
      columns: encoder.columns,
      transform: <P extends Part>(X: Matrix<P>): Matrix<P> | SparseMatrix<P> =>
        encoder.transform(preparer.transform(X)),
    }
  },
})
