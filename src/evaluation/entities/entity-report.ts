import { DataError, parseOptions, type Span } from '../../core/index.ts'
import { ratio } from '../metrics/class-counts.ts'
import { type EntityErrors, entityErrors, type JudgedSentence } from './entity-errors.ts'
import { type EntitySpansOptions, entitySpansOptions } from './entity-spans.ts'
import { isTags, spansOf } from './spans-of.ts'

/** How well entities were found. An entity counts as found where label and both ends are right. */
export interface EntityFigures {
  readonly precision: number
  readonly recall: number
  readonly f1: number
  /** How many entities there truly are. */
  readonly support: number
}

/** The figures of each label, their averages, and what the errors were. */
export interface EntityReport {
  readonly perLabel: readonly ({ readonly label: string; readonly errors: EntityErrors } & EntityFigures)[]
  readonly micro: EntityFigures
  readonly macro: EntityFigures
  readonly weighted: EntityFigures
  readonly errors: EntityErrors
}

/**
 * Judges entities, sentence by sentence. Takes tags (`B-PER`, `O`, …), read as `entitySpans` reads them, or spans.
 *
 * Precision, recall and F1 by label and their micro, macro and weighted averages equal conlleval's and, with `scheme`,
 * those of seqeval's strict mode; 0 stands where there is nothing to divide by. Throws a `DataError` where sentences
 * differ in number or length.
 */
export function entityReport(
  truth: readonly (readonly string[])[] | readonly (readonly Span[])[],
  predicted: readonly (readonly string[])[] | readonly (readonly Span[])[],
  options?: EntitySpansOptions,
): EntityReport {
  const parsed = parseOptions('entityReport', entitySpansOptions, options)
  if (truth.length !== predicted.length) {
    throw new DataError(
      `entityReport: ${truth.length} true sentences and ${predicted.length} predicted ones. Give one prediction for each.`,
    )
  }
  const sentences = truth.map((own, at) => {
    const other = predicted[at]!
    if (isTags(own) && isTags(other) && own.length !== other.length) {
      throw new DataError(
        `entityReport: sentence ${at} has ${own.length} tags and ${other.length} predicted ones. Give one tag for each token.`,
      )
    }
    return { truth: spansOf(own, parsed), predicted: spansOf(other, parsed) }
  })
  const labels = [...new Set(sentences.flatMap((one) => [...one.truth, ...one.predicted].map(({ label }) => label)))]
  const counts = labels.sort().map((label) => ({ label, ...count(sentences, label) }))
  const errors = entityErrors(sentences)
  const perLabel = counts.map((own) => ({ label: own.label, ...figures(own), errors: errors.byLabel(own.label) }))
  const support = total(counts.map((own) => own.actual))
  const average = (weigh: (own: EntityFigures) => number): EntityFigures => {
    const whole = total(perLabel.map(weigh))
    const mean = (figure: 'precision' | 'recall' | 'f1') =>
      ratio(total(perLabel.map((own) => own[figure] * weigh(own))), whole)
    return { precision: mean('precision'), recall: mean('recall'), f1: mean('f1'), support }
  }
  return {
    perLabel,
    micro: figures({
      found: total(counts.map((own) => own.found)),
      predicted: total(counts.map((own) => own.predicted)),
      actual: support,
    }),
    macro: average(() => 1),
    weighted: average((own) => own.support),
    errors: errors.all,
  }
}

interface Counts {
  readonly found: number
  readonly predicted: number
  readonly actual: number
}

function count(sentences: readonly JudgedSentence[], label: string): Counts {
  let [found, predicted, actual] = [0, 0, 0]
  for (const sentence of sentences) {
    const places = new Set(
      sentence.truth.filter((one) => one.label === label).map(({ start, end }) => `${start} ${end}`),
    )
    const guesses = new Set(
      sentence.predicted.filter((one) => one.label === label).map(({ start, end }) => `${start} ${end}`),
    )
    actual += places.size
    predicted += guesses.size
    for (const place of guesses) if (places.has(place)) found++
  }
  return { found, predicted, actual }
}

function figures({ found, predicted, actual }: Counts): EntityFigures {
  return {
    precision: ratio(found, predicted),
    recall: ratio(found, actual),
    f1: ratio(2 * found, predicted + actual),
    support: actual,
  }
}

function total(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0)
}
