import { type Matrix, type Part, refuseToLearn, within, z } from '../core/index.ts'
import { defineFeatures } from './define-features.ts'
import { simpleImputer } from './simple-imputer.ts'
import { standardScaler } from './standard-scaler.ts'

export const tabularPreparerOptions = z.strictObject({
  strategy: simpleImputer.optionsSchema.shape.strategy,
  categories: simpleImputer.optionsSchema.shape.categories,
  addIndicator: simpleImputer.optionsSchema.shape.addIndicator,
})

/**
 * The first half of `tabularEncoder`: what has to happen before resampling. Missing cells are filled (`simpleImputer`),
 * numbers, integers and dates scaled (`standardScaler`); categories stay codes, their missing cells the level
 * `(missing)`; booleans stay 0 and 1; columns that mark filled cells come last.
 *
 * `inverseTransform` leads back to the original columns and units, so that synthetic rows can be written beside real
 * ones: integers and dates are whole numbers again, filled cells missing again. For rows that it has made itself the way
 * there and back gives the same values, numbers up to rounding.
 */
export const tabularPreparer = defineFeatures({
  name: 'tabularPreparer',
  options: tabularPreparerOptions,

  async learn(X: Matrix<'train'>, options, context) {
    refuseToLearn('tabularPreparer', X)
    const imputer = await simpleImputer(options).fit(X, within(context, 'prepare'))
    const scaler = await standardScaler().fit(imputer.transform(X), within(context, 'prepare'))
    return { imputer: imputer.save(), scaler: scaler.save() }
  },

  restore(state) {
    const imputer = simpleImputer.load(state.imputer)
    const scaler = standardScaler.load(state.scaler)
    return {
      columns: scaler.columns,
      transform: <P extends Part>(X: Matrix<P>): Matrix<P> => scaler.transform(imputer.transform(X)),
      inverseTransform: <P extends Part>(X: Matrix<P>): Matrix<P> =>
        imputer.inverseTransform(scaler.inverseTransform(X)),
    }
  },
})
