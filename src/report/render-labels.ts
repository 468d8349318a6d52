import type { LabelsMetrics, LabelsRecipe } from '../recipes/index.ts'
import { loadPen, type Pen } from './draw.ts'
import { figure, section, table } from './figure.ts'
import { html, type Markup, type Piece } from './html.ts'
import { drawnWinners, labelLeaks, labelSlices } from './label-slices.ts'
import { page } from './page.ts'
import { figureNames } from './sections/figure-names.ts'
import { shorten, writeCount, writeFigure, writeName, writeNumber, writePercent } from './write-number.ts'

type Label = LabelsMetrics['labels'][number]

const mostShown = 200
const mostDrawn = 40

/**
 * Writes a run on labels as one HTML page that needs nothing else: every label with its goal, threshold and figures,
 * and all labels together. The same input gives the same bytes; every text in it is escaped.
 */
export async function renderLabels(metrics: LabelsMetrics, recipe: LabelsRecipe): Promise<string> {
  const pen = await loadPen()
  const content = [
    heading(metrics),
    verdict(metrics),
    every(metrics, pen),
    together(metrics),
    labelSlices(metrics),
    labelLeaks(metrics),
    tried(metrics),
    data(metrics),
    findings(metrics),
    again(recipe),
  ]
  return page(
    `Labels of ${shorten(metrics.input.file, 80)}`,
    content,
    'Bands, and figures in small type, are 95 % intervals. The test part was looked at once.',
  )
}

function heading({ input, labels, features }: LabelsMetrics): Markup {
  return html`<header>
<p class="kicker">evenkeel report</p>
<h1>Giving ${writeCount(labels.length)} labels</h1>
<p class="note">${writeName(input.file)} · ${writeCount(input.rows)} rows · ${writeCount(input.columns)} columns, ${writeCount(features.length)} learned from · a row may have any number of labels</p>
</header>
`
}

function verdict({ asked, chain }: LabelsMetrics): Markup {
  const [state, sign, title] =
    asked.met === null
      ? ['open', '○', 'No goal was set']
      : asked.met
        ? ['met', '✓', 'The goals are met']
        : ['unmet', '✕', 'Not every goal is met']
  return html`<section class="verdict ${state}" id="verdict" aria-labelledby="verdict-title">
<div>
<h2 id="verdict-title"><span class="sign" aria-hidden="true">${sign}</span>${title}</h2>
<p class="lead">${asked.verdict}</p>
<p class="note">Each label has a model, a calibration and a threshold of its own.${chain && ' In a chain: a label also learns from what was foretold of those before it, the most frequent first.'}</p>
</div>
</section>
`
}

/** The rarest first: they are what averages hide. */
function every({ labels }: LabelsMetrics, pen: Pen): Markup {
  const sorted = [...labels].sort((a, b) => a.rows - b.rows)
  return section(
    'labels',
    'Every label, the rarest first',
    chart(sorted.slice(0, mostDrawn), pen),
    table(
      'Every label on test',
      ['Label', 'Rows', 'Goal', 'Recall', 'Precision', 'F1', 'Average precision', 'Threshold'],
      sorted.slice(0, mostShown).map(row),
    ),
    sorted.length > mostShown &&
      html`<p class="note">The first ${mostShown} of ${writeCount(sorted.length)}; all are in metrics.json.</p>`,
  )
}

function row({ label, rows, share, failure, result }: Label): Piece[] {
  const count = html`<span class="fig">${writeCount(rows)} <small>${writePercent(share)}</small></span>`
  if (!result)
    return [
      html`${writeName(label)}<small class="block failed">${failure}</small>`,
      count,
      '–',
      '–',
      '–',
      '–',
      '–',
      '–',
    ]
  const own = result.test.classes.find((one) => one.class === label)
  const { met, sentence } = result.asked
  return [
    html`${writeName(label)}<small class="block">${result.comparison.winner}${met !== null && html` · ${sentence.replace(/ for ".*"$/s, '')}`}</small>`,
    count,
    met === null ? '–' : met ? html`<b class="fig">met</b>` : html`<span class="fig failed">not met</span>`,
    own ? writeFigure(own.recall) : '–',
    own ? writeFigure(own.precision) : '–',
    own ? writeFigure(own.f1) : '–',
    own ? writeFigure(own.averagePrecision) : '–',
    writeNumber(result.decision.thresholds[0]?.threshold ?? null),
  ]
}

