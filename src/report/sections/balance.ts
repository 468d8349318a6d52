import type { Pen } from '../draw.ts'
import { figure, section, table } from '../figure.ts'
import { html, type Markup, type Piece } from '../html.ts'
import type { View } from '../view.ts'
import { shorten, writeCount, writeName, writeNumber, writePercent } from '../write-number.ts'

const mostBars = 12

/** How rare the classes are, and how the rows were divided into parts. */
export function balance(view: View, pen: Pen): Markup {
  const { classes } = view.metrics
  return section(
    'balance',
    'The data',
    summary(view),
    html`<div class="pair">${
      classes.length <= mostBars ? bars(view, pen) : sizes(view, pen)
    }<div>${parts(view)}</div></div>`,
  )
}

function summary(view: View): Markup {
  const { classes } = view.metrics
  const rows = new Map(classes.map((row) => [row.class, row.rows]))
  const rare = rows.get(view.focus) ?? 0
  const most = rows.get(view.majority) ?? 0
  return html`<p>${view.focus !== view.majority && rare > 0 && html`For each ${writeName(view.focus)} there are <b>${ratio(most / rare)}</b> ${writeName(view.majority)}. `}Always saying ${writeName(view.majority)} would be right in ${writePercent(view.metrics.classes.find((row) => row.class === view.majority)?.share ?? null)} of the rows and find ${view.oneClass && view.focus !== view.majority ? html`no ${writeName(view.focus)}` : 'no other class'}: accuracy alone says little.</p>`
}

function ratio(value: number): string {
  return value < 10 ? value.toFixed(1) : writeCount(Math.round(value))
}

function bars(view: View, pen: Pen): Markup {
  const { marks } = pen
  const rows = [...view.metrics.classes].sort((a, b) => b.rows - a.rows)
  const written = (row: (typeof rows)[number]): string => `${writeCount(row.rows)} · ${writePercent(row.share)}`
  const drawing = pen.draw(
    `Rows of each class: ${rows.map((row) => `${shorten(row.class, 40)} ${written(row)}`).join('; ')}`,
    {
      height: 16 + 30 * rows.length,
      marginLeft: 24 + 6.6 * Math.max(...rows.map((row) => [...shorten(row.class, 18)].length)),
      marginRight: 110,
      marginTop: 8,
      marginBottom: 8,
      x: { axis: null },
      y: { domain: rows.map((_, i) => i), axis: null, padding: 0.3 },
      marks: [
        marks.barX(rows, {
          x: 'rows',
          y: (_, i) => i,
          fill: (row) => (row.class === view.focus ? 'var(--second)' : 'var(--empty)'),
        }),
        marks.text(rows, { x: 0, y: (_, i) => i, text: (row) => shorten(row.class, 18), textAnchor: 'end', dx: -8 }),
        marks.text(rows, { x: 'rows', y: (_, i) => i, text: written, textAnchor: 'start', dx: 6 }),
      ],
    },
  )
  return figure('Class balance', 'rows of each class', drawing)
}

function sizes(view: View, pen: Pen): Markup {
  const { marks } = pen
  const rows = view.metrics.classes.map((row) => row.rows).sort((a, b) => b - a)
  const all = rows.length
  const points = rows.flatMap((size, i) => {
    const step = i === 0 || i === all - 1 || size !== rows[i - 1] || size !== rows[i + 1]
    return step && size > 0 ? [{ rank: i + 1, size }] : []
  })
  const every = Math.ceil(points.length / 300)
  const shown = points.filter((_, i) => i % every === 0 || i === points.length - 1)
  const median = rows[Math.floor(all / 2)]!
  const drawing = pen.draw(`Class sizes from ${writeCount(rows[0]!)} down to ${writeCount(rows.at(-1)!)} rows`, {
    height: 250,
    marginLeft: 54,
    marginBottom: 42,
    x: {
      type: 'log',
      label: 'classes, from the largest',
      labelArrow: 'none',
      ticks: 4,
      tickFormat: writeCount,
      grid: true,
    },
    y: { type: 'log', label: 'rows', labelArrow: 'none', ticks: 4, tickFormat: writeCount, grid: true },
    marks: [marks.line(shown, { x: 'rank', y: 'size', stroke: 'var(--accent)', strokeWidth: 2 })],
  })
  const empty = rows.filter((size) => size === 0).length
  return figure(
    'Class sizes',
    html`${writeCount(all)} classes: the largest has ${writeCount(rows[0]!)} rows, the middle one ${writeCount(median)}, the smallest ${writeCount(rows.at(-1)!)}${empty > 0 && html` (${writeCount(empty)} have none)`}.`,
    drawing,
  )
}

function parts(view: View): Markup {
  const { metrics } = view
  const groups = metrics.parts.some((part) => part.groups !== null)
  const names = metrics.classes.length <= 6 ? metrics.classes.map((row) => row.class) : [view.focus]
  const at = names.map((name) => metrics.classes.findIndex((row) => row.class === name))
  const rows = metrics.parts.map((part): Piece[] => [
    part.part,
    writeCount(part.rows),
    ...(groups ? [part.groups === null ? '–' : writeCount(part.groups)] : []),
    ...at.map((index) => {
      const count = part.classes[index] ?? 0
      return html`<span class="fig">${writeCount(count)} <small>${writePercent(part.rows > 0 ? count / part.rows : null)}</small></span>`
    }),
  ])
  const caption = 'Parts: learned from, chosen on, judged on'
  const { method, expectedCalibrationErrorBefore, expectedCalibrationErrorAfter } = metrics.calibration
  return html`${table(caption, ['Part', 'Rows', ...(groups ? ['Groups'] : []), ...names.map(writeName)], rows, names.length <= 2 && !groups ? 'wide' : 'dense')}
<p class="note">${
    method === 'none'
      ? 'Scores are used as they come, without calibration'
      : html`Scores are turned into probabilities by ${methods[method]}`
  }; the expected calibration error on validation is ${writeNumber(expectedCalibrationErrorAfter)}${
    method !== 'none' && html`, before it was ${writeNumber(expectedCalibrationErrorBefore)}`
  }.</p>`
}

const methods = {
  platt: 'Platt scaling',
  isotonic: 'isotonic regression',
  temperature: 'temperature scaling',
  beta: 'beta calibration',
  vector: 'vector scaling',
  perClass: 'a calibration of its own for each class',
} as const
