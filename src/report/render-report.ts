import type { Metrics, Recipe } from '../recipes/index.ts'
import { loadPen } from './draw.ts'
import { html, type Markup } from './html.ts'
import { page } from './page.ts'
import { balance } from './sections/balance.ts'
import { candidates } from './sections/candidates.ts'
import { classes } from './sections/classes.ts'
import { costs } from './sections/costs.ts'
import { curves } from './sections/curves.ts'
import { figures } from './sections/figures.ts'
import { findings } from './sections/findings.ts'
import { judged } from './sections/judged.ts'
import { meaning } from './sections/meaning.ts'
import { reproduce } from './sections/reproduce.ts'
import { rule } from './sections/rule.ts'
import { leak, slices } from './sections/slices.ts'
import { synthetic } from './sections/synthetic.ts'
import { verdict } from './sections/verdict.ts'
import { type View, viewOf } from './view.ts'
import { shorten, writeCount, writeName } from './write-number.ts'

export interface ReportOptions {
  /** The command line that repeats the run, as it is to be shown. Default: `evenkeel run recipe.json`. */
  readonly command?: string
}

/**
 * Writes a run as one HTML page that needs nothing else: no network, no script, no font. It reads on a telephone and
 * on paper, in light and in dark, and begins with what was asked and whether it holds.
 *
 * `metrics` and `recipe` are the contents of `metrics.json` and `recipe.json`; every text in them is escaped. The
 * same input gives the same bytes. Long lists are cut, saying so: the page of 10,000 classes stays small.
 */
export async function renderReport(metrics: Metrics, recipe: Recipe, options: ReportOptions = {}): Promise<string> {
  const pen = await loadPen()
  const view = viewOf(metrics)
  const title = view.oneClass ? `Finding ${shorten(view.focus, 80)}` : `Telling ${shorten(metrics.target, 80)} apart`
  const content = [
    heading(view),
    verdict(view, pen),
    meaning(view),
    rule(view),
    costs(view, pen),
    balance(view, pen),
    candidates(view, pen),
    synthetic(view),
    curves(view, pen),
    judged(view, pen),
    figures(view),
    classes(view),
    slices(view),
    leak(view),
    findings(view),
    reproduce(view, recipe, options.command ?? 'evenkeel run recipe.json'),
  ]
  return page(title, content, 'Bands, and figures in small type, are 95 % intervals. The test part was looked at once.')
}

function heading({ metrics, oneClass, focus }: View): Markup {
  const { input, classes: all, features } = metrics
  return html`<header>
<p class="kicker">evenkeel report</p>
<h1>${oneClass ? html`Finding ${writeName(focus)}` : html`Telling ${writeName(metrics.target)} apart`}</h1>
<p class="note">${writeName(input.file)} · ${writeCount(input.rows)} rows · ${writeCount(input.columns)} columns, ${writeCount(features.length)} learned from · target ${writeName(metrics.target)} with ${writeCount(all.length)} classes</p>
<nav aria-label="Contents">${sections.map(([id, name]) => html`<a href="#${id}">${name}</a> `)}</nav>
</header>
`
}

const sections = [
  ['balance', 'data'],
  ['candidates', 'candidates'],
  ['judged', 'right and wrong'],
  ['figures', 'figures'],
  ['findings', 'findings'],
  ['reproduce', 'to get this again'],
] as const