function chart(labels: readonly Label[], pen: Pen): Markup | null {
  const { marks } = pen
  const shown = labels.flatMap(({ label, result }) => {
    const own = result?.test.classes.find((one) => one.class === label)
    return own ? [{ label, recall: own.recall, precision: own.precision }] : []
  })
  if (shown.length === 0) return null
  const points = shown.flatMap(({ recall, precision }, y) => [
    { ...recall, y: y - 0.16, color: 'var(--accent)' },
    { ...precision, y: y + 0.16, color: 'var(--second)' },
  ])
  const drawing = pen.draw(
    `Recall and precision of each label: ${shown.map((one) => `${shorten(one.label, 40)} ${writeNumber(one.recall.value)} and ${writeNumber(one.precision.value)}`).join('; ')}`,
    {
      height: 48 + 30 * shown.length,
      marginLeft: 24 + 6.6 * Math.max(...shown.map((one) => [...shorten(one.label, 18)].length)),
      marginRight: 24,
      marginTop: 10,
      x: { domain: [0, 1], ticks: 5, grid: true, label: null },
      y: { domain: [shown.length - 0.5, -0.5], axis: null },
      marks: [
        marks.ruleY(points, { x1: 'low', x2: 'high', y: 'y', stroke: 'color', strokeWidth: 5, strokeOpacity: 0.4 }),
        marks.dot(points, { x: 'value', y: 'y', r: 4, fill: 'color' }),
        marks.text(shown, {
          frameAnchor: 'left',
          y: (_, at) => at,
          text: (one) => shorten(one.label, 18),
          textAnchor: 'end',
          dx: -10,
        }),
      ],
    },
  )
  return figure(
    'Recall and precision',
    html`on test, with 95 % intervals; <span style="color:var(--accent)">recall above</span>, <span style="color:var(--second)">precision below</span>`,
    drawing,
  )
}

function together({ test, validation }: LabelsMetrics): Markup {
  const rows: [string, (one: typeof test) => Parameters<typeof writeFigure>[0]][] = [
    ['Macro F1, the mean of the labels', ({ macro }) => macro.f1],
    ['Macro recall', ({ macro }) => macro.recall],
    ['Macro precision', ({ macro }) => macro.precision],
    ['Micro F1, of all cells', ({ micro }) => micro.f1],
    ['F1 of a row, on average', ({ samples }) => samples.f1],
    ['Macro average precision', (one) => one.macroAveragePrecision],
    ['Label ranking average precision', (one) => one.labelRankingAveragePrecision],
    ['Rows with every label right', (one) => one.subsetAccuracy],
    ['Wrong cells (Hamming loss)', (one) => one.hammingLoss],
  ]
  return section(
    'together',
    'All labels together',
    table(
      'All labels together',
      ['Figure', 'On test', 'On validation'],
      rows.map(([name, of]) => [name, writeFigure(of(test)), writeFigure(of(validation))]),
      'narrow',
    ),
    html`<p class="note">Micro figures follow the frequent labels; with rare ones the Hamming loss is small for a model that finds nothing.</p>`,
  )
}

function tried({ labels }: LabelsMetrics): Markup {
  const criterion = labels.find(({ result }) => result)?.result?.comparison.criterion ?? ''
  const names = [...new Set(labels.flatMap(({ result }) => result?.candidates.map(({ name }) => name) ?? []))].slice(
    0,
    12,
  )
  return section(
    'candidates',
    'What was tried',
    table(
      `${figureNames[criterion]?.name ?? criterion} in cross-validation inside train`,
      ['Label', ...names],
      labels.slice(0, mostShown).map(({ label, result }): Piece[] => [
        writeName(label),
        ...names.map((name): Piece => {
          const one = result?.candidates.find((candidate) => candidate.name === name)
          if (!one || one.failure !== null) return '–'
          const value = writeNumber(one.criterion.value)
          return one.chosen ? html`<b>${value}</b>` : value
        }),
      ]),
    ),
    html`<p class="note">In bold the winner of each label: the plain model, unless another beats it beyond noise.</p>`,
    drawnWinners(labels),
  )
}

function data({ parts, labels, leftOut }: LabelsMetrics): Markup {
  return section(
    'data',
    'The parts',
    table(
      'Rows of each part',
      ['Part', 'Rows', ...labels.slice(0, 12).map(({ label }) => writeName(label))],
      parts.map((part) => [
        part.part,
        writeCount(part.rows),
        ...part.labels.slice(0, 12).map((rows) => writeCount(rows)),
      ]),
    ),
    leftOut.length > 0 &&
      table(
        'Columns that were not learned from',
        ['Column', html`<span class="words">Why</span>`],
        leftOut
          .slice(0, mostShown)
          .map(({ column, reason }) => [writeName(column), html`<span class="words">${reason}</span>`]),
      ),
  )
}

function findings({ findings: found }: LabelsMetrics): Markup | null {
  if (found.length === 0) return null
  return section(
    'findings',
    'What the audit saw',
    html`<ul>${found.slice(0, mostShown).map(({ sentence, remedy }) => html`<li>${sentence}${remedy !== null && html` <small>${remedy}</small>`}</li>`)}</ul>`,
  )
}

function again(recipe: LabelsRecipe): Markup {
  return section(
    'reproduce',
    'To get this again',
    html`<p><code>evenkeel run recipe.json</code></p><p class="note">Seed ${String(recipe.options.seed)}; the same recipe gives the same bytes.</p>`,
  )
}
