import type { LabelsMetrics } from '../recipes/index.ts'
import { section, table } from './figure.ts'
import { html, type Markup, type Piece } from './html.ts'
import { writeCount, writeFigure, writeName } from './write-number.ts'

type Label = LabelsMetrics['labels'][number]
type Result = NonNullable<Label['result']>

const most = 200

/** The slice of the test rows on which each label does worst; all slices are in `metrics.json`. */
export function labelSlices({ labels }: LabelsMetrics): Markup | null {
  const sliced = labels.flatMap(({ label, result }) => (result?.slices ? [{ label, slices: result.slices }] : []))
  if (sliced.length === 0) return null
  return section(
    'slices',
    'Where each label does worst',
    table(
      'The slice of the test rows with the lowest F1, beside all of test, with 95 % intervals',
      ['Label', html`<span class="words">Worst where</span>`, 'Rows', 'With the label', 'F1 there', 'F1 on all'],
      sliced.slice(0, most).map(({ label, slices }) => worstRow(label, slices)),
    ),
    html`<p class="note">Slices of fewer than five rows with the label are not ranked. Two slices differ only where their intervals lie apart. Every slice of every label is in <code>metrics.json</code>.</p>`,
  )
}

function worstRow(label: string, { slices, worst }: NonNullable<Result['slices']>): Piece[] {
  const found = worst && slices.find(({ column, level }) => column === worst.column && level === worst.level)
  if (!worst || !found) {
    return [writeName(label), html`<span class="words">no slice has rows enough</span>`, '–', '–', '–', '–']
  }
  return [
    writeName(label),
    html`<span class="words">${writeName(worst.column)} <span class="quiet">is</span> ${writeName(worst.level)}</span>`,
    writeCount(found.figures.rows),
    writeCount(found.figures.classes.find((one) => one.class === label)?.support ?? 0),
    writeFigure(worst.here),
    writeFigure(worst.overall),
  ]
}

/** What resampling before the split would have claimed of each label. */
export function labelLeaks({ labels }: LabelsMetrics): Markup | null {
  const shown = labels.flatMap(({ label, result }) => (result?.leak ? [{ label, leak: result.leak }] : []))
  if (shown.length === 0) return null
  return section(
    'leak',
    'What a leak would have claimed',
    table(
      'The same resampling and model: resampled, then split; and split, then train resampled',
      ['Label', 'F1 claimed', 'F1 in truth', 'Average precision claimed', 'Average precision in truth'],
      shown.slice(0, most).map(({ label, leak: { wrong, right } }): Piece[] => {
        const of = ({ classes }: typeof wrong) => classes.find((one) => one.class === label)
        return [
          writeName(label),
          writeFigure(of(wrong)?.f1),
          writeFigure(of(right)?.f1),
          writeFigure(of(wrong)?.averagePrecision),
          writeFigure(of(right)?.averagePrecision),
        ]
      }),
    ),
    html`<p class="note">Resampled first, the rows judged on are copies or children of rows learned from, and each label is as frequent there as its absence, which it is not where the model is used.</p>`,
  )
}

/** Of the chains that were drawn at random, those that won a label; their names tell nothing. */
export function drawnWinners(labels: LabelsMetrics['labels']): Piece {
  const drawn = labels.reduce((sum, { result }) => sum + (result?.search.length ?? 0), 0)
  if (drawn === 0) return null
  const winners = labels.flatMap(({ label, result }) => {
    const winner = result?.search.find(({ name }) => name === result.comparison.winner)
    return winner ? [html`<li>${writeName(label)}: ${winner.name} is ${winner.description}</li>`] : []
  })
  return [
    html`<p class="note">${writeCount(drawn)} chains were drawn at random over all labels; those that were scored on every fold stand among the candidates.</p>`,
    winners.length > 0 && html`<ul>${winners.slice(0, most)}</ul>`,
  ]
}
