import type { Metrics } from '../../recipes/index.ts'
import type { Pen } from '../draw.ts'
import { figure } from '../figure.ts'
import { html, type Markup, type Piece } from '../html.ts'
import type { View } from '../view.ts'
import { writeCount, writeNumber } from '../write-number.ts'

type Bins = Metrics['curves']['reliability']

/** Whether what is said to be likely at 30 % happens in 30 % of the rows. */
export function reliability(view: View, pen: Pen): Markup | null {
  const { expectedCalibrationError: error } = view.metrics.test.figures
  const { onJudged } = view.words
  return reliabilityChart(
    view.metrics.curves.reliability,
    onJudged,
    'Can the probabilities be trusted?',
    html`On the dotted line they hold exactly; larger dots stand for more rows, upright lines are 95 % intervals. Expected calibration error ${onJudged} ${writeNumber(error?.value ?? null)}.`,
    pen,
  )
}

/** Observed share against predicted probability, in bins; null where there are none. */
export function reliabilityChart(all: Bins, where: string, title: Piece, caption: Piece, pen: Pen): Markup | null {
  const bins = all.filter((bin) => bin.rows > 0)
  if (bins.length === 0) return null
  const { marks } = pen
  const most = bins.reduce((a, bin) => Math.max(a, bin.rows), 1)
  const reach = bins.reduce((a, bin) => Math.max(a, bin.predicted, bin.high), 0)
  const end = reach > 0.5 ? 1 : Math.min(1, Math.ceil(reach * 20) / 20 || 1)
  const drawing = pen.draw(
    `Observed share against predicted probability ${where}: ${bins.map((bin) => `${writeNumber(bin.predicted)} predicted, ${writeNumber(bin.observed)} observed, ${writeCount(bin.rows)} rows`).join('; ')}`,
    {
      height: 310,
      marginLeft: 42,
      marginBottom: 38,
      x: { domain: [0, end], ticks: 5, grid: true, label: 'predicted probability', labelArrow: 'none' },
      y: { domain: [0, end], ticks: 5, grid: true, label: 'observed share', labelArrow: 'none' },
      marks: [
        marks.line(
          [
            [0, 0],
            [end, end],
          ],
          { stroke: 'currentColor', strokeOpacity: 0.5, strokeDasharray: '2,4' },
        ),
        marks.ruleX(bins, {
          x: 'predicted',
          y1: 'low',
          y2: 'high',
          stroke: 'var(--accent)',
          strokeWidth: 2,
          strokeOpacity: 0.6,
        }),
        marks.dot(bins, {
          x: 'predicted',
          y: 'observed',
          r: (bin) => 2.5 + 6 * Math.sqrt(bin.rows / most),
          fill: 'var(--accent)',
          stroke: 'var(--card)',
        }),
      ],
      r: { type: 'identity' },
    },
  )
  return figure(title, caption, drawing)
}
