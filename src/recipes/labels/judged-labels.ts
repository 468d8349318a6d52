import type { MultiLabels, Parts } from '../../core/index.ts'
import type { Judged } from '../learn-and-judge.ts'
import { logOdds } from '../predicting/beside.ts'
import type { LabelsMetrics } from './labels-metrics.ts'

/** What became of each label, by name: how it was judged, or why it could not be learned. */
export type JudgedLabels = ReadonlyMap<string, Judged | string>

/** What a label thinks of every row of the data set: out of fold in train, where no fold held a row out the mean. */
export function logOddsOf(
  { outOfFold, calibrator, onValidation, onTest }: Judged,
  parts: Parts,
  rowCount: number,
): Float64Array {
  const odds = new Float64Array(rowCount)
  const calibrated = calibrator.transform(outOfFold.map((value) => (Number.isNaN(value) ? 0.5 : value)))
  const known = [...parts.train.rows.keys()].filter((at) => !Number.isNaN(outOfFold[2 * at + 1]!))
  const mean = known.reduce((sum, at) => sum + calibrated[2 * at + 1]!, 0) / known.length
  parts.train.rows.forEach((row, at) => {
    odds[row] = logOdds(Number.isNaN(outOfFold[2 * at + 1]!) ? mean : calibrated[2 * at + 1]!)
  })
  for (const [part, { proba }] of [
    [parts.validation, onValidation],
    [parts.test, onTest],
  ] as const) {
    part.rows.forEach((row, at) => {
      odds[row] = logOdds(proba[2 * at + 1]!)
    })
  }
  return odds
}

/** The probabilities and decisions of all labels, rows × labels; a label that failed has 0 and is never given. */
export function together(
  truth: MultiLabels,
  names: readonly string[],
  judged: JudgedLabels,
  part: 'validation' | 'test',
): { proba: Float64Array; decided: MultiLabels } {
  const width = names.length
  const proba = new Float64Array(truth.rowCount * width)
  const data = new Uint8Array(truth.rowCount * width)
  for (const [label, name] of names.entries()) {
    const found = judged.get(name)!
    if (typeof found === 'string') continue
    const on = part === 'test' ? found.onTest : found.onValidation
    for (let row = 0; row < truth.rowCount; row++) {
      proba[row * width + label] = on.proba[2 * row + 1]!
      data[row * width + label] = on.decided[row]!
    }
  }
  return { proba, decided: { ...truth, data } }
}

/** Whether the goals of all labels hold on test. */
export function verdictOn(names: readonly string[], judged: JudgedLabels): LabelsMetrics['asked'] {
  const asked = names.flatMap((name) => {
    const found = judged.get(name)!
    if (typeof found === 'string') return [{ name, met: false }]
    return found.metrics.asked.met === null ? [] : [{ name, met: found.metrics.asked.met }]
  })
  const missed = asked.filter(({ met }) => !met).map(({ name }) => `"${name}"`)
  if (asked.length === 0) return { met: null, verdict: 'Each label has its own threshold, chosen for its F1.' }
  if (missed.length === 0) {
    const all = asked.length === names.length
    const who = all
      ? `Every label reaches its goal on test (${asked.length}).`
      : `Every label with a goal reaches it on test (${asked.length} of ${names.length}).`
    return { met: true, verdict: who }
  }
  return {
    met: false,
    verdict: `${missed.length} of ${asked.length} labels miss their goal on test: ${missed.join(', ')}.`,
  }
}
