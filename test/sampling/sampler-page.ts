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
  /** What its pictures show. */
  readonly picture: string
  readonly target: string
  /** The flags that name the target on the command line. */
  readonly flags: string
  readonly samplers: readonly (readonly [string, { readonly optionsSchema: z.ZodType }])[]
}

export const otherFamilies: readonly OtherFamily[] = [
  {
    title: 'Targets that are numbers',
    sentence: 'It adds and takes away rows; the target is a number; it reads numbers, missing cells too.',
    picture:
      'Each picture shows a target (upwards) against its one feature, before and after: 135 ordinary rows, 30 rare ones above and below. The shade at the left is the relevance of a value, which the box plot of the target gives; beyond the dashes it is 0.8 and more, and values count as rare.',
    target: 'prices',
    flags: '--target price',
    samplers: Object.entries(regressionSamplers),
  },
  {
    title: 'Several labels a row',
    sentence:
      'Rows have any number of labels, 1 or 0 in a matrix of them (`labelMatrix`). In a file they are columns of yes and no (`--labels`), or one that lists them (`--target topics --label-delimiter ";"`).',
    picture:
      'Each picture shows the same plane before and after, a half of a circle for each label that a row has, and below it how many rows have each. The mean imbalance is that of `labelImbalance`: how many times rarer a label is than the commonest, on average.',
    target: 'topics',
    flags: '--labels toxic,insult,threat',
    samplers: Object.entries(multiLabelSamplers),
  },
]

/** The page of a sampler of another family. */
export function otherPage(name: string, schema: z.ZodType, family: OtherFamily): string {
  const { sentence, target, flags } = family
  return `# ${name}

![before and after ${name}](../gallery/${name}.svg)

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

\`\`\`sh
evenkeel resample train.csv balanced.parquet ${flags} --method ${flagName(name).slice(2)}
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

Each page says when not to use its sampler. These are for one class a row; those for [targets that are
numbers](#targets-that-are-numbers) and for [several labels a row](#several-labels-a-row) come after them.

Each picture shows the same plane before and after: 140 common rows in a cloud, 22 rare ones on an arc through its
border.

Samplers work in chains, each on the result of the one before; rows and parents lead back to the data before the first. In
the library that is \`pipeline\`, on the command line \`--method\` given again, each with its own flags behind it:

\`\`\`sh
evenkeel resample train.csv balanced.csv --target class \\
  --method smote --sampling-strategy 0.5 --method tomek-links --sampling-strategy all
\`\`\`

With \`--test test.csv\` the command also says how many synthetic rows repeat a row of that file or come near to one, and
how many rows of the input stand in it too, which is a leak. Rows of a test file are only measured, never resampled.

The third column says what a sampler reads. One that takes no missing cells refuses them in the library; the command line
fills them for it, for the measuring alone.

| sampler | what it does | what it reads | in one sentence |
|---|---|---|---|
${rows.join('\n')}

${otherFamilies.map(familySection).join('\n\n')}
`
}

function familySection({ title, picture, samplers }: OtherFamily): string {
  return `## ${title}

${picture}

| sampler | in one sentence |
|---|---|
${samplers.map(([name]) => `| [${name}](${name}.md) | ${cell(paragraphsOf(name)[0]!)} |\n| ![${name}](../gallery/${name}.svg) | |`).join('\n')}`
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
