import { section, table } from '../figure.ts'
import { html, type Markup, type Piece } from '../html.ts'
import type { View } from '../view.ts'
import { writeCount, writeFigure, writeName } from '../write-number.ts'

const most = 60

/** How the decisions do on parts of the test rows, and what the classic mistake would have claimed. */
export function slices({ metrics, oneClass, focus }: View): Markup | null {
  const judged = metrics.slices
  if (!judged) return null
  const rows = judged.slices.slice(0, most).map(({ column, level, figures }): Piece[] => {
    const own = figures.classes.find((one) => one.class === focus)
    const shown = oneClass
      ? [own?.recall, own?.precision, own?.f1, own?.averagePrecision]
      : [figures.figures['macroF1'], figures.figures['balancedAccuracy'], figures.figures['averagePrecision']]
    return [
      html`${writeName(column)} <span class="quiet">is</span> ${writeName(level)}`,
      writeCount(figures.rows),
      oneClass ? writeCount(own?.support ?? 0) : null,
      ...shown.map(writeFigure),
    ]
  })
  const head = oneClass
    ? ['Slice', 'Rows', 'Of the class', 'Recall', 'Precision', 'F1', 'Average precision']
    : ['Slice', 'Rows', '', 'Macro F1', 'Balanced accuracy', 'Average precision']
  return section(
    'slices',
    'Slice by slice',
    judged.worst && html`<p class="lead">${judged.worst.sentence}</p>`,
    table('The same decisions on parts of the test rows', head, rows),
    html`<p class="note">Where a slice has few rows its intervals are wide: two slices differ only where their intervals lie apart.</p>`,
  )
}

/** What resampling before the split would have claimed. */
export function leak({ metrics, oneClass, focus }: View): Markup | null {
  const shown = metrics.leak
  if (!shown) return null
  const row = (name: string, part: typeof shown.wrong): Piece[] => {
    const own = part.classes.find((one) => one.class === focus)
    const figures = oneClass
      ? [own?.recall, own?.precision, own?.f1]
      : [part.figures['macroF1'], part.figures['balancedAccuracy']]
    return [name, ...[...figures, part.figures['averagePrecision']].map(writeFigure)]
  }
  const head = oneClass
    ? ['Way', 'Recall', 'Precision', 'F1', 'Average precision']
    : ['Way', 'Macro F1', 'Balanced accuracy', 'Average precision']
  return section(
    'leak',
    'What a leak would have claimed',
    html`<p>${shown.sentence}</p>`,
    table('The same resampling and model', head, [
      row('resampled, then split', shown.wrong),
      row('split, then train resampled', shown.right),
    ]),
    html`<p class="note">Resampled first, the rows judged on are copies or children of rows learned from, and the classes there are balanced, which they are not where the model is used.</p>`,
  )
}
