import { didYouMean, OptionError, z } from '../../core/index.ts'
import { readSchema, resampleFile, resampleFileOptions } from '../../recipes/index.ts'
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
    method: z.enum(methods).describe('how rows are added or taken away'),
    ignore,
    dropMissingTarget,
    ...readSchema.shape,
  }),
  more: ({ method }) => {
    if (typeof method !== 'string') return undefined
    const name = byWord.get(method)
    if (name === undefined) throw new OptionError(`resample: no method "${method}"${didYouMean(method, methods)}`)
    return samplers[name].optionsSchema
  },
  moreHelp: Object.fromEntries(
    [...byWord].map(([word, name]) => [`With --method ${word}`, samplers[name].optionsSchema as z.ZodObject]),
  ),
  words: Object.fromEntries([...byWord].map(([word, name]) => [name, `--method ${word}`])),
  json: '{ out, method, rows: { before, after, synthetic }, classes: [{ class, before, after }], notes }',
  examples: [
    'evenkeel resample train.csv balanced.csv --target label --method smote --k-neighbors 3',
    'evenkeel resample train.parquet balanced.parquet --target label --method random-under-sampler --sampling-strategy 0.5',
  ],

  async execute({ operands: [input, out], options, more, context, paint }) {
    const { header, columns, delimiter, encoding, types, method, ...rest } = options
    const read = { header, columns, delimiter, encoding, types }
    const name = byWord.get(method)!
    const result = await resampleFile(input!, out!, { ...rest, method: name, sampler: more, read }, context)
    const { rows, classes } = result
    const lines = classes.slice(0, 20).map((one) => `  ${one.class.padEnd(20)} ${one.before} → ${one.after}`)
    if (classes.length > 20) lines.push(`  and ${classes.length - 20} classes more`)
    const made = rows.synthetic > 0 ? `, ${rows.synthetic} of them synthetic` : ''
    return {
      text: `${paint.bold(out!)}: ${rows.before} → ${rows.after} rows${made}\n${lines.join('\n')}\n`,
      json: { out, method, ...result },
    }
  },
})
