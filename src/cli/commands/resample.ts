import { didYouMean, OptionError, z } from '../../core/index.ts'
import { type ResampledFile, readSchema, resampleFile, resampleFileOptions } from '../../recipes/index.ts'
import { type SamplerName, samplers } from '../../sampling/index.ts'
import { defineCommand } from '../command.ts'
import { flagName } from '../flags.ts'

/** `random-over-sampler` for `randomOverSampler`, as flags are written. */
const byWord = new Map(Object.keys(samplers).map((name) => [flagName(name).slice(2), name as SamplerName]))
const methods = [...byWord.keys()] as [string, ...string[]]
const { target, ignore, dropMissingTarget } = resampleFileOptions.shape

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
  options: z.strictObject({
    target,
    method: z
      .enum(methods)
      .describe(
        'how rows are added or taken away; given again, the next goes on with the result, each with its own flags behind it',
      ),
    ignore,
    dropMissingTarget,
    ...readSchema.shape,
  }),
  chain: {
    option: 'method',
    further: (word) => {
      const name = byWord.get(word)
      if (name === undefined) throw new OptionError(`resample: no method "${word}"${didYouMean(word, methods)}`)
      return samplers[name].optionsSchema
    },
  },
  moreHelp: Object.fromEntries(
    [...byWord].map(([word, name]) => [`With --method ${word}`, samplers[name].optionsSchema as z.ZodObject]),
  ),
  words: Object.fromEntries([...byWord].map(([word, name]) => [name, `--method ${word}`])),
  json: '{ out, method, rows: { before, after, synthetic }, steps: [{ method, before, after, synthetic }], classes: [{ class, before, after }], diagnosis, notes }',
  examples: [
    'evenkeel resample train.csv balanced.csv --target label --method smote --k-neighbors 3',
    'evenkeel resample train.parquet balanced.parquet --target label --method random-under-sampler --sampling-strategy 0.5',
    'evenkeel resample train.csv balanced.csv --target label --method smote --sampling-strategy 0.5 --method tomek-links --sampling-strategy all',
  ],

  async execute({ operands: [input, out], options, steps, context, paint }) {
    const { header, columns, delimiter, encoding, types, method: _, ...rest } = options
    const read = { header, columns, delimiter, encoding, types }
    const [first, ...next] = steps.map(({ word, options: sampler }) => ({ method: byWord.get(word)!, sampler }))
    const result = await resampleFile(input!, out!, { ...rest, ...first!, next, read }, context)
    const { rows, classes } = result
    const method = steps.map(({ word }) => word).join(' + ')
    const done = result.steps.map((step, at) => ({ ...step, method: steps[at]!.word }))
    const lines = done.length > 1 ? done.map((one) => `  ${one.method}: ${one.before} → ${one.after} rows`) : []
    const shown = classes.slice(0, 20).map((one) => `  ${one.class.padEnd(20)} ${one.before} → ${one.after}`)
    lines.push(...shown)
    if (classes.length > 20) lines.push(`  and ${classes.length - 20} classes more`)
    lines.push(...diagnosisLines(result.diagnosis))
    const made = rows.synthetic > 0 ? `, ${rows.synthetic} of them synthetic` : ''
    return {
      text: `${paint.bold(out!)}: ${rows.before} → ${rows.after} rows${made}\n${lines.join('\n')}\n`,
      json: { out, method, ...result, steps: done },
    }
  },
})

/** Where the new rows lie, one line a class. */
function diagnosisLines(diagnosis: ResampledFile['diagnosis']): string[] {
  return (diagnosis?.classes ?? [])
    .filter(({ synthetic }) => synthetic > 0)
    .slice(0, 10)
    .flatMap((one) => {
      const percent = (share: number) => `${(100 * share).toFixed(1)} %`
      return [
        `  new rows of ${one.class}:`,
        `    ${percent(one.inOtherTerritory)} lie among other classes (of its own rows ${percent(one.originalsInOtherTerritory)})`,
        `    ${percent(one.outliers)} lie outside the class; ${one.copiesOfOriginals + one.copiesOfSynthetic} repeat a row exactly`,
      ]
    })
}
