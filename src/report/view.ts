import type { Metrics } from '../recipes/index.ts'

/** What the two parts are called where a figure of them is told. */
export interface PartWords {
  readonly chosen: string
  readonly judged: string
  readonly onChosen: string
  readonly onJudged: string
  /** Where the bounds come from that assure the goal. */
  readonly bounds: string
  /** How the second was judged. */
  readonly how: string
}

const runWords: PartWords = {
  chosen: 'validation',
  judged: 'test',
  onChosen: 'on validation',
  onJudged: 'on test',
  bounds: 'on validation',
  how: 'judged once',
}

export type ClassFigures = Metrics['test']['classes'][number]

/** What the sections of a report ask again and again about a run. */
export interface View {
  readonly metrics: Metrics
  readonly words: PartWords
  /** The class in the middle of things: the one looked for, else the rarest that the test part has. */
  readonly focus: string
  /** Whether one class is looked for against the rest. */
  readonly oneClass: boolean
  /** The names of the classes, from the rarest to the most frequent. */
  readonly rarest: readonly string[]
  readonly majority: string
  /** Whether the judged part had no row of the class, or no other. */
  readonly unjudged: boolean
  readonly onValidation: ReadonlyMap<string, ClassFigures>
  readonly onTest: ReadonlyMap<string, ClassFigures>
}

export function viewOf(metrics: Metrics, words: PartWords = runWords, unjudged = false): View {
  const rarest = [...metrics.classes].sort((a, b) => a.rows - b.rows).map((row) => row.class)
  const onValidation = new Map(metrics.validation.classes.map((row) => [row.class, row]))
  const onTest = new Map(metrics.test.classes.map((row) => [row.class, row]))
  const inTest = rarest.find((name) => (onTest.get(name)?.support ?? 0) > 0)
  return {
    metrics,
    words,
    focus: metrics.positive ?? inTest ?? rarest[0] ?? '',
    oneClass: metrics.positive !== null,
    rarest,
    majority: rarest.at(-1) ?? '',
    unjudged,
    onValidation,
    onTest,
  }
}

/** `part` of a confusion matrix that concerns one class: how many rows are it, are called it, and both. */
export function countsOf(view: View, name: string): { total: number; actual: number; called: number; right: number } {
  const { confusion, rows } = view.metrics.test
  const at = view.metrics.classes.findIndex((row) => row.class === name)
  const sum = (values: readonly number[]) => values.reduce((a, b) => a + b, 0)
  return {
    total: rows,
    actual: sum(confusion[at] ?? []),
    called: sum(confusion.map((row) => row[at] ?? 0)),
    right: confusion[at]?.[at] ?? 0,
  }
}
