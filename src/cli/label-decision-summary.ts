import type { LabelDecisionFile } from '../recipes/index.ts'
import type { Paint } from './paint.ts'
import { wrap } from './wrap.ts'

type Entry = LabelDecisionFile['labels'][number]

const mostLabels = 30
const shownFigures: readonly (readonly [string, string])[] = [
  ['microF1', 'F1, micro'],
  ['macroF1', 'F1, macro'],
  ['subsetAccuracy', 'all labels right'],
  ['hammingLoss', 'wrong cells'],
]

/** What decisions about several labels came to, on one screen: the verdict first, a line a label, the files last. */
export function labelDecisionSummary(
  { asked, chosen, labels, onJudged, notes }: LabelDecisionFile,
  out: string,
  files: readonly string[],
  { paint, width }: { readonly paint: Paint; readonly width: number },
): string {
  const sign = asked.met === null ? paint.blue('·') : asked.met ? paint.green('✓') : paint.red('✗')
  const wide = Math.min(30, Math.max(5, ...labels.map(({ label }) => label.length)))
  const where = chosen.how === 'part' ? 'on test' : 'held out in turn'
  const pages = files.filter((name) => /^label-\d+\.html$/.test(name)).length
  const lines = [
    `${sign} ${paint.bold(wrap(asked.verdict, width, 2).trimStart())}`,
    `  ${paint.dim(wrap(`asked: ${asked.sentence}`, width, 2).trimStart())}`,
    '',
    ...row('chosen', chosen.sentence, width),
    ...notes.slice(0, 5).flatMap((note) => row('note', note, width)),
    '',
    paint.bold(`    ${'label'.padEnd(wide)}    score ≥   recall  precision  (${where})`),
    ...labels.slice(0, mostLabels).map((entry) => labelLine(entry, wide, paint)),
    ...(labels.length > mostLabels ? [`    and ${labels.length - mostLabels} more in decision.json`] : []),
    '',
    ...shownFigures.map(([key, name]) => {
      const { value, low, high } = onJudged.figures[key]!
      return `    ${name.padEnd(18)} ${number(value)}${paint.dim(`  ${number(low)} to ${number(high)}`)}`
    }),
    '',
    ...row(
      'written',
      `${out}: report.html, decision.json${pages > 0 ? `, a page for each of ${pages} labels` : ''}`,
      width,
    ),
  ]
  return `${lines.filter((line, at) => line !== '' || lines[at - 1] !== '').join('\n')}\n`
}

function labelLine({ label, decision, reason }: Entry, wide: number, paint: Paint): string {
  const name = (label.length > wide ? `${label.slice(0, wide - 1)}…` : label).padEnd(wide)
  if (!decision) return `  ${paint.red('✗')} ${name}  never given: ${reason}`
  const { asked, onJudged } = decision
  const sign = asked.met === null ? ' ' : asked.met ? paint.green('✓') : paint.red('✗')
  const own = onJudged.classes.find((one) => one.class === label)
  const from = decision.decision.scoreThreshold
  const score = (from === null ? '–' : String(Number(from.toPrecision(5)))).padStart(10)
  if (asked.unjudged !== undefined) return `  ${paint.blue('·')} ${name} ${score}  not judged: ${asked.unjudged}`
  const [recall, precision] = [own?.recall, own?.precision].map((figure) => number(figure?.value ?? null))
  return `  ${sign} ${name} ${score}${recall!.padStart(9)}${precision!.padStart(11)}`
}

function row(label: string, text: string, width: number): string[] {
  return [`  ${label.padEnd(9)}${wrap(text, width, 11).trimStart()}`]
}

function number(value: number | null): string {
  if (value === null) return 'undefined'
  return value !== 0 && Math.abs(value) < 0.001 ? value.toExponential(2) : value.toFixed(3)
}
