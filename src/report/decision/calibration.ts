import type { DecisionFile } from '../../recipes/index.ts'
import type { Pen } from '../draw.ts'
import { section, table } from '../figure.ts'
import { html, type Markup } from '../html.ts'
import { reliabilityChart } from '../sections/reliability.ts'
import type { View } from '../view.ts'
import { writeNumber } from '../write-number.ts'

const names = {
  expectedCalibrationError: 'Expected calibration error',
  brier: 'Brier score',
  logLoss: 'Log loss',
} as const

/** How far the scores could be trusted as probabilities, before and after. */
export function calibration({ calibration: found, curves, scores }: DecisionFile, view: View, pen: Pen): Markup {
  const { method, before, after } = found
  const where = view.words.onJudged
  const chart = (bins: DecisionFile['curves']['reliability'], title: string) =>
    reliabilityChart(bins, where, title, 'On the dotted line they hold exactly.', pen)
  return section(
    'calibration',
    'From scores to probabilities',
    html`<p>${method === 'none' ? 'The scores are taken as they are' : html`Calibrated by <b>${method}</b>`}${scores.kind === 'raw' && '; as given they were no probabilities'}.</p>`,
    html`<div class="pair">${curves.reliabilityBefore && chart(curves.reliabilityBefore, 'Before.')}${chart(curves.reliability, 'After.')}</div>`,
    table(
      `Calibration ${where}; less is better`,
      ['Figure', 'Before', 'After'],
      (['expectedCalibrationError', 'brier', 'logLoss'] as const).map((key) => [
        names[key],
        writeNumber(before?.[key] ?? null),
        writeNumber(after[key]),
      ]),
      'narrow',
    ),
  )
}
