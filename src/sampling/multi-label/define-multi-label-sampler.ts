import {
  breathe,
  type Context,
  DataError,
  type Matrix,
  OptionError,
  type OptionsSchema,
  type Provenance,
  parseOptions,
  type Random,
  random as randomFrom,
  refuseHeldOut,
  requireMatrix,
  type SparseMatrix,
  z,
} from '../../core/index.ts'
import { checkColumns } from '../check-columns.ts'
import type { Accepts, AnyMatrix, Reads } from '../sampler.ts'
import { seedOption } from '../seed-option.ts'
import type { LabelMatrix } from './label-matrix.ts'

/** Training data of several labels a row, after rebalancing. */
export interface MultiLabelResampled<X extends Matrix | SparseMatrix = Matrix> {
  readonly X: X
  readonly y: LabelMatrix<'train'>
  /** For each row of `X` the row before that it is, or −1 where it is synthetic. */
  readonly rows: Int32Array
  readonly provenance: Provenance
}

/** A way to rebalance data of several labels a row. Using it leaves it, and the data, unchanged. */
export interface MultiLabelSampler<
  Input extends AnyMatrix = Matrix<'train'>,
  Options = Readonly<Record<string, unknown>>,
> {
  readonly name: string
  readonly options: Options
  fitResample<X extends Input>(X: X, y: LabelMatrix<'train'>, context?: Context): Promise<MultiLabelResampled<X>>
}

/** Options of every multi-label sampler. */
export const multiLabelOptions = z.strictObject({ seed: seedOption })

/** Makes a multi-label sampler from options, and carries its declaration. */
export interface MultiLabelFactory<S extends OptionsSchema, Input extends AnyMatrix> {
  (options?: z.input<S> & { readonly random?: Random | undefined }): MultiLabelSampler<Input, Readonly<z.output<S>>>
  readonly unitName: string
  readonly optionsSchema: S
  readonly reads: Reads
}

/** What a multi-label sampler brings: its options and one function. */
export interface MultiLabelDefinition<S extends OptionsSchema, Input extends AnyMatrix> {
  readonly name: string
  readonly options: S
  readonly reads: Reads
  /** What it can measure besides numbers written out. */
  readonly accepts?: readonly Accepts[]
  resample(
    X: Input,
    y: LabelMatrix<'train'>,
    tools: { readonly options: Readonly<z.output<S>>; readonly random: Random; readonly context: Context },
  ): Promise<
    Omit<MultiLabelResampled<Matrix | SparseMatrix>, 'provenance'> & {
      readonly parents?: Int32Array
      readonly parentsPerRow?: number
    }
  >
}

/** The family of samplers for several labels a row: it checks, seeds and keeps the provenance. */
export function defineMultiLabelSampler<S extends OptionsSchema, Input extends AnyMatrix>(
  definition: MultiLabelDefinition<S, Input>,
): MultiLabelFactory<S, Input> {
  const { name, options: schema, reads, accepts = [] } = definition

  function make(given: Record<string, unknown> = {}) {
    const { random: stream, ...data } = given
    if (stream !== undefined && typeof (stream as Partial<Random> | null)?.fork !== 'function') {
      throw new OptionError(
        `${name}: \`random\` must be made by \`random(seed)\` or \`numpyRandom(seed)\`. For a number use \`seed\`.`,
      )
    }
    const random = stream as Random | undefined
    const options = parseOptions(name, schema, random ? { ...data, seed: random.seed } : data)
    const seed = (options as unknown as { readonly seed: number | string }).seed

    async function fitResample(X: AnyMatrix, y: LabelMatrix<'train'>, context: Context = {}) {
      requireMatrix(name, X)
      if (!(y?.data instanceof Uint8Array)) {
        throw new DataError(
          `${name}: y must be a matrix of labels. Make it with \`labelMatrix\`, 0 or 1 a row and label.`,
        )
      }
      refuseHeldOut(name, X)
      refuseHeldOut(name, y)
      if (X.rowCount !== y.rowCount) {
        throw new DataError(`${name}: X has ${X.rowCount} rows and y has ${y.rowCount}. Pass one row of labels a row.`)
      }
      if (X.rowCount === 0 || y.labels.length === 0)
        throw new DataError(`${name}: there are no rows or no labels. Check the target columns.`)
      await breathe(context)
      if (reads !== 'labels' && X.format === 'csr') {
        throw new DataError(`${name}: measures distances and needs a dense matrix; X is sparse. Use \`mlRos\`.`)
      }
      await checkColumns(name, 'cleaning', reads, X, context, accepts)
      const {
        parents = new Int32Array(0),
        parentsPerRow = 0,
        ...result
      } = await definition.resample(X as Input, y, {
        options,
        random: (random ?? randomFrom(seed)).fork(name),
        context,
      })
      const count = parentsPerRow === 0 ? 0 : parents.length / parentsPerRow
      return { ...result, provenance: Object.freeze({ method: name, seed, count, parentsPerRow, parents }) }
    }
    return Object.freeze({ name, options, fitResample })
  }
  return Object.freeze(
    Object.assign(make, { unitName: name, optionsSchema: schema, reads }),
  ) as unknown as MultiLabelFactory<S, Input>
}
