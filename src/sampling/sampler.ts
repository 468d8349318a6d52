import type { Context, Labels, Matrix, OptionsSchema, Provenance, Random, SparseMatrix, z } from '../core/index.ts'
import type { ClassesFunction, StrategyFunction } from './sampling-strategy.ts'

/** Training data after rebalancing. */
export interface Resampled<X extends Matrix | SparseMatrix = Matrix> {
  readonly X: X
  readonly y: Labels<'train'>
  /** For each row of `X` the row of the data before that it is, or −1 where it is synthetic. */
  readonly rows: Int32Array
  /** One entry for each row that is −1 in `rows`, in that order. */
  readonly provenance: Provenance
}

/** What samplers that measure no distances accept, and what the others do. */
export type AnyMatrix = Matrix<'train'> | SparseMatrix<'train'>

/** A way to rebalance training data, with its options. Using it leaves it, and the data, unchanged. */
export interface Sampler<Input extends AnyMatrix = Matrix<'train'>, Options = Readonly<Record<string, unknown>>> {
  readonly name: string
  readonly options: Options
  /**
   * Rebalances training data. `X` and `y` have one row each for each row; validation and test data are refused with a
   * `LeakError`. The result holds copies and keeps the part.
   */
  fitResample<X extends Input>(X: X, y: Labels<'train'>, context?: Context): Promise<Resampled<X>>
}

/**
 * What a method looks at: only the labels (so any matrix will do, sparse and with missing cells too), numbers (it
 * measures distances), numbers beside categories, or categories alone.
 */
export type Reads = 'labels' | 'numbers' | 'mixed' | 'categories'

/**
 * What a method that measures distances can measure besides numbers written out: rows with `missing` cells, and `sparse`
 * rows of any width. Without `sparse`, sparse rows are written out for it, as far as memory allows.
 */
export type Accepts = 'missing' | 'sparse'

/** The four families, by what they do to the classes. */
export type SamplerKind = 'over' | 'under' | 'cleaning' | 'combined'

/** Makes a sampler from options; carries its declaration, from which forms, flags and tests are read. */
export interface SamplerFactory<S extends OptionsSchema = OptionsSchema, Input extends AnyMatrix = Matrix<'train'>> {
  (options?: SamplerOptions<S>): Sampler<Input, Readonly<z.output<S>>>
  readonly unitName: string
  readonly kind: SamplerKind
  /** The declaration of the options. */
  readonly optionsSchema: S
  /** What it looks at, and so what it accepts. */
  readonly reads: Reads
  /** What else it can measure; a method that reads labels alone takes everything. */
  readonly accepts: readonly Accepts[]
}

/** The declared options, and what only the library can be given: a function and a stream of random numbers. */
export type SamplerOptions<S extends OptionsSchema> = Omit<z.input<S>, 'samplingStrategy'> &
  ('samplingStrategy' extends keyof z.input<S>
    ? { readonly samplingStrategy?: z.input<S>['samplingStrategy'] | StrategyFunction | ClassesFunction | undefined }
    : unknown) &
  ('seed' extends keyof z.input<S>
    ? {
        /** Overrides `seed`. `numpyRandom(42)` gives the rows that imbalanced-learn gives for `random_state=42`. */
        readonly random?: Random | undefined
      }
    : unknown)
