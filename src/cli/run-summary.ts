import type { Figure, Metrics } from '../recipes/index.ts'
import { countFindings } from './findings-text.ts'
import type { Paint } from './paint.ts'
import { wrap } from './wrap.ts'

const shownFigures: readonly (readonly [string, string])[] = [
  ['averagePrecision', 'average precision'],
  ['f1', 'F1'],
  ['macroF1', 'macro F1'],
  ['balancedAccuracy', 'balanced accuracy'],
  ['costPerRow', 'cost a row'],
]

/** What a run came to, on one screen: the verdict first, the files last. */
export function runSummary(
  metrics: Metrics,
  out: string,
  files: readonly string[],
  paint: Paint,
  width: number,
): string {
  const { asked, comparison, leftOut, findings, input } = metrics
  const sign = asked.met === null ? paint.blue('·') : asked.met ? paint.green('✓') : paint.red('✗')
  const grave = findings.filter(({ severity }) => severity === 'error' || severity === 'warning')
  const lines = [
    `${sign} ${paint.bold(wrap(asked.verdict, width, 2).trimStart())}`,
    `  ${paint.dim(`asked: ${asked.sentence}`)}`,
    ...nearest(metrics),
    '',
    ...row('data', `${input.file}: ${count(input.rows)} rows, ${shares(metrics)}`, width),
    ...row('rule', ruleText(metrics), width),
    ...row('winner', `${comparison.winner}. ${comparison.reason}`, width),
    ...chosenTrial(metrics, width),
    ...unlabeledRows(metrics, width),
    ...(leftOut.length === 0 ? [] : row('left out', leftOutText(leftOut), width)),
    ...row('audit', countFindings(findings), width),
    ...grave.slice(0, 5).map(({ sentence }) => wrap(`- ${sentence}`, width, 11)),
    '',
    ...figureLines(metrics, paint),
    ...(metrics.slices?.worst ? ['', ...row('slices', metrics.slices.worst.sentence, width)] : []),
    ...(metrics.leak ? ['', ...row('leak', metrics.leak.sentence, width)] : []),
    '',
    ...row('written', `${out}: ${files.join(', ')}`, width),
  ]
  return `${lines.join('\n')}\n`
}

/** A chain that was drawn has no name that tells anything. */
function chosenTrial({ search, comparison }: Metrics, width: number): string[] {
  if (search.length === 0) return []
  const finished = search.filter((trial) => trial.finished).length
  const winner = search.find(({ name }) => name === comparison.winner)
  const what = winner ? `; ${winner.name} is ${winner.description}` : ''
  return row('search', `${search.length} chains drawn, ${finished} scored on every fold${what}`, width)
}

function unlabeledRows({ unlabeled }: Metrics, width: number): string[] {
  if (!unlabeled) return []
  const { file, rows, repeated, ofKnownGroups, used, pseudoLabels } = unlabeled
  const group = ofKnownGroups > 0 ? `, ${count(ofKnownGroups)} belong to the group of one` : ''
  const taken = pseudoLabels.filter((one) => one.rows !== null)
  const labels = taken.map(
    (one) => `${count(one.rows!)} for "${one.class}" (right ${number(one.precision)} out of fold)`,
  )
  const what = labels.length === 0 ? 'the winner does not learn from them' : `taken ${shorten(labels)}`
  return row(
    'no label',
    `${file}: ${count(rows)} rows, ${count(repeated)} repeat a labeled one${group}, ${count(used)} left; ${what}`,
    width,
  )
}

function nearest({ asked }: Metrics): string[] {
  if (asked.met !== false || !asked.nearest) return []
  const { threshold, recall, precision } = asked.nearest
  return [
    `  nearest on validation: recall ${number(recall)} at precision ${number(precision)}, threshold ${number(threshold)}`,
  ]
}

/** Columns by the reason that they share. */
function leftOutText(leftOut: Metrics['leftOut']): string {
  const byReason = new Map<string, string[]>()
  for (const { column, reason } of leftOut) byReason.set(reason, [...(byReason.get(reason) ?? []), column])
  return Array.from(byReason, ([reason, columns]) => `${shorten(columns)}: ${reason}`).join('; ')
}

function ruleText({ decision, positive }: Metrics): string {
  if (decision.rule === 'least-expected-cost' && decision.thresholds.length === 0)
    return 'the class of the least expected cost'
  const [only] = decision.thresholds
  if (decision.thresholds.length === 1 && only) {
    const range =
      only.low === null || only.high === null
        ? ''
        : ` (the goal holds from ${number(only.low)} to ${number(only.high)} on validation)`
    return `"${positive ?? only.class}" from a probability of ${number(only.threshold)} on${range}`
  }
  return shorten(decision.thresholds.map((one) => `${one.class} ${number(one.threshold)}`))
}

function figureLines({ test, positive, classes }: Metrics, paint: Paint): string[] {
  const chosen = test.classes.find((one) => one.class === positive)
  const rows: [string, Figure][] = chosen
    ? [
        ['recall', chosen.recall],
        ['precision', chosen.precision],
      ]
    : []
  for (const [key, name] of shownFigures) {
    const figure = test.figures[key]
    if (figure && !(chosen && key === 'macroF1')) rows.push([name, figure])
  }
  const about = chosen ? ` for "${positive}"` : classes.length > 2 ? ` over ${classes.length} classes` : ''
  return [
    paint.bold(`  on test${about}, with 95 % intervals`),
    ...rows.map(([name, { value, low, high }]) => {
      const interval = low === null || high === null ? '' : `  ${number(low)} to ${number(high)}`
      return `    ${name.padEnd(18)} ${number(value)}${paint.dim(interval)}`
    }),
  ]
}

function shares({ classes }: Metrics): string {
  const rarest = [...classes].sort((a, b) => a.rows - b.rows)[0]
  if (!rarest) return ''
  return `${classes.length} classes, rarest "${rarest.class}" with ${count(rarest.rows)} (${Number((rarest.share * 100).toPrecision(2))} %)`
}

function row(label: string, text: string, width: number): string[] {
  return [`  ${label.padEnd(9)}${wrap(text, width, 11).trimStart()}`]
}

function shorten(items: readonly string[]): string {
  return items.length <= 6 ? items.join(', ') : `${items.slice(0, 6).join(', ')} and ${items.length - 6} more`
}

function number(value: number | null): string {
  if (value === null) return 'undefined'
  return value !== 0 && Math.abs(value) < 0.001 ? value.toExponential(2) : value.toFixed(3)
}

function count(value: number): string {
  return value.toLocaleString('en')
}
