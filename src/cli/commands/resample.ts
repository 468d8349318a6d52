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
  json: '{ out, method, rows: { before, after, synthetic }, classes: [{ class, before, after }], diagnosis, notes }',
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
    lines.push(...diagnosisLines(result.diagnosis))
    const made = rows.synthetic > 0 ? `, ${rows.synthetic} of them synthetic` : ''
    return {
      text: `${paint.bold(out!)}: ${rows.before} → ${rows.after} rows${made}\n${lines.join('\n')}\n`,
      json: { out, method, ...result },
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
