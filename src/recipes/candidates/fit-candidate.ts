import {
  type ClassName,
  type Context,
  DataError,
  type FittedClassifier,
  type Labels,
  type Split,
  takeRows,
  within,
} from '../../core/index.ts'
import type { SemiSupervisedSettings } from '../../models/index.ts'
import { carryAlong, samplers } from '../../sampling/index.ts'
import type { Chain } from '../chains/chain.ts'
import { chainWeights } from '../chains/chain-weights.ts'
import { learnerOf, readsColumns, takesUnlabeled } from '../chains/learners.ts'
import { type ResampledRows, resampleChain } from '../chains/resample-chain.ts'
import { inClassOrder } from '../predicting/predictor.ts'
import type { ModelInput, Preparation, View } from '../tasks/task.ts'
import type { Candidate } from './candidate.ts'

/** What a candidate has learned, and from which rows. */
export interface FittedCandidate {
  readonly model: FittedClassifier
  /** What the rows that it decides about go through first. */
  readonly view: Omit<View, 'train'>
  readonly resampled: ResampledRows | undefined
}

/** Resamples, encodes and fits one candidate on what one training part was prepared to. */
export async function fitCandidate(
  { name, chain }: Candidate,
  preparation: Preparation,
  y: Labels<'train'>,
  weight: Float64Array | undefined,
  seed: number,
  context: Context,
): Promise<FittedCandidate> {
  const inside = within(context, name)
  const learner = learnerOf(chain, seed)
  const resampled = await resampleChain(chain, preparation, y, seed, inside)
  const native = readsColumns(chain) && copiesOnly(chain)
  const view = native ? await preparation.native?.() : preparation.encoded
  if (!view) throw new DataError(`${name}: it reads columns, and a job of texts has none. Leave it out.`)
  const X = resampled ? rowsAfter(resampled, view, native, preparation) : view.train
  const learned = resampled?.y ?? y
  const carried = weight && resampled ? carryAlong(resampled, weight) : weight
  const sampleWeight = chainWeights(chain.classWeight, learned, carried)
  const unlabeled = takesUnlabeled(chain) ? preparation.unlabeled?.() : undefined
  const settings: SemiSupervisedSettings = { sampleWeight, unlabeled }
  const model = await learner.fit(X, learned, settings, inside)
  return { model, view, resampled }
}

/** A sampler that makes rows needs them coded; one that only takes and repeats leaves missing cells and categories. */
function copiesOnly({ sampler }: Chain): boolean {
  if (!sampler) return true
  const known = Object.hasOwn(samplers, sampler.name) ? samplers[sampler.name as keyof typeof samplers] : undefined
  return known?.reads === 'labels' && sampler.options['shrinkage'] === undefined
}

function rowsAfter(
  resampled: ResampledRows,
  { train }: View,
  native: boolean,
  { encode }: Preparation,
): ModelInput<'train'> {
  return native && train.format === 'dense' ? takeRows(train, resampled.rows) : encode(resampled.X)
}

/** Probabilities of some rows, `rows × classes`, in the order of the classes of the data set. */
export function probabilities(
  { model, view }: FittedCandidate,
  rows: Split,
  classes: readonly ClassName[],
): Float64Array {
  return inClassOrder(model.predictProba(view.input(rows)), model.classes, classes)
}
