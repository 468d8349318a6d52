import { applyFile, readSchema } from '../../recipes/index.ts'
import { defineCommand } from '../command.ts'

export const applyCommand = defineCommand({
  name: 'apply',
  summary: 'decides about new rows with the model of a run, or with the decision of decide',
  operands: [
    { name: 'MODEL', describe: 'the model.json of a run, or the decision.json of decide' },
    {
      name: 'IN',
      describe: 'a table with the columns that the model reads; for a decision the scores that it was chosen on',
    },
    {
      name: 'OUT',
      describe: 'the file to write: the original columns, a probability for each class, and the decision',
    },
  ],
  options: readSchema,
  json: '{ out, rows, decided: [{ class, rows }], notes }',
  examples: [
    'evenkeel apply result/model.json new.csv decided.csv',
    'evenkeel apply decision/decision.json scores.csv decided.csv',
  ],

  async execute({ operands: [model, input, out], options, given, context, paint }) {
    const read = Object.fromEntries(Object.entries(options).filter(([key]) => given.includes(key)))
    const result = await applyFile(model!, input!, out!, { read }, context)
    const lines = result.decided.slice(0, 20).map((one) => `  ${one.class.padEnd(20)} ${one.rows}`)
    return { text: `${paint.bold(out!)}: ${result.rows} rows decided\n${lines.join('\n')}\n`, json: { out, ...result } }
  },
})
