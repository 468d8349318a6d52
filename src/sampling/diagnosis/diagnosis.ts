/** The 0, 25, 50, 75 and 100 % points of some numbers, as NumPy's `quantile` interpolates them. */
export interface Spread {
  readonly min: number
  readonly lower: number
  readonly median: number
  readonly upper: number
  readonly max: number
}

/** How one column of one class moved, in units of its standard deviation before (0 where that is 0 and nothing moved). */
export interface ColumnDrift {
  readonly column: string
  readonly meanBefore: number
  readonly meanAfter: number
  readonly shift: number
  readonly deviationBefore: number
  readonly deviationAfter: number
}

/** What resampling did to one class. Distances are Euclidean, in the units of the matrix. */
export interface ClassDiagnosis {
  readonly class: string
  readonly before: number
  readonly after: number
  readonly synthetic: number
  /** Rows that stand more often in the result than in the data before, beyond their first time. */
  readonly repeated: number
  /** Synthetic rows that are equal, cell for cell, to a row of the data before. */
  readonly copiesOfOriginals: number
  /** Synthetic rows that are equal to an earlier synthetic row. */
  readonly copiesOfSynthetic: number
  /** From each synthetic row to its nearest parent; absent without synthetic rows. */
  readonly toParent: Spread | undefined
  /** From each synthetic row to the nearest original row of another class. */
  readonly toOtherClass: Spread | undefined
  /** From each original row of the class to the nearest other one: the scale to read the others on; absent without synthetic rows. */
  readonly amongOriginals: Spread | undefined
  /** Synthetic rows most of whose nearest original rows are of other classes, as a share. */
  readonly inOtherTerritory: number
  /** The same share of the original rows of the class: what is to be expected of it; absent without synthetic rows. */
  readonly originalsInOtherTerritory: number | undefined
  /** Synthetic rows farther from every original row of the class than nearly all originals are from each other, as a share. */
  readonly outliers: number
  /** One entry a numeric column. */
  readonly columns: readonly ColumnDrift[]
  /** The largest change of a correlation between two numeric columns of the class, 0 to 2; absent for fewer than two. */
  readonly correlationDrift: number | undefined
  /** Against the test part, where one was given. */
  readonly test: TestOverlap | undefined
}

/** How near synthetic rows of a class come to test rows. */
export interface TestOverlap {
  /** Synthetic rows that are equal to a test row. */
  readonly exact: number
  /** Synthetic rows nearer to a test row than originals of the class commonly are to each other (`nearQuantile`). */
  readonly near: number
  /** Original rows of the class that are equal to a test row: a leak from before the resampling. */
  readonly originalsExact: number
  readonly toTest: Spread | undefined
}

/** What `diagnoseResampling` finds: plain numbers that JSON can hold. */
export interface ResamplingDiagnosis {
  readonly method: string
  readonly synthetic: number
  readonly kNeighbors: number
  /** Classes that gained or lost rows or hold synthetic ones, in the order of the classes. */
  readonly classes: readonly ClassDiagnosis[]
}
