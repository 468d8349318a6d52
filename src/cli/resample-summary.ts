import type {
  DiagnosisFigures,
  HeldOutFile,
  ResampledFile,
  ResampledLabelsFile,
  ResampledNumbersFile,
} from '../recipes/index.ts'
import type { Paint } from './paint.ts'
import { wrap } from './wrap.ts'

/** What a resampling came to, of any family. */
export type Done =
  | { readonly family: 'classes'; readonly result: ResampledFile }
  | { readonly family: 'numbers'; readonly result: ResampledNumbersFile }
  | { readonly family: 'labels'; readonly result: ResampledLabelsFile }

const most = 20

/** What was done to a file, for people: counts before and after, where the new rows lie, what a test file says. */
export function resampleSummary(done: Done, input: string, out: string, paint: Paint, width: number): string {
  const { rows, steps, test } = done.result
  const made = rows.synthetic > 0 ? `, ${rows.synthetic} of them synthetic` : ''
  const lines = [
    `${paint.bold(out)}: ${rows.before} → ${rows.after} rows${made}`,
    ...(steps.length > 1 ? steps.map((one) => `  ${one.method}: ${one.before} → ${one.after} rows`) : []),
    ...countLines(done),
    ...diagnosisLines(done),
    ...(test ? testLines(done, test, input, paint, width) : []),
  ]
  return `${lines.join('\n')}\n`
}

function countLines({ family, result }: Done): string[] {
  switch (family) {
    case 'classes':
      return listed(
        result.classes.map((one) => `${one.class.padEnd(20)} ${one.before} → ${one.after}`),
        'classes',
      )
    case 'numbers': {
      const { column, threshold, relevance, stretches } = result.target
      const shown = stretches.map(
        ({ from, to, rare, before, after }) =>
          `${`${figure(from)} to ${figure(to)}`.padEnd(20)} ${before} → ${after}${rare ? '  rare' : ''}`,
      )
      return [
        `  ${column}, cut where its relevance crosses ${threshold}:`,
        ...listed(shown, 'stretches').map((line) => `  ${line}`),
        `  mean relevance       ${share(relevance.before)} → ${share(relevance.after)}`,
      ]
    }
    case 'labels': {
      const shown = result.labels.map(({ label, before, after, imbalance }) => {
        const ratios = `${ratio(imbalance.before)} → ${ratio(imbalance.after)}`
        return `${label.padEnd(20)} ${`${before} → ${after}`.padEnd(18)} ${ratios}`
      })
      return [
        `  ${'label'.padEnd(20)} ${'rows'.padEnd(18)} times rarer than the commonest`,
        ...listed(shown, 'labels'),
        `  ${'mean'.padEnd(39)} ${ratio(result.meanImbalance.before)} → ${ratio(result.meanImbalance.after)}`,
      ]
    }
  }
}

function listed(lines: readonly string[], what: string): string[] {
  const shown = lines.slice(0, most).map((line) => `  ${line}`)
  return lines.length > most ? [...shown, `  and ${lines.length - most} ${what} more`] : shown
}

/** Where the new rows lie, one entry a class or stretch. */
function diagnosisLines({ family, result }: Done): string[] {
  if (family === 'labels') {
    const all = result.diagnosis
    return all && all.synthetic > 0 ? ['  new rows:', ...ownLines(all, 'the rows there were', 'these')] : []
  }
  const unit = family === 'classes' ? 'class' : 'stretch'
  const others = family === 'classes' ? 'classes' : 'stretches'
  return (result.diagnosis?.classes ?? [])
    .filter(({ synthetic }) => synthetic > 0)
    .slice(0, 10)
    .flatMap((one) => [
      `  new rows of ${one.class}:`,
      `    ${percent(one.inOtherTerritory)} lie among other ${others} (of its own rows ${percent(one.originalsInOtherTerritory)})`,
      ...ownLines(one, `the ${unit}`, `the ${unit}'s own rows`),
    ])
}

type OwnFigures = Pick<
  DiagnosisFigures['classes'][number],
  'outliers' | 'copiesOfOriginals' | 'copiesOfSynthetic' | 'test'
>

function ownLines(
  { outliers, copiesOfOriginals, copiesOfSynthetic, test }: OwnFigures,
  what: string,
  rows: string,
): string[] {
  const lines = [
    `    ${percent(outliers)} lie outside ${what}; ${copiesOfOriginals + copiesOfSynthetic} repeat a row exactly`,
  ]
  if (test) {
    const { exact, near } = test
    lines.push(
      `    ${exact} repeat a test row exactly; ${near} lie nearer to one than 99 % of ${rows} lie to each other`,
    )
  }
  return lines
}

/** What a held-out file is to the rows: only measured, and a warning where rows stand in both. */
function testLines(
  { result }: Done,
  { file, rows, repeated, leak }: HeldOutFile,
  input: string,
  paint: Paint,
  width: number,
) {
  const compared =
    result.rows.synthetic === 0
      ? 'no synthetic row to compare with them'
      : result.diagnosis
        ? 'synthetic rows compared with them above'
        : 'too many rows or columns to compare synthetic ones with them'
  const lines = [`  ${file}: ${rows} rows, only measured, none resampled; ${compared}`]
  if (repeated === 0) return [...lines, `  no row of ${input} stands there too`]
  const part = `${percent(repeated / result.rows.before)} of its rows`
  const what = `${repeated === 1 ? '1 row' : `${repeated} rows`} of ${input} (${part}) ${repeated === 1 ? 'stands' : 'stand'} in ${file} too`
  const remedy = `Take them out of ${input}, or split anew with evenkeel split, which keeps copies together.`
  if (!leak) {
    return [
      ...lines,
      wrap(`${what}; with so few different values that may be chance. If it is not: ${lower(remedy)}`, width, 2),
    ]
  }
  const [sign, color] = repeated / result.rows.before >= 0.01 ? ['✗', paint.red] : ['!', paint.yellow]
  const why = 'a model that learns from them is judged on what it has seen.'
  return [...lines, color(wrap(`${sign} a leak: ${what}, and ${why} ${remedy}`, width, 2))]
}

function lower(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1)
}

function percent(value: number): string {
  return `${(100 * value).toFixed(1)} %`
}

function share(value: number): string {
  return value.toFixed(3)
}

function ratio(value: number | null): string {
  return value === null ? '–' : value.toFixed(2)
}

/** A value of the target, short enough for a line. */
function figure(value: number): string {
  return String(Number(value.toPrecision(6)))
}
