import type { DecisionFile } from '../recipes/index.ts'
import { alerts } from './decision/alerts.ts'
import { calibration } from './decision/calibration.ts'
import { costCurve } from './decision/cost-curve.ts'
import { decisionRule } from './decision/decision-rule.ts'
import { decisionView } from './decision/decision-view.ts'
import { loadPen } from './draw.ts'
import { section } from './figure.ts'
import { html, type Markup } from './html.ts'
import { page } from './page.ts'
import { classes } from './sections/classes.ts'
import { confusion } from './sections/confusion.ts'
import { costs } from './sections/costs.ts'
import { curves } from './sections/curves.ts'
import { figures } from './sections/figures.ts'
import { verdict } from './sections/verdict.ts'
import { shorten, writeCount, writeName } from './write-number.ts'

/**
 * Writes a decision as one HTML page that needs nothing else: what was asked and whether it holds, the rule on the scores
 * as they were given, curves, calibration before and after, alerts, and what it costs. The same input gives the same
 * bytes; every text in it is escaped.
 */
export async function renderDecision(decision: DecisionFile): Promise<string> {
  const pen = await loadPen()
  const view = decisionView(decision)
  const { positive, truth } = decision
  const content = [
    heading(decision),
    verdict(view, pen),
    decisionRule(decision),
    costs(view, pen),
    curves(view, pen),
    alerts(decision, view, pen),
    calibration(decision, view, pen),
    costCurve(decision, view, pen),
    section('judged', 'Right and wrong', confusion(view)),
    figures(view),
    classes(view),
    notes(decision),
  ]
  const title = positive === null ? `Telling ${shorten(truth, 80)} apart` : `Deciding on ${shorten(positive, 80)}`
  return page(title, content, 'Bands, and figures in small type, are 95 % intervals.')
}

function heading({ input, positive, truth, scores, chosen, classes: all }: DecisionFile): Markup {
  return html`<header>
<p class="kicker">evenkeel decide</p>
<h1>${positive === null ? html`Telling ${writeName(truth)} apart` : html`Deciding on ${writeName(positive)}`}</h1>
<p class="note">${writeName(input.file)} · ${writeCount(input.rows)} rows · truth ${writeName(truth)} with ${writeCount(all.length)} classes · ${scores.kind === 'model' ? 'scores of the model' : scores.columns.slice(0, 6).map((name, at) => [at > 0 && ', ', writeName(name)])}</p>
<p class="note">${chosen.sentence}</p>
</header>
`
}

function notes({ notes: all, input }: DecisionFile): Markup {
  return section(
    'notes',
    'Notes',
    all.length > 0 && html`<ul>${all.map((note) => html`<li>${shorten(note, 1000)}</li>`)}</ul>`,
    html`<p class="note">Input <bdi class="name">${input.file}</bdi>, SHA-256 <code class="hash">${input.sha256}</code>. Everything here is in <code>decision.json</code>.</p>`,
  )
}
