import { section, table } from '../figure.ts'
import { html, type Markup, type Piece } from '../html.ts'
import type { View } from '../view.ts'
import { writeCount, writeName, writeNumber, writePercent } from '../write-number.ts'

const most = 20

/** What the winner's new rows look like beside the rows that they were made from, or how its classes moved. */
export function synthetic({ metrics }: View): Markup | null {
  const { resampling } = metrics
  if (!resampling || resampling.classes.length === 0) return null
  if (resampling.synthetic === 0) return moved(resampling)
  const grown = resampling.classes.filter((one) => one.synthetic > 0)
  const median = (spread: { readonly median: number } | null) => writeNumber(spread?.median ?? null)
  return section(
    'synthetic',
    'The new rows',
    html`<p>The winner made ${writeCount(resampling.synthetic)} rows (${resampling.method}). A new row should lie as near to its parents as rows of the class lie to each other, and no more often among other classes than they do.</p>`,
    table(
      'New rows beside the rows of their class; distances between scaled columns',
      [
        'Class',
        'New',
        'To the nearest parent',
        'Among rows of the class',
        'To the nearest other class',
        'Among other classes',
        'its own rows',
        'Outside the class',
        'Exact copies',
        'Near test rows',
      ],
      grown
        .slice(0, most)
        .map((one): Piece[] => [
          writeName(one.class),
          writeCount(one.synthetic),
          median(one.toParent),
          median(one.amongOriginals),
          median(one.toOtherClass),
          writePercent(one.inOtherTerritory),
          writePercent(one.originalsInOtherTerritory),
          writePercent(one.outliers),
          writeCount(one.copiesOfOriginals + one.copiesOfSynthetic),
          one.test ? writeCount(one.test.near) : '–',
        ]),
    ),
    grown.length > most &&
      html`<p class="note">And ${writeCount(grown.length - most)} classes more, in <code>metrics.json</code>.</p>`,
  )
}

/** How classes moved of which rows were only repeated or taken away. */
function moved({ method, classes }: NonNullable<View['metrics']['resampling']>): Markup {
  return section(
    'synthetic',
    'How the classes moved',
    html`<p>The winner repeats or takes away rows and makes none (${method}). Means and correlations of a class should stay about where they were.</p>`,
    table(
      'Classes before and after',
      [
        'Class',
        'Before',
        'After',
        'Repeated',
        'Column that moved most',
        'by standard deviations',
        'Correlations moved by',
      ],
      classes
        .slice(0, most)
        .map((one): Piece[] => [
          writeName(one.class),
          writeCount(one.before),
          writeCount(one.after),
          writeCount(one.repeated),
          one.largestShift ? writeName(one.largestShift.column) : '–',
          writeNumber(one.largestShift?.shift ?? null),
          writeNumber(one.correlationDrift),
        ]),
    ),
    classes.length > most &&
      html`<p class="note">And ${writeCount(classes.length - most)} classes more, in <code>metrics.json</code>.</p>`,
  )
}
