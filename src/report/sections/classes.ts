import { section, table } from '../figure.ts'
import { html, type Markup, type Piece } from '../html.ts'
import type { ClassFigures, View } from '../view.ts'
import { writeCount, writeFigure, writeName, writePercent } from '../write-number.ts'

const mostRows = 30

/** The figures of each class on test; where there are many, of the worst. */
export function classes(view: View): Markup | null {
  const all = view.metrics.test.classes
  if (all.length === 0) return null
  const many = all.length > mostRows
  const shown = many ? [...all].sort((a, b) => (a.f1.value ?? -1) - (b.f1.value ?? -1)).slice(0, mostRows) : all
  return section(
    'classes',
    'Class by class',
    many &&
      html`<p class="note">The ${mostRows} worst of ${writeCount(all.length)} classes, by F1; all of them are in <code>metrics.json</code>.</p>`,
    table(
      `Figures of each class ${view.words.onJudged}, with 95 % intervals`,
      ['Class', 'Rows', 'Recall', 'Precision', 'F1', 'Specificity', 'Average precision'],
      shown.map(row),
    ),
  )
}

function row(figures: ClassFigures): Piece[] {
  return [
    writeName(figures.class),
    writeCount(figures.support),
    withBar(figures.recall, 'accent'),
    withBar(figures.precision, 'second'),
    writeFigure(figures.f1),
    writeFigure(figures.specificity),
    writeFigure(figures.averagePrecision),
  ]
}

function withBar(value: ClassFigures['recall'], kind: string): Piece {
  return html`${writeFigure(value)}${
    value.value !== null &&
    html`<span class="bar ${kind}" aria-hidden="true"><span style="width:${writePercent(value.value).replace(' ', '')}"></span></span>`
  }`
}
