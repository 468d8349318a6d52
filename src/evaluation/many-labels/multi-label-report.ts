import type { ClassName, MultiLabels } from '../../core/index.ts'
import { sum, together } from '../metrics/average.ts'
import { type ClassCounts, fBetaOf, precisionOf, ratio, recallOf } from '../metrics/class-counts.ts'
import { checkPredictedLabels } from './check-labels.ts'

/** The figures of one label, or their average. `support` is the number of rows (or the sum of their weights). */
export interface LabelFigures {
  readonly precision: number
  readonly recall: number
  readonly f1: number
  /** The rows rightly found among those found, missed or found in vain: the index of Jaccard. */
  readonly jaccard: number
  readonly support: number
}

/** Every label with its figures, and their averages. */
export interface MultiLabelReport {
  readonly perLabel: readonly ({ readonly name: ClassName } & LabelFigures)[]
  /** Of all cells together. */
  readonly micro: LabelFigures
  /** The mean of the labels, however rare. */
  readonly macro: LabelFigures
  /** The mean of the labels by their rows. */
  readonly weighted: LabelFigures
  /** The mean of the rows, each judged by the labels that it has and was given. */
  readonly samples: LabelFigures
}

/**
 * Judges any number of labels a row, label by label. Precision, recall, F1 and Jaccard index of each label and their
 * four averages equal scikit-learn's `precision_recall_fscore_support` and `jaccard_score` of label matrices, with 0
 * where there is nothing to divide by. Watch `macro` and the rarest labels: `micro` and `samples` follow the frequent.
 */
export function multiLabelReport(
  truth: MultiLabels,
  predicted: MultiLabels,
  sampleWeight?: Float64Array,
): MultiLabelReport {
  checkPredictedLabels('multiLabelReport', truth, predicted, sampleWeight)
  const counts = countByLabel(truth, predicted, sampleWeight)
  const support = sum(counts.map(({ actual }) => actual))
  const average = (weigh: (own: ClassCounts) => number): LabelFigures => {
    const whole = sum(counts.map(weigh))
    const mean = (figure: (own: ClassCounts) => number) =>
      ratio(sum(counts.map((own) => figure(own) * weigh(own))), whole)
    return { precision: mean(precisionOf), recall: mean(recallOf), f1: mean(f1Of), jaccard: mean(jaccardOf), support }
  }
  return {
    perLabel: truth.labels.map((name, label) => ({ name, ...figuresOf(counts[label]!) })),
    micro: figuresOf(together(counts)),
    macro: average(() => 1),
    weighted: average(({ actual }) => actual),
    samples: { ...averageRows(truth, predicted, sampleWeight), support },
  }
}

function figuresOf(counts: ClassCounts): LabelFigures {
  return {
    precision: precisionOf(counts),
    recall: recallOf(counts),
    f1: f1Of(counts),
    jaccard: jaccardOf(counts),
    support: counts.actual,
  }
}

function f1Of(counts: ClassCounts): number {
  return fBetaOf(counts, 1)
}

function jaccardOf({ truePositives, predicted, actual }: ClassCounts): number {
  return ratio(truePositives, predicted + actual - truePositives)
}

function countByLabel(truth: MultiLabels, predicted: MultiLabels, sampleWeight?: Float64Array): ClassCounts[] {
  const width = truth.labels.length
  const hits = new Float64Array(width)
  const given = new Float64Array(width)
  const actual = new Float64Array(width)
  let all = 0
  for (let row = 0; row < truth.rowCount; row++) {
    const weight = sampleWeight ? sampleWeight[row]! : 1
    all += weight
    for (let label = 0; label < width; label++) {
      const has = truth.data[row * width + label]!
      const told = predicted.data[row * width + label]!
      hits[label]! += weight * (has & told)
      given[label]! += weight * told
      actual[label]! += weight * has
    }
  }
  return Array.from(hits, (truePositives, label) => ({
    truePositives,
    predicted: given[label]!,
    actual: actual[label]!,
    all,
  }))
}

/** The mean over rows; a row without labels that is given none counts 0, as in scikit-learn. */
function averageRows(truth: MultiLabels, predicted: MultiLabels, sampleWeight: Float64Array | undefined) {
  const width = truth.labels.length
  let precision = 0
  let recall = 0
  let f1 = 0
  let jaccard = 0
  let weights = 0
  for (let row = 0; row < truth.rowCount; row++) {
    const weight = sampleWeight ? sampleWeight[row]! : 1
    weights += weight
    let hits = 0
    let given = 0
    let actual = 0
    for (let at = row * width; at < (row + 1) * width; at++) {
      hits += truth.data[at]! & predicted.data[at]!
      given += predicted.data[at]!
      actual += truth.data[at]!
    }
    if (hits === 0) continue
    precision += (weight * hits) / given
    recall += (weight * hits) / actual
    f1 += (weight * 2 * hits) / (given + actual)
    jaccard += (weight * hits) / (given + actual - hits)
  }
  return { precision: precision / weights, recall: recall / weights, f1: f1 / weights, jaccard: jaccard / weights }
}
