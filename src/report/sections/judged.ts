import type { Pen } from '../draw.ts'
import { section } from '../figure.ts'
import { html, type Markup } from '../html.ts'
import type { View } from '../view.ts'
import { confusion } from './confusion.ts'
import { reliability } from './reliability.ts'

const classesBesideChart = 3

/** What was right and wrong on test, and how far the probabilities can be trusted. */
export function judged(view: View, pen: Pen): Markup | null {
  const matrix = confusion(view)
  const trust = reliability(view, pen)
  if (matrix === null && trust === null) return null
  const beside = view.metrics.classes.length <= classesBesideChart
  return section(
    'judged',
    'Right and wrong',
    beside ? html`<div class="pair">${matrix}${trust}</div>` : [matrix, trust],
    matrix === null && html`<p class="note">With this many classes the confusion matrix is not kept.</p>`,
  )
}
