import type { FileDrift } from '../recipes/index.ts'
import { loadPen, type Pen } from './draw.ts'
import { figure, section, table } from './figure.ts'
import { html, type Markup, type Piece } from './html.ts'
import { page } from './page.ts'
import { shorten, writeCount, writeName, writeNumber, writePercent } from './write-number.ts'

const most = 60
const mostBars = 20

/**
 * Writes what `driftFiles` found as one HTML page that needs nothing else. The same input gives the same bytes; every
 * text in it is escaped.
 */
export async function renderDrift(drift: FileDrift): Promise<string> {
  const pen = await loadPen()
  const { reference, current } = drift
  const heading = html`<header>
<p class="kicker">evenkeel drift</p>
<h1>${drift.drifted ? 'The data have drifted' : 'No drift found'}</h1>
<p class="note">${writeName(reference.file)}, ${writeCount(reference.rows)} rows, against ${writeName(current.file)}, ${writeCount(current.rows)} rows</p>
</header>
`
  const content = [heading, whole(drift), columns(drift, pen), classes(drift), performance(drift), leftOut(drift)]
  return page('Drift', content, 'Figures in small type are 95 % intervals.')
}

function whole({ table: rows, text }: FileDrift): Markup | null {
  const domain = rows?.domain ?? text
  if (!domain) return null
  const what = rows ? 'rows' : 'texts'
  return section(
    'whole',
    `Whole ${what}`,
    html`<p class="rule">Told to guess which ${what} are new, a classifier reaches a ROC-AUC of <b class="big">${writeNumber(domain.rocAuc.value)}</b> <small>${writeNumber(domain.rocAuc.low)} to ${writeNumber(domain.rocAuc.high)}</small>.</p>
<p class="note">0.5 is guessing: a model meets what it has learned from. ${domain.drifted ? html`Here it is clearly more: ${what} differ from the reference.` : html`Here that is all it can do, or nearly.`}</p>`,
    domain.drifted &&
      table(
        `The ${what} that look newest`,
        ['Row', 'Probability of being new'],
        domain.mostNew.map(({ row, probability }) => [writeCount(row + 1), writeNumber(probability)]),
        'narrow',
      ),
  )
}

function columns({ table: rows }: FileDrift, pen: Pen): Markup | null {
  if (!rows) return null
  const sorted = [...rows.columns].sort(
    (a, b) => Number(b.drifted) - Number(a.drifted) || b.jensenShannon - a.jensenShannon,
  )
  const drifted = sorted.filter((one) => one.drifted).length
  return section(
    'columns',
    'Columns',
    html`<p>${drifted === 0 ? 'None' : writeCount(drifted)} of ${writeCount(sorted.length)} ${drifted === 1 ? 'has' : 'have'} drifted.</p>`,
    distances(sorted.slice(0, mostBars), pen),
    table(
      'Every column, the most drifted first',
      [
        'Column',
        'Drifted',
        html`<span class="words">Test</span>`,
        'Statistic',
        'Jensen-Shannon',
        'PSI',
        'Missing before',
        'Missing now',
        html`<span class="words">New levels</span>`,
      ],
      sorted
        .slice(0, most)
        .map((one): Piece[] => [
          writeName(one.column),
          one.drifted ? html`<b>yes</b>` : 'no',
          html`<span class="words">${one.test}</span>`,
          html`<span class="fig">${(one.test === 'kolmogorov-smirnov' || one.test === 'chi-square') && 'p = '}${writeNumber(one.statistic)}</span>`,
          writeNumber(one.jensenShannon),
          writeNumber(one.populationStability),
          writePercent(one.missing.reference),
          writePercent(one.missing.current),
          html`<span class="words">${one.newLevels.slice(0, 5).map(({ level, share }, at) => [at > 0 && ', ', writeName(level), ` ${writePercent(share)}`])}</span>`,
        ]),
    ),
    sorted.length > most &&
      html`<p class="note">And ${writeCount(sorted.length - most)} more, with <code>--json</code>.</p>`,
  )
}

