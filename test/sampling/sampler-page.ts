import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { flagName } from '../../src/cli/flags.ts'
import { z } from '../../src/core/index.ts'
import { multiLabelSamplers, regressionSamplers, type SamplerFactory } from '../../src/sampling/index.ts'

/** The paragraphs of the comment above the declaration of a sampler, or of a unit of another room. */
export function paragraphsOf(name: string, room = 'sampling'): string[] {
  const source = fileURLToPath(new URL(`../../src/${room}/`, import.meta.url))
  for (const file of readdirSync(source, { recursive: true, encoding: 'utf8' }).filter((one) => one.endsWith('.ts'))) {
    const text = readFileSync(`${source}${file}`, 'utf8')
    const at = text.search(new RegExp(`^export const ${name} = `, 'm'))
    if (at < 0) continue
    const comment = /\/\*\*((?:(?!\*\/)[\s\S])*)\*\/\s*$/.exec(text.slice(0, at))
    if (!comment) throw new Error(`${name} has no comment.`)
    const lines = comment[1]!.split('\n').map((line) => line.replace(/^\s*\* ?/, '').trimEnd())
    return lines
      .join('\n')
      .trim()
      .split(/\n{2,}/)
      .map((paragraph) => paragraph.replaceAll('\n', ' '))
  }
  throw new Error(`No file of src/${room} declares ${name}.`)
}

const families = {
  over: 'adds rows',
  under: 'takes rows away down to a count',
  cleaning: 'takes away rows that disturb',
  combined: 'adds rows, then cleans',
}
const readings = {
  labels: 'any columns, sparse ones and missing cells too',
  numbers: 'numbers',
  mixed: 'numbers beside categories',
  categories: 'categories',
}

/** What it reads, and what it can measure besides. */
function readingOf({ reads, accepts }: SamplerFactory): string {
  const more = [
    accepts.includes('missing') ? 'missing cells' : '',
    accepts.includes('sparse') ? 'wide sparse rows' : '',
  ]
  const words = more.filter((one) => one !== '').join(' and ')
  return words === '' ? readings[reads] : `${readings[reads]}, ${words} too`
}

/** The page of a sampler: its picture, its comment, its options and how to call it. */
export function samplerPage(name: string, factory: SamplerFactory): string {
  return `# ${name}

![a plane before and after ${name}](../gallery/${name}.svg)

${paragraphsOf(name).join('\n\n')}

It ${families[factory.kind]}; it reads ${readingOf(factory)}.

## Options

| option | default | what it is |
|---|---|---|
${optionRows(factory.optionsSchema)}

## Use

\`\`\`ts
import { ${name} } from 'evenkeel/sampling'

const { X, y, rows, provenance } = await ${name}().fitResample(train.X, train.y)
\`\`\`

\`\`\`sh
evenkeel resample train.csv balanced.parquet --target class --method ${flagName(name).slice(2)}
\`\`\`
`
}

/** A family beside that of one class a row: what its samplers do, and what its target is called. */
export interface OtherFamily {
  readonly title: string
  readonly sentence: string
  readonly target: string
  readonly samplers: readonly (readonly [string, { readonly optionsSchema: z.ZodType }])[]
}

export const otherFamilies: readonly OtherFamily[] = [
  {
    title: 'Targets that are numbers',
    sentence: 'It adds and takes away rows; the target is a number; it reads numbers, missing cells too.',
    target: 'prices',
    samplers: Object.entries(regressionSamplers),
  },
  {
    title: 'Several labels a row',
    sentence: 'Rows have any number of labels, 1 or 0 in a matrix of them (`labelMatrix`).',
    target: 'topics',
    samplers: Object.entries(multiLabelSamplers),
  },
]

/** The page of a sampler of another family. */
export function otherPage(name: string, schema: z.ZodType, { sentence, target }: OtherFamily): string {
  return `# ${name}

${paragraphsOf(name).join('\n\n')}

${sentence}

## Options

| option | default | what it is |
|---|---|---|
${optionRows(schema)}

## Use

\`\`\`ts
import { ${name} } from 'evenkeel/sampling'

const { X, y, rows, provenance } = await ${name}().fitResample(train.X, ${target})
\`\`\`
`
}

/** All samplers on one page. */
export function samplerIndex(all: readonly (readonly [string, SamplerFactory])[]): string {
  const rows = all.map(([name, factory]) => {
    const [first] = paragraphsOf(name)
    return `| [${name}](${name}.md) | ${families[factory.kind]} | ${readingOf(factory)} | ${cell(first!)} |\n| ![${name}](../gallery/${name}.svg) | | | |`
  })
  return `# Samplers

Each picture shows the same plane before and after: 140 common rows in a cloud, 22 rare ones on an arc through its
border. Each page says when not to use its sampler.

Samplers work in chains, each on the result of the one before; rows and parents lead back to the data before the first. In
the library that is \`pipeline\`, on the command line \`--method\` given again, each with its own flags behind it:

\`\`\`sh
evenkeel resample train.csv balanced.csv --target class \\
  --method smote --sampling-strategy 0.5 --method tomek-links --sampling-strategy all
\`\`\`

The third column says what a sampler reads. One that takes no missing cells refuses them in the library; the command line
fills them for it, for the measuring alone.

| sampler | what it does | what it reads | in one sentence |
|---|---|---|---|
${rows.join('\n')}

${otherFamilies.map(familySection).join('\n\n')}
`
}

function familySection({ title, samplers }: OtherFamily): string {
  return `## ${title}

| sampler | in one sentence |
|---|---|
${samplers.map(([name]) => `| [${name}](${name}.md) | ${cell(paragraphsOf(name)[0]!)} |`).join('\n')}`
}

/** The options of a unit, a row of a table each. */
export function optionRows(schema: z.ZodType): string {
  const { properties = {} } = z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }) as {
    properties?: Record<string, { description?: string; default?: unknown }>
  }
  return Object.entries(properties)
    .map(([option, { description = '', default: fallback }]) => {
      return `| \`${option}\` | ${fallback === undefined ? '' : `\`${JSON.stringify(fallback)}\``} | ${cell(description)} |`
    })
    .join('\n')
}

/** A text as one cell of a table. */
export function cell(text: string): string {
  return text.replaceAll('|', '\\|')
}
