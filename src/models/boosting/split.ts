/** How a leaf may be split. */
export interface SplitRules {
  readonly minSamplesLeaf: number
  readonly l2Regularization: number
}

/** What a split needs to know of its leaf. */
export interface LeafSums {
  readonly size: number
  readonly gradient: number
  readonly curvature: number
  readonly value: number
}

/** The best split that a search has found so far; `gain` is at most 0 while there is none. */
export interface Split {
  gain: number
  column: number
  /** Bins up to this one go left; unused where `leftBins` is given. */
  bin: number
  /** Of a column of categories: 1 for each bin that goes left. */
  leftBins: Uint8Array | undefined
  missingLeft: boolean
  leftSize: number
  leftGradient: number
  leftCurvature: number
}

/** Each side needs at least this sum of curvatures. */
export const leastCurvature = 1e-3

/** The Newton step of a leaf, without shrinkage. T. Chen, C. Guestrin, "XGBoost", KDD 2016, equation 5. */
export function leafValue(gradient: number, curvature: number, l2Regularization: number): number {
  return -gradient / (curvature + l2Regularization + 1e-15)
}

export function noSplit(): Split {
  return {
    gain: -1,
    column: -1,
    bin: -1,
    leftBins: undefined,
    missingLeft: false,
    leftSize: 0,
    leftGradient: 0,
    leftCurvature: 0,
  }
}
