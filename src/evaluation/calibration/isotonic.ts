import { DataError, decodeFloats, encodeFloats } from '../../core/index.ts'
import { defineScoreCalibrator } from './define-score-calibrator.ts'
import { fitIsotonic, type IsotonicCurve, readIsotonic } from './isotonic-curve.ts'

const isotonic = defineScoreCalibrator<IsotonicCurve, 'isotonic'>({
  name: 'isotonic',
  fitScores: fitIsotonic,
  mapScore: readIsotonic,
  pack: ({ x, y }) => ({ x: encodeFloats(x), y: encodeFloats(y) }),
  unpack: (packed) => {
    const { x, y } = (packed ?? {}) as Record<string, unknown>
    if (typeof x !== 'string' || typeof y !== 'string') {
      throw new DataError('isotonic: the saved calibrator has no knots; save it again.')
    }
    return { x: decodeFloats(x), y: decodeFloats(y) }
  },
})

/**
 * Isotonic regression: any rising curve. Follows whatever shape the scores have, but needs about a thousand rows and
 * fifty positives, makes ties (which coarsens the choice of thresholds and lowers average precision a little) and says
 * 0 and 1 outright at the ends. With several classes each against the rest, then normalized.
 *
 * B. Zadrozny and C. Elkan, "Transforming Classifier Scores into Accurate Multiclass Probability Estimates", KDD 2002.
 * Equals scikit-learn's `IsotonicRegression(out_of_bounds='clip')`.
 */
export const isotonicCalibrator = isotonic.create
export const loadIsotonic = isotonic.load
