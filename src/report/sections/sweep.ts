import type { Pen } from '../draw.ts'
import { drawnPoints } from '../drawn-points.ts'
import { figure, key } from '../figure.ts'
import { html, type Markup } from '../html.ts'
import type { View } from '../view.ts'
import { writeNumber } from '../write-number.ts'

/** Precision, recall and F1 at every threshold. */
export function sweep(view: View, pen: Pen): Markup | null {
  const swept = view.metrics.curves.sweep
  if (swept === null || swept.threshold.length === 0) return null
  const chosen = view.metrics.decision.thresholds[0]
  const { marks } = pen
  const at = chosen?.threshold ?? null
  const band =
    chosen !== undefined && chosen.low !== null && chosen.high !== null ? [{ x1: chosen.low, x2: chosen.high }] : []
  const drawing = pen.draw(
    `Precision, recall and F1 ${view.words.onChosen} by threshold; the chosen one is ${writeNumber(at)}`,
    {
      height: 310,
      marginLeft: 42,
      marginBottom: 38,
      x: { domain: [0, 1], ticks: 5, grid: true, label: 'threshold', labelArrow: 'none' },
      y: { domain: [0, 1], ticks: 5, grid: true, label: null },
      marks: [
        marks.rect(band, { x1: 'x1', x2: 'x2', y1: 0, y2: 1, fill: 'var(--region)' }),
        marks.line(drawnPoints(swept.threshold, swept.f1), {
          x: 'x',
          y: 'y',
          stroke: 'var(--quiet)',
          strokeWidth: 1.5,
          strokeDasharray: '4,3',
        }),
        marks.line(drawnPoints(swept.threshold, swept.recall), {
          x: 'x',
          y: 'y',
          stroke: 'var(--accent)',
          strokeWidth: 2,
        }),
        marks.line(drawnPoints(swept.threshold, swept.precision), {
          x: 'x',
          y: 'y',
          stroke: 'var(--second)',
          strokeWidth: 2,
        }),
        at === null ? null : marks.ruleX([at], { stroke: 'currentColor', strokeWidth: 1.5 }),
        at === null
          ? null
          : marks.text([at], {
              x: at,
              y: 1,
              text: () => writeNumber(at),
              textAnchor: at > 0.8 ? 'end' : 'start',
              dx: at > 0.8 ? -5 : 5,
              dy: -8,
              fontWeight: 600,
            }),
      ],
    },
  )
  return figure(
    'Every threshold.',
    html`What each would give ${view.words.onChosen}; the upright line is the chosen one${band.length > 0 && ', the band what meets the goal'}.<br>${key('accent', 'recall')}${key('second', 'precision')}${key('quiet-dashed', 'F1')}`,
    drawing,
  )
}
