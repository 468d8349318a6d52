import type { DecisionFile } from '../../recipes/index.ts'
import { section, table } from '../figure.ts'
import { html, type Markup, type Piece } from '../html.ts'
import { writeFigure, writeName, writeNumber } from '../write-number.ts'

const most = 60

/** The rule, in the words of whoever has to build it in elsewhere. */
export function decisionRule(decision: DecisionFile): Markup {
  return section('rule', 'The decision rule', sentence(decision), eachClass(decision), guarantee(decision))
}

function sentence({ decision, positive, scores, asked }: DecisionFile): Piece {
  const [only] = decision.thresholds
  const name = writeName(positive ?? only?.class ?? '')
  if (decision.rowCosts) {
    const { perRow, oneThreshold, probabilityThreshold } = decision.rowCosts
    return html`<p class="rule">Flag a row as ${name} when its probability × the cost of a miss (${writeName(asked.goal?.missCost ?? '')}) is at least (1 − probability) × the cost of a false alarm (${writeName(asked.goal?.falseAlarmCost ?? '')})</p>
<p>A row then costs ${writeNumber(perRow)}. The best single threshold for all rows, ${writeNumber(probabilityThreshold)}, costs ${writeNumber(oneThreshold)} a row where it was chosen.</p>`
  }
  if (decision.thresholds.length === 1 && only && only.threshold !== null) {
    const [column] = scores.columns
    return html`${
      decision.scoreThreshold !== null &&
      html`<p class="rule">Say ${name} when ${writeName(column ?? '')} is at least <b class="big">${writeExact(decision.scoreThreshold)}</b></p>
`
    }<p class="${decision.scoreThreshold === null && 'rule'}">${decision.scoreThreshold === null ? html`Say ${name} when its` : 'That is when the'} calibrated probability is at least <b>${writeNumber(only.threshold)}</b>.${
      only.low !== null &&
      only.high !== null &&
      html` Any from ${writeNumber(only.low)} to ${writeNumber(only.high)} meets what was asked where it was chosen.`
    } The exact numbers are in <code>decision.json</code>.</p>${spread(decision.thresholdsByFold)}`
  }
  if (decision.costs) return html`<p class="rule">Say the class whose expected cost is least.</p>`
  return html`<p class="rule">Say the class whose calibrated probability is largest in proportion to its threshold.</p>`
}

function spread(thresholdsByFold: readonly number[]): Piece {
  if (thresholdsByFold.length === 0) return null
  const sorted = [...thresholdsByFold].sort((a, b) => a - b)
  return html`<p class="note">The folds would have chosen ${writeNumber(sorted[0]!)} to ${writeNumber(sorted.at(-1)!)}; the nearer they are, the surer the choice.</p>`
}

/** Enough digits to tell the neighbors apart; the last bit is in the file. */
function writeExact(value: number): string {
  return String(Number(value.toPrecision(6))).replace('-', '−')
}

function eachClass({ decision }: DecisionFile): Piece {
  if (decision.thresholds.length < 2) return null
  return table(
    'Thresholds and what they reach where they were chosen',
    ['Class', 'Threshold', 'Recall', 'Precision'],
    decision.thresholds
      .slice(0, most)
      .map((row) => [
        writeName(row.class),
        writeNumber(row.threshold),
        writeFigure(row.recall),
        writeFigure(row.precision),
      ]),
    'wide',
  )
}

function guarantee({ asked }: DecisionFile): Piece {
  if (asked.guarantee !== 'conformal') return null
  return html`<p class="note">By conformal risk control the recall of fresh rows is at least what was asked on average over such data sets, whatever the model, provided that they come from the same source as these and that the model has learned from none of them.</p>`
}
