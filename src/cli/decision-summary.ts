import type { DecisionFile } from '../recipes/index.ts'
import type { Paint } from './paint.ts'
import { wrap } from './wrap.ts'

const shownFigures: readonly (readonly [string, string])[] = [
  ['averagePrecision', 'average precision'],
  ['f1', 'F1'],
  ['macroF1', 'macro F1'],
  ['balancedAccuracy', 'balanced accuracy'],
  ['costPerRow', 'cost a row'],
]

/** What a decision came to, on one screen: the verdict first, the files last. */
export function decisionSummary(
  found: DecisionFile,
  out: string,
  files: readonly string[],
  { paint, width }: { readonly paint: Paint; readonly width: number },
): string {
  const { asked, chosen, calibration, notes } = found
  const sign = asked.met === null ? paint.blue('·') : asked.met ? paint.green('✓') : paint.red('✗')
  const lines = [
    `${sign} ${paint.bold(wrap(asked.verdict, width, 2).trimStart())}`,
    `  ${paint.dim(`asked: ${asked.sentence}`)}`,
    ...(asked.met === false ? nearest(found) : []),
    '',
    ...row('rule', ruleText(found), width),
    ...row('sure', assuredText(found), width),
    ...row('chosen', chosen.sentence, width),
    ...row('scores', calibrationText(calibration), width),
    ...notes.slice(0, 5).flatMap((note) => row('note', note, width)),
    '',
    ...figureLines(found, paint),
    ...whatIfLines(found, paint),
    '',
    ...row('written', `${out}: ${files.join(', ')}`, width),
  ]
  return `${lines.filter((line, at) => line !== '' || lines[at - 1] !== '').join('\n')}\n`
}

function nearest({ asked: { nearest, precisionAtRecall } }: DecisionFile): string[] {
  const lines = []
  if (nearest) {
    lines.push(
      `  nearest: recall ${number(nearest.recall)} at precision ${number(nearest.precision)}, threshold ${number(nearest.threshold)}`,
    )
  }
  if (precisionAtRecall) {
    lines.push(`  the asked recall leaves a precision of ${number(precisionAtRecall.precision)}`)
  }
  return lines
}

function ruleText({ decision, positive, scores, asked }: DecisionFile): string {
  if (decision.rowCosts) {
    return `"${positive}" where probability × ${asked.goal?.missCost} ≥ (1 − probability) × ${asked.goal?.falseAlarmCost}`
  }
  const [only] = decision.thresholds
  if (decision.thresholds.length === 1 && only && only.threshold !== null) {
    const calibrated = `a calibrated probability of ${number(only.threshold)}`
    return decision.scoreThreshold === null
      ? `"${positive}" from ${calibrated} on`
      : `"${positive}" where ${scores.columns[0]} ≥ ${Number(decision.scoreThreshold.toPrecision(6))}, that is ${calibrated}`
  }
  if (decision.costs) return 'the class of the least expected cost'
  const shown = decision.thresholds.slice(0, 6).map((one) => `${one.class} ${number(one.threshold)}`)
  const more = decision.thresholds.length - shown.length
  return more > 0 ? `${shown.join(', ')} and ${more} more` : shown.join(', ')
}

function assuredText({ asked }: DecisionFile): string {
  if (asked.guarantee === 'conformal') {
    return 'the recall holds on average for fresh rows of the same source (conformal risk control)'
  }
  if (asked.assured === null) return 'no bound is given for this goal'
  return asked.assured ? 'the 95 % bounds assure it too' : 'the 95 % bounds do not assure it'
}

function calibrationText({ method, before, after }: DecisionFile['calibration']): string {
  const name = method === 'none' ? 'taken as they are' : `calibrated by ${method}`
  const error = after.expectedCalibrationError
  if (error === null || before?.expectedCalibrationError == null) return name
  return `${name}; expected calibration error ${number(before.expectedCalibrationError)} → ${number(error)}`
}

function figureLines({ onJudged, positive, chosen }: DecisionFile, paint: Paint): string[] {
  const one = onJudged.classes.find((row) => row.class === positive)
  const rows = one ? [['recall', one.recall] as const, ['precision', one.precision] as const] : []
  const rest = shownFigures.flatMap(([key, name]) => {
    const figure = onJudged.figures[key]
    return figure && !(one && key === 'macroF1') ? [[name, figure] as const] : []
  })
  return [
    paint.bold(`  ${chosen.how === 'part' ? 'on test' : 'held out in turn'}, with 95 % intervals`),
    ...[...rows, ...rest].map(([name, { value, low, high }]) => {
      const interval = low === null || high === null ? '' : `  ${number(low)} to ${number(high)}`
      return `    ${name.padEnd(18)} ${number(value)}${paint.dim(interval)}`
    }),
  ]
}

const shownAlerts = 8

function whatIfLines({ whatIf }: DecisionFile, paint: Paint): string[] {
  if (whatIf.length === 0) return []
  const every = Math.max(1, Math.ceil(whatIf.length / shownAlerts))
  return [
    '',
    paint.bold('  alerts      of all   recall  precision'),
    ...whatIf
      .filter((row, at) => row.chosen || at % every === 0)
      .map(
        (row) =>
          `  ${String(row.alerts).padStart(8)}${`${Number((100 * row.alertRate).toPrecision(3))} %`.padStart(10)}${number(row.recall.value).padStart(9)}${number(row.precision.value).padStart(11)}${row.chosen ? '  ← the decision' : ''}`,
      ),
  ]
}

function row(label: string, text: string, width: number): string[] {
  return [`  ${label.padEnd(9)}${wrap(text, width, 11).trimStart()}`]
}

function number(value: number | null): string {
  if (value === null) return 'undefined'
  return value !== 0 && Math.abs(value) < 0.001 ? value.toExponential(2) : value.toFixed(3)
}
