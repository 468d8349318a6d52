import { OptionError, z } from '../../core/index.ts'
import {
  labelOptions,
  readSchema,
  resampleFile,
  resampleFileOptions,
  resampleLabelsFile,
  resampleNumbersFile,
} from '../../recipes/index.ts'
import { type Call, defineCommand, type Outcome } from '../command.ts'
import { type Family, methodOf, methods, wordsOf } from '../resample-methods.ts'
import { type Done, resampleSummary } from '../resample-summary.ts'

const { ignore, dropMissingTarget, test } = resampleFileOptions.shape
const { labels, labelDelimiter } = labelOptions.shape

const options = z.strictObject({
  target: z
    .string()
    .optional()
    .describe(
      `the column that holds the classes; for ${wordsOf('numbers')} a number; needed unless \`labels\` are named`,
    ),
  method: z
    .enum([...methods.keys()] as [string, ...string[]])
    .describe(
      'how rows are added or taken away; given again, the next goes on with the result, each with its own flags behind it',
    ),
  labels: labels.describe(`columns of yes and no, one a label, for ${wordsOf('labels')}; instead of a target`),
  labelDelimiter: labelDelimiter.describe('for the same: the target holds any number of labels a row, parted by that'),
  test,
  ignore,
  dropMissingTarget,
  ...readSchema.shape,
})

export const resampleCommand = defineCommand({
  name: 'resample',
  summary: 'rebalances a training file',
  operands: [
    { name: 'IN', describe: 'a table of training rows alone; split first' },
    {
      name: 'OUT',
      describe: 'the file to write: the original columns and where each row comes from, in the format of its extension',
    },
  ],
  options,
  chain: { option: 'method', further: (word) => methodOf(word).schema },
  moreHelp: Object.fromEntries([...methods.values()].map(({ word, schema }) => [`With --method ${word}`, schema])),
  words: Object.fromEntries([...methods.values()].map(({ word, name }) => [name, `--method ${word}`])),
  json: '{ out, method, rows: { before, after, synthetic }, steps: [{ method, before, after, synthetic }], classes: [{ class, before, after }], diagnosis, test: { file, rows, repeated, leak }, notes }; for a number, instead of classes, target: { column, threshold, controlPoints, relevance: { before, after }, stretches: [{ from, to, rare, before, after }] }; for labels, labels: [{ label, before, after, imbalance }] and meanImbalance: { before, after }',
  examples: [
    'evenkeel resample train.csv balanced.csv --target label --method smote --k-neighbors 3',
    'evenkeel resample train.parquet balanced.parquet --target label --method random-under-sampler --sampling-strategy 0.5',
    'evenkeel resample train.csv balanced.csv --target label --method smote --sampling-strategy 0.5 --method tomek-links --sampling-strategy all',
    'evenkeel resample train.csv balanced.csv --target label --method smote --test test.csv',
    'evenkeel resample train.csv balanced.csv --target price --method smoter',
    'evenkeel resample train.csv balanced.csv --target price --method smogn --control-points 200=0,400=1',
    'evenkeel resample train.csv balanced.csv --labels toxic,insult,threat --method ml-ros --share 0.3',
    'evenkeel resample train.csv balanced.csv --target topics --label-delimiter ";" --method ml-smote',
  ],

  async execute(call) {
    const [input, out] = call.operands as [string, string]
    const { result, family } = await resample(input, out, call)
    const { steps } = call
    const done = result.steps.map((step, at) => ({ ...step, method: steps[at]!.word }))
    const method = steps.map(({ word }) => word).join(' + ')
    return {
      text: resampleSummary({ family, result: { ...result, steps: done } } as Done, input, out, call.paint, call.width),
      json: { out, method, ...result, steps: done },
    } satisfies Outcome
  },
})

type OwnCall = Call<z.output<typeof options>>

async function resample(input: string, out: string, call: OwnCall) {
  const { header, columns, delimiter, encoding, types, target, ignore, test, dropMissingTarget } = call.options
  const { labels, labelDelimiter } = call.options
  const family = familyOf(call)
  const [first, ...next] = call.steps.map(({ word, options: sampler }) => ({ method: methodOf(word).name, sampler }))
  const shared = { ignore, test, read: { header, columns, delimiter, encoding, types }, ...first!, next }
  const { context } = call
  switch (family) {
    case 'classes': {
      const given = { ...shared, target: target!, dropMissingTarget } as Parameters<typeof resampleFile>[2]
      return { family, result: await resampleFile(input, out, given, context) }
    }
    case 'numbers': {
      const given = { ...shared, target: target!, dropMissingTarget } as Parameters<typeof resampleNumbersFile>[2]
      return { family, result: await resampleNumbersFile(input, out, given, context) }
    }
    case 'labels': {
      const given = { ...shared, labels, target, labelDelimiter } as Parameters<typeof resampleLabelsFile>[2]
      return { family, result: await resampleLabelsFile(input, out, given, context) }
    }
  }
}

/** What all steps rebalance by; refuses flags that are not for that. */
function familyOf({ steps, options, given }: OwnCall): Family {
  const [first, ...others] = steps.map(({ word }) => methodOf(word))
  const { family, word } = first!
  const odd = others.find((one) => one.family !== family)
  if (odd) {
    throw new OptionError(
      `resample: --method ${word} rebalances by ${by[family]} and --method ${odd.word} by ${by[odd.family]}. Chain methods of one kind.`,
    )
  }
  const { target, labels, labelDelimiter } = options
  if (family === 'labels') {
    if (labels === undefined && (target === undefined || labelDelimiter === undefined)) {
      throw new OptionError(
        `resample: --method ${word} is for several labels a row. Name their columns with --labels, or the one that lists them with --target and --label-delimiter.`,
      )
    }
    if (labels !== undefined && (target !== undefined || labelDelimiter !== undefined)) {
      throw new OptionError(
        `resample: ${target === undefined ? '--label-delimiter' : '--target'} cannot stand beside --labels. Leave one of them out.`,
      )
    }
    if (given.includes('dropMissingTarget') && options.dropMissingTarget) {
      throw new OptionError(
        'resample: --drop-missing-target is not for labels, where an empty list is no label. Leave it out.',
      )
    }
    return family
  }
  for (const [flag, value] of [
    ['--labels', labels],
    ['--label-delimiter', labelDelimiter],
  ] as const) {
    if (value === undefined) continue
    throw new OptionError(
      `resample: ${flag} is for ${wordsOf('labels')}; --method ${word} rebalances by ${by[family]}. Name its column with --target.`,
    )
  }
  if (target === undefined) {
    throw new OptionError(
      `resample: --target is missing. It is the column of ${by[family]} that ${word} rebalances by.`,
    )
  }
  return family
}

const by: Readonly<Record<Family, string>> = { classes: 'classes', numbers: 'numbers', labels: 'several labels a row' }
