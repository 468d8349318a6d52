import type { OptionsSchema } from '../../src/core/index.ts'
import { cell, optionRows, paragraphsOf } from '../sampling/sampler-page.ts'

/** The page of an ensemble: its picture, its comment, its options and how to call it. */
export function ensemblePage(name: string, factory: { readonly optionsSchema: OptionsSchema }): string {
  const paragraphs = paragraphsOf(name, 'ensembles')
  const grows = paragraphs.some((one) => one.includes('{ from: model }'))
  const larger = `const larger = await ${name}({ nEstimators: 200 }).fit(train.X, train.y, { from: model })\n`
  return `# ${name}

![where one tree and ${name} see the rare class](../gallery/${name}.svg)

${paragraphs.join('\n\n')}

## Options

| option | default | what it is |
|---|---|---|
${optionRows(factory.optionsSchema)}

## Use

\`\`\`ts
import { loadClassifier, ${name} } from 'evenkeel/ensembles'

const model = await ${name}().fit(train.X, train.y)
const probabilities = model.predictProba(test.X)
const again = loadClassifier(model.save())
${grows ? larger : ''}\`\`\`
`
}

/** All ensembles on one page. */
export function ensembleIndex(names: readonly string[]): string {
  const rows = names.map(
    (name) =>
      `| [${name}](${name}.md) | ${cell(paragraphsOf(name, 'ensembles')[0]!)} |\n| ![${name}](../gallery/${name}.svg) | |`,
  )
  return `# Ensembles

Each picture shows the plane of the [samplers](../samplers/README.md), and where a model sees the rare class: one
decision tree on the left, the ensemble on the right. What they find is counted on ten further draws of the plane. Each
page says when not to use its ensemble.

| ensemble | in one sentence |
|---|---|
${rows.join('\n')}
`
}
