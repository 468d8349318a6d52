import type { DecisionFile } from '../../recipes/index.ts'
import type { Pen } from '../draw.ts'
import { figure, section, table } from '../figure.ts'
import { html, type Markup, type Piece } from '../html.ts'
import type { View } from '../view.ts'
import { writeCount, writeFigure, writeNumber, writePercent } from '../write-number.ts'

/** What looking at more or fewer rows would find. */
export function alerts({ whatIf }: DecisionFile, { words }: View, pen: Pen): Markup | null {
  if (whatIf.length === 0) return null
  const { marks } = pen
  const points = whatIf.map((row) => ({
    x: row.alertRate,
    y: row.recall.value ?? 0,
    low: row.recall.low ?? 0,
    high: row.recall.high ?? 1,
    chosen: row.chosen,
  }))
  const drawing = pen.draw(
    `Recall by the share of rows flagged: ${points.map(({ x, y }) => `${writePercent(x)} ${writeNumber(y)}`).join('; ')}`,
    {
      height: 310,
      marginLeft: 42,
      marginBottom: 38,
      x: {
        domain: [0, Math.min(1, Math.max(...points.map(({ x }) => x)) * 1.02)],
        ticks: 5,
        grid: true,
        label: 'share of rows flagged',
        labelArrow: 'none',
      },
      y: { domain: [0, 1], ticks: 5, grid: true, label: 'recall', labelArrow: 'none' },
      marks: [
        marks.areaY(points, { x: 'x', y1: 'low', y2: 'high', fill: 'var(--accent)', fillOpacity: 0.15 }),
        marks.line(points, { x: 'x', y: 'y', stroke: 'var(--accent)', strokeWidth: 2 }),
        marks.dot(
          points.filter(({ chosen }) => chosen),
          { x: 'x', y: 'y', r: 5, fill: 'var(--second)', stroke: 'var(--card)', strokeWidth: 1.5 },
        ),
      ],
    },
  )
  return section(
    'alerts',
    'Recall against alerts',
    figure(
      `What more alerts would find, ${words.onChosen}.`,
      'The dot is the decision, the band 95 % intervals.',
      drawing,
    ),
    table(
      `Alerts and what they find ${words.onChosen}`,
      ['Alerts', 'Of all rows', 'Recall', 'Precision', 'Threshold'],
      whatIf.map((row): Piece[] => [
        row.chosen ? html`<b>${writeCount(row.alerts)}</b> <small>the decision</small>` : writeCount(row.alerts),
        writePercent(row.alertRate),
        writeFigure(row.recall),
        writeFigure(row.precision),
        writeNumber(row.threshold),
      ]),
      'wide',
    ),
  )
}
