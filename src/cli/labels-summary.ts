import type { Figure, LabelsMetrics } from '../recipes/index.ts'
import { countFindings } from './findings-text.ts'
import type { Paint } from './paint.ts'
import { wrap } from './wrap.ts'

const mostLabels = 30

/** What a run on labels came to, on one screen. */
export function labelsSummary(
  metrics: LabelsMetrics,
  out: string,
  files: readonly string[],
  paint: Paint,
  width: number,
): string {
  const { asked, input, labels, test, findings } = metrics
  const sign = asked.met === null ? paint.blue('·') : asked.met ? paint.green('✓') : paint.red('✗')
  const name = Math.min(24, Math.max(5, ...labels.map(({ label }) => label.length)))
  const lines = [
    `${sign} ${paint.bold(wrap(asked.verdict, width, 2).trimStart())}`,
    '',
    `  data     ${input.file}: ${input.rows.toLocaleString('en')} rows, ${labels.length} labels`,
    `  audit    ${countFindings(findings)}`,
    '',
    paint.bold(`  ${'on test'.padEnd(name)}     rows  recall  precision     F1  average precision  winner`),
    ...labels.slice(0, mostLabels).map((one) => `  ${labelLine(one, name)}`),
    ...(labels.length > mostLabels ? [`  and ${labels.length - mostLabels} more, in ${out}/metrics.json`] : []),
    '',
    paint.bold('  all labels on test, with 95 % intervals'),
    ...[
      ['macro F1', test.macro.f1],
      ['micro F1', test.micro.f1],
      ['all labels of a row right', test.subsetAccuracy],
      ['macro average precision', test.macroAveragePrecision],
    ].map(([what, figure]) => `    ${String(what).padEnd(26)} ${interval(figure as Figure, paint)}`),
    ...labelNotes(metrics, width),
    '',
    `  written  ${wrap(`${out}: ${files.join(', ')}`, width, 11).trimStart()}`,
  ]
  return `${lines.join('\n')}\n`
}

const mostNotes = 5

/** Worst slices, leaks and chains that won, of the labels for which there are some. */
function labelNotes({ labels }: LabelsMetrics, width: number): string[] {
  const results = labels.flatMap(({ label, result }) => (result ? [{ label, ...result }] : []))
  const notes = (head: string, sentences: readonly string[]): string[] =>
    sentences.length === 0
      ? []
      : [
          '',
          ...sentences
            .slice(0, mostNotes)
            .map((one, at) => `  ${(at === 0 ? head : '').padEnd(9)}${wrap(one, width, 11).trimStart()}`),
          ...(sentences.length > mostNotes ? [`${' '.repeat(11)}and ${sentences.length - mostNotes} more`] : []),
        ]
  return [
    ...notes(
      'slices',
      results.flatMap(({ slices }) => (slices?.worst ? [slices.worst.sentence] : [])),
    ),
    ...notes(
      'leak',
      results.flatMap(({ leak }) => (leak ? [leak.sentence] : [])),
    ),
    ...notes(
      'search',
      results.flatMap(({ label, search, comparison }) => {
        const winner = search.find(({ name }) => name === comparison.winner)
        return winner ? [`"${label}": ${winner.name} is ${winner.description}`] : []
      }),
    ),
  ]
}

function labelLine({ label, rows, failure, result }: LabelsMetrics['labels'][number], name: number): string {
  const start = `${[...label].slice(0, name).join('').padEnd(name)} ${rows.toLocaleString('en').padStart(8)}`
  if (!result) return `${start}  ${failure}`
  const own = result.test.classes.find((one) => one.class === label)
  const mark = result.asked.met === null ? '' : result.asked.met ? ' ✓' : ' ✗'
  const cells = [
    number(own?.recall.value ?? null).padStart(7),
    number(own?.precision.value ?? null).padStart(10),
    number(own?.f1.value ?? null).padStart(6),
    number(own?.averagePrecision.value ?? null).padStart(18),
  ]
  return `${start} ${cells.join(' ')}  ${result.comparison.winner}${mark}`
}

function interval({ value, low, high }: Figure, paint: Paint): string {
  return `${number(value)}${low === null || high === null ? '' : paint.dim(`  ${number(low)} to ${number(high)}`)}`
}

function number(value: number | null): string {
  return value === null ? '?' : value.toFixed(3)
}
