import {
  type Context,
  columnCountOf,
  DataError,
  type FitSettings,
  type Matrix,
  type OptionsSchema,
  parseOptions,
  refuseToLearn,
  type SavedModel,
  type SparseMatrix,
  type z,
} from '../../core/index.ts'
import { checkCells, checkEncoded, checkFinite, checkWeights, checkWidth } from '../check-input.ts'
import type { Detector, FittedDetector } from './detector.ts'

/** What a detector learns from, checked: every cell is a number, and some row has weight. */
export interface DetectionTask {
  readonly X: Matrix | SparseMatrix
  /** The weight of each row of X, ≥ 0. */
  readonly weights: Float64Array
  /** The rows that have weight, ascending. */
  readonly rows: Int32Array
}

/** What a fitted detector writes itself. */
interface Learned {
  readonly offset: number
  scoreSamples(X: Matrix | SparseMatrix): Float64Array
}

interface Definition<S extends OptionsSchema, State, L extends Learned> {
  readonly name: string
  readonly options: S
  /** Gives plain JSON. */
  learn(task: DetectionTask, options: Readonly<z.output<S>>, context: Context): Promise<State>
  /** Called after `fit` and after `load` alike, so that both score to the same bits. */
  restore(state: State, columnCount: number, options: Readonly<z.output<S>>): L
}

/** Makes a detector from its options; `optionsSchema` declares them; `load` restores what a fitted one has saved. */
export interface DetectorFactory<S extends OptionsSchema = OptionsSchema, Fitted = FittedDetector> {
  (options?: z.input<S>): FittingDetector<Readonly<z.output<S>>, Fitted>
  readonly unitName: string
  readonly optionsSchema: S
  load(saved: SavedModel): Fitted
}

interface FittingDetector<Options, Fitted> extends Detector {
  readonly options: Options & Readonly<Record<string, unknown>>
  fit(
    X: Matrix<'train'> | SparseMatrix<'train'>,
    settings?: FitSettings,
    context?: Context,
  ): Promise<Fitted & FittedDetector>
}

/** What is saved beside what was learned. */
interface Envelope<State> {
  readonly columnCount: number
  readonly learned: State
}

/**
 * Defines a family of detectors by its options, what it learns, and how it scores. Everything that all of them share is
 * here: options, parts of a split, missing and infinite cells, categories, weights, saving.
 */
export function defineDetector<S extends OptionsSchema, State, L extends Learned>(
  definition: Definition<S, State, L>,
): DetectorFactory<S, FittedDetector & Readonly<Omit<L, 'scoreSamples'>>> {
  const { name, options: schema } = definition
  type Options = Readonly<z.output<S>>

  function fitted(envelope: Envelope<State>, options: Options) {
    const { columnCount, learned } = envelope
    const { scoreSamples: scoresOf, ...rest } = definition.restore(learned, columnCount, options)

    function scoreSamples(X: Matrix | SparseMatrix): Float64Array {
      checkWidth(name, X, columnCount)
      checkFinite(name, X, false)
      return scoresOf(X)
    }

    return Object.freeze({
      ...rest,
      name,
      scoreSamples,
      decisionFunction: (X: Matrix | SparseMatrix) => scoreSamples(X).map((score) => score - rest.offset),
      save(): SavedModel {
        const state = { columnCount, learned }
        return { format: 'evenkeel-model', version: 1, name, options: options as SavedModel['options'], state }
      },
    })
  }

  async function train(
    options: Options,
    X: Matrix<'train'> | SparseMatrix<'train'>,
    { sampleWeight }: FitSettings,
    context: Context,
  ) {
    context.signal?.throwIfAborted()
    refuseToLearn(name, X)
    checkWeights(name, X.rowCount, sampleWeight)
    checkEncoded(name, X)
    await checkCells(name, X, false, context)
    const weights = sampleWeight ?? new Float64Array(X.rowCount).fill(1)
    const rows = rowsWithWeight(weights)
    if (rows.length === 0) throw new DataError(`${name}: no row has any weight; at least one is needed. Add rows.`)
    const learned = await definition.learn({ X, weights, rows }, options, context)
    context.signal?.throwIfAborted()
    return fitted({ columnCount: columnCountOf(X), learned }, options)
  }

  function factory(input?: z.input<S>) {
    const options: Options = parseOptions(name, schema, input)
    return Object.freeze({
      name,
      options: options as Options & Readonly<Record<string, unknown>>,
      fit: (X: Matrix<'train'> | SparseMatrix<'train'>, settings: FitSettings = {}, context: Context = {}) =>
        train(options, X, settings, context),
    })
  }

  function load(saved: SavedModel) {
    if (saved.name !== name) throw new DataError(`${name}: this is a saved "${saved.name}".`)
    return fitted(saved.state as unknown as Envelope<State>, parseOptions(name, schema, saved.options))
  }
  return Object.assign(factory, { unitName: name, optionsSchema: schema, load })
}

function rowsWithWeight(weights: Float64Array): Int32Array {
  const rows = new Int32Array(weights.length)
  let count = 0
  for (let row = 0; row < weights.length; row++) if (weights[row]! > 0) rows[count++] = row
  return rows.slice(0, count)
}
