// Writes the JSON Schemas of recipe.json, metrics.json and decision.json (of classes and of labels) from their declarations in the built package.
import { mkdirSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { z } from '../dist/core/index.js'
import {
  decisionFileSchema,
  labelDecisionSchema,
  labelsMetricsSchema,
  labelsRecipeSchema,
  metricsSchema,
  recipeSchema,
} from '../dist/recipes/index.js'

const target = fileURLToPath(new URL('../schemas/', import.meta.url))

const schemas = [
  {
    file: 'recipe.schema.json',
    title: 'An evenkeel recipe',
    description: 'A run as plain JSON: run again it gives the same metrics.json and training set, byte for byte.',
    // What a person may write: everything that has a default can be left out.
    schema: z.toJSONSchema(recipeSchema, { io: 'input' }),
  },
  {
    file: 'metrics.schema.json',
    title: 'The metrics of an evenkeel run',
    description: 'Everything that a run found out.',
    schema: z.toJSONSchema(metricsSchema, { io: 'output' }),
  },
  {
    file: 'labels-recipe.schema.json',
    title: 'An evenkeel recipe of a run on labels',
    description: 'A run on rows with any number of labels as plain JSON: run again it gives the same bytes.',
    schema: z.toJSONSchema(labelsRecipeSchema, { io: 'input' }),
  },
  {
    file: 'labels-metrics.schema.json',
    title: 'The metrics of an evenkeel run on labels',
    description: 'Everything that a run on rows with any number of labels found out.',
    schema: z.toJSONSchema(labelsMetricsSchema, { io: 'output' }),
  },
  {
    file: 'decision.schema.json',
    title: 'An evenkeel decision',
    description: 'A decision about scores of any model: the rule, how it was chosen, and how it does.',
    schema: z.toJSONSchema(decisionFileSchema, { io: 'output' }),
  },
  {
    file: 'label-decision.schema.json',
    title: 'Evenkeel decisions about several labels',
    description: 'A decision for each label, and how all of them do together.',
    schema: z.toJSONSchema(labelDecisionSchema, { io: 'output' }),
  },
]

mkdirSync(target, { recursive: true })
for (const { file, title, description, schema } of schemas) {
  const { $schema, ...rest } = schema
  writeFileSync(`${target}${file}`, `${JSON.stringify({ $schema, title, description, ...rest }, null, 2)}\n`)
}