function distances(shown: readonly NonNullable<FileDrift['table']>['columns'][number][], pen: Pen): Markup {
  const { marks } = pen
  const drawing = pen.draw(
    `Jensen-Shannon distance of each column: ${shown.map((one) => `${shorten(one.column, 40)} ${writeNumber(one.jensenShannon)}`).join('; ')}`,
    {
      height: 56 + 24 * shown.length,
      marginTop: 6,
      marginBottom: 42,
      marginLeft: 24 + 6.6 * Math.max(...shown.map((one) => [...shorten(one.column, 18)].length)),
      marginRight: 48,
      x: { domain: [0, 1], label: 'Jensen-Shannon distance', labelArrow: 'none', ticks: 4 },
      y: { domain: shown.map((_, at) => at), axis: null, padding: 0.3 },
      marks: [
        marks.barX(shown, {
          x: 'jensenShannon',
          y: (_, at) => at,
          fill: (one) => (one.drifted ? 'var(--second)' : 'var(--empty)'),
        }),
        marks.text(shown, {
          x: 0,
          y: (_, at) => at,
          text: (one) => shorten(one.column, 18),
          textAnchor: 'end',
          dx: -8,
        }),
        marks.text(shown, {
          x: 'jensenShannon',
          y: (_, at) => at,
          text: (one) => writeNumber(one.jensenShannon),
          textAnchor: 'start',
          dx: 6,
        }),
      ],
    },
  )
  return figure(
    'How far each column has moved',
    '0 is the same, 1 nothing in common; in color those that have drifted',
    drawing,
  )
}

function classes({ classes: shares }: FileDrift): Markup | null {
  if (!shares) return null
  const note = shares.estimated
    ? 'The shares now are estimated from the probabilities of the model; they are right if only the shares have changed.'
    : `Chi-square: p = ${writeNumber(shares.pValue)}.`
  return section(
    'classes',
    'Class shares',
    table(
      'Shares of the classes',
      ['Class', 'Reference', shares.estimated ? 'Now, estimated' : 'Now'],
      shares.classes
        .slice(0, most)
        .map((one): Piece[] => [
          writeName(one.class),
          writePercent(one.reference),
          html`<span class="fig">${writePercent(one.current.value)}${!shares.estimated && html` <small>${writePercent(one.current.low)} to ${writePercent(one.current.high)}</small>`}</span>`,
        ]),
      'narrow',
    ),
    html`<p class="note">${note}</p>`,
  )
}

function performance({ performance: foretold }: FileDrift): Markup | null {
  if (!foretold) return null
  const { threshold, reference, current } = foretold
  const row = (name: string, figureOf: (one: typeof current) => string): Piece[] => [
    name,
    figureOf(reference),
    figureOf(current),
  ]
  const number = (value: number) => writeNumber(Number.isNaN(value) ? null : value)
  return section(
    'performance',
    'What the model will do',
    table(
      `At its threshold of ${writeNumber(threshold)}, estimated from its own probabilities, without labels`,
      ['Figure', 'Reference', 'Now'],
      [
        row('precision', (one) => number(one.precision)),
        row('recall', (one) => number(one.recall)),
        row('F1', (one) => number(one.f1)),
        row('ROC-AUC', (one) => number(one.rocAuc)),
        row('average precision', (one) => number(one.averagePrecision)),
        row('positives', (one) => writePercent(one.positives)),
        row('flagged rows', (one) => writeCount(one.flagged)),
      ],
      'narrow',
    ),
    html`<p class="note">Right as long as the model stays calibrated; where the meaning of the columns has changed only labels tell. On the rows that the model learned from it flatters itself.</p>`,
  )
}

function leftOut({ leftOut: columns }: FileDrift): Markup | null {
  if (columns.length === 0) return null
  return section(
    'left-out',
    'Not compared',
    table(
      'Columns that were not compared',
      ['Column', html`<span class="words">Why</span>`],
      columns
        .slice(0, most)
        .map(({ column, reason }) => [writeName(column), html`<span class="words">${reason}</span>`]),
    ),
  )
}
