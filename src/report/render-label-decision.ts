import type { LabelDecisionFile } from '../recipes/index.ts'
import { section, table } from './figure.ts'
import { html, type Markup, type Piece } from './html.ts'
import { page } from './page.ts'
import { renderDecision } from './render-decision.ts'
import { shorten, writeCount, writeFigure, writeName, writeNumber } from './write-number.ts'

type Entry = LabelDecisionFile['labels'][number]

const figureTitles: Readonly<Record<string, string>> = {
  microPrecision: 'Precision, all labels as one question (micro)',
  microRecall: 'Recall, micro',
  microF1: 'F1, micro',
  macroPrecision: 'Precision, mean of the labels (macro)',
  macroRecall: 'Recall, macro',
  macroF1: 'F1, macro',
  subsetAccuracy: 'Rows with all labels right',
  hammingLoss: 'Share of wrong cells (Hamming loss)',
}

/**
 * Writes decisions about several labels as HTML pages that need nothing else: `report.html`, which holds all labels, and
 * one page a label, as `renderDecision` writes it. Gives back the pages by their file names.
 */
export async function renderLabelDecision(decision: LabelDecisionFile): Promise<Record<string, string>> {
  const pages: Record<string, string> = { 'report.html': overview(decision) }
  for (const [at, entry] of decision.labels.entries()) {
    if (entry.decision) pages[pageOf(at)] = await renderDecision(entry.decision)
  }
  return pages
}

function pageOf(at: number): string {
  return `label-${at + 1}.html`
}

function overview(decision: LabelDecisionFile): string {
  const { input, chosen, labels } = decision
  const content = [
    html`<header>
<p class="kicker">evenkeel decide</p>
<h1>Deciding on ${writeCount(labels.length)} labels</h1>
<p class="note">${writeName(input.file)} · ${writeCount(input.rows)} rows</p>
<p class="note">${chosen.sentence}</p>
</header>
`,
    verdict(decision),
    section(
      'labels',
      'Label by label',
      table(
        'Each label, the score from which it is given, and what that reaches, with 95 % intervals',
        ['Label', 'Rows', html`<span class="words">Goal</span>`, 'From score', 'Recall', 'Precision', 'F1'],
        labels.map(row),
      ),
    ),
    section(
      'figures',
      'All labels together',
      table(
        'Figures of all labels together, with 95 % intervals',
        ['Figure', chosen.how === 'part' ? 'On test' : 'Held out'],
        Object.entries(decision.onJudged.figures).map(([name, value]) => [
          figureTitles[name] ?? name,
          writeFigure(value),
        ]),
        'narrow',
      ),
    ),
    notes(decision),
  ]
  return page(`Deciding on ${labels.length} labels`, content, 'Figures in small type are 95 % intervals.')
}

function verdict({ asked }: LabelDecisionFile): Markup {
  const [kind, sign, title] =
    asked.met === null
      ? ['open', '○', 'No goal was set']
      : asked.met
        ? ['met', '✓', 'The goals are met']
        : ['unmet', '✕', asked.missed.length > 0 ? 'Not every goal is met' : 'Not every goal could be judged']
  return html`<section class="verdict ${kind}" id="verdict" aria-labelledby="verdict-title">
<div>
<h2 id="verdict-title"><span class="sign" aria-hidden="true">${sign}</span>${title}</h2>
<p class="asked">${asked.sentence}</p>
<p>${asked.verdict}</p>
</div>
</section>
`
}

function row({ label, rows, decision, reason }: Entry, at: number): Piece[] {
  if (decision === null) {
    return [
      writeName(label),
      writeCount(rows),
      html`<span class="words goal">never given: ${reason}</span>`,
      '–',
      '–',
      '–',
      '–',
    ]
  }
  const { asked, decision: rule, onJudged } = decision
  const own = onJudged.classes.find((one) => one.class === label)
  return [
    html`<a href="${pageOf(at)}">${writeName(label)}</a>`,
    writeCount(rows),
    html`<span class="words goal">${signOf(asked)}${asked.sentence.replace(/ for ".*"(?=;|$)/s, '').replaceAll('≥ ', '≥\u00a0')}${asked.unjudged !== undefined && html`<small class="block">not judged: ${asked.unjudged}</small>`}</span>`,
    rule.scoreThreshold === null
      ? html`calibrated ${writeNumber(rule.thresholds[0]?.threshold ?? null)}`
      : writeNumber(rule.scoreThreshold),
    writeFigure(own?.recall),
    writeFigure(own?.precision),
    writeFigure(own?.f1),
  ]
}

function signOf({ met, unjudged }: NonNullable<Entry['decision']>['asked']): string {
  if (unjudged !== undefined) return '○ '
  return met === null ? '' : met ? '✓ ' : '✕ '
}

function notes({ labels, notes: all, input }: LabelDecisionFile): Markup {
  const own = labels.flatMap(({ label, decision }) =>
    (decision?.notes ?? [])
      .filter((note) => !all.includes(note))
      .map((note) => html`<li>${writeName(label)}: ${shorten(note, 1000)}</li>`),
  )
  const said = [...all.map((note) => html`<li>${shorten(note, 1000)}</li>`), ...own]
  return section(
    'notes',
    'Notes',
    said.length > 0 && html`<ul>${said}</ul>`,
    html`<p class="note">Input <bdi class="name">${input.file}</bdi>, SHA-256 <code class="hash">${input.sha256}</code>. Everything here is in <code>decision.json</code>.</p>`,
  )
}
