import type { Metrics } from '../../recipes/index.ts'
import { section, table } from '../figure.ts'
import { html, type Markup, type Piece } from '../html.ts'
import type { View } from '../view.ts'
import { capital, writeFigure, writeName, writeNumber } from '../write-number.ts'
import { figureNames } from './figure-names.ts'

/** Every figure of validation and test. Accuracy stands only beside what always saying the majority class gives. */
export function figures(view: View): Markup {
  const { validation, test } = view.metrics
  const known = Object.keys(figureNames)
  const names = [...new Set([...Object.keys(test.figures), ...Object.keys(validation.figures)])]
    .filter((name) => name !== 'accuracy' && name !== 'majorityAccuracy')
    .sort((a, b) => place(known, a) - place(known, b))
  const rows = names.map((name): Piece[] => [
    title(name),
    writeFigure(test.figures[name]),
    writeFigure(validation.figures[name]),
  ])
  const accuracy = accuracyRow(view)
  return section(
    'figures',
    'All figures',
    table(
      'Figures with their 95 % intervals',
      ['Figure', capital(view.words.judged), capital(view.words.chosen)],
      accuracy ? [...rows, accuracy] : rows,
      'wide',
    ),
  )
}

function place(known: readonly string[], name: string): number {
  const at = known.indexOf(name)
  return at < 0 ? known.length : at
}

function title(name: string): Markup {
  const words = figureNames[name]
  return words ? html`${words.name}<small class="block">${words.meaning}</small>` : html`${name}`
}

function accuracyRow(view: View): Piece[] | null {
  const { validation, test } = view.metrics
  const cell = (part: Metrics['test']): Piece => {
    const { accuracy, majorityAccuracy } = part.figures
    const majority = majorityAccuracy ?? shareOfMajority(part)
    if (accuracy === undefined || majority === undefined) return '–'
    return html`${writeFigure(accuracy)}<span class="block fig"><small>majority</small> ${writeNumber(majority.value)}</span>`
  }
  if (![test, validation].some((part) => 'accuracy' in part.figures)) return null
  return [
    html`Accuracy, and the majority’s<small class="block">the second is what always saying ${writeName(view.majority)} gives</small>`,
    cell(test),
    cell(validation),
  ]
}

function shareOfMajority({ classes, rows }: Metrics['test']): Metrics['test']['figures'][string] | undefined {
  if (classes.length === 0 || rows === 0) return undefined
  const most = classes.reduce((a, b) => Math.max(a, b.support), 0)
  return { value: most / rows, low: null, high: null }
}
