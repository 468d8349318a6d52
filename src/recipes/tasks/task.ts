import type { Context, Matrix, Part, SparseMatrix, Split } from '../../core/index.ts'
import type { SavedFeatures } from '../../features/index.ts'

/** What a model learns from. */
export type ModelInput<P extends Part = Part> = Matrix<P> | SparseMatrix<P>

/** Rows as a learner reads them, and how any row becomes so. */
export interface View {
  readonly train: ModelInput<'train'>
  input<P extends Part>(rows: Split<P>): ModelInput<P>
  /** The fitted units, in the order in which they are applied to new rows. */
  save(): SavedFeatures[]
}

/** What was learned from one training part before any model: filling, scaling, encoding, TF-IDF. */
export interface Preparation {
  /** The training rows as a sampler sees them: numbers scaled, categories still codes. */
  readonly coded: ModelInput<'train'>
  /** From what a sampler gives to what a model learns from. */
  encode(coded: ModelInput<'train'>): ModelInput<'train'>
  /** The rows filled, scaled and encoded, for models that add up numbers. */
  readonly encoded: View
  /** The rows with missing cells and categories as they are, for trees; undefined where there are no columns. */
  readonly native: (() => Promise<View>) | undefined
  /** The rows without labels as `encoded` has them; undefined where there are none. */
  readonly unlabeled?: (() => ModelInput<'train'>) | undefined
  /** Synthetic rows back in the original columns and units; undefined where rows are vectors only. */
  readonly restore: ((coded: Matrix) => Matrix) | undefined
}

/** One kind of data brings its own preparation; the flow of a run is the same for all. */
export interface Task {
  readonly kind: 'table' | 'text'
  /** Whether the rows hold categories, booleans or holes, so that SMOTENC stands in for SMOTE; undefined where rows are sparse. */
  readonly mixed: boolean | undefined
  prepare(train: Split<'train'>, context: Context): Promise<Preparation>
}
