import { OptionError } from '../../core/index.ts'
import {
  type LabelsRunGiven,
  labelsRunOptions,
  readSchema,
  runLabels,
  runLabelsRecipe,
  saveLabelsRun,
} from '../../recipes/index.ts'
import { renderLabels } from '../../report/index.ts'
import type { Call, Outcome } from '../command.ts'
import { flagName } from '../flags.ts'
import { labelsSummary } from '../labels-summary.ts'

const files = ['report.html', 'metrics.json', 'recipe.json', 'model.json', 'split.parquet']

/** What `run` does where rows have any number of labels. */
export async function finishLabels(call: Call<object>, isRecipe: boolean, out: string): Promise<Outcome> {
  const { context, paint, width } = call
  const file = call.operands[0]!
  const done = isRecipe ? await runLabelsRecipe(file, context) : await runLabels(file, labelsGiven(call), context)
  try {
    context.onProgress?.({ stage: 'write', done: 0, total: 1 })
    await saveLabelsRun(done, out, renderLabels, context)
    const { metrics } = done
    const { asked, labels, test, leftOut, findings } = metrics
    const exitCode = asked.met === false ? 3 : 0
    return {
      text: labelsSummary(metrics, out, files, paint, width),
      json: { out, files, exitCode, asked, labels, test, leftOut, findings },
      exitCode,
    }
  } finally {
    await done.close()
  }
}

/** Flags that make no sense beside labels are refused where they were given, and left out where they hold defaults. */
function labelsGiven({ options, given }: Call<object>): LabelsRunGiven {
  const entries = Object.entries(options)
  const read = Object.fromEntries(entries.filter(([key]) => key in readSchema.shape))
  const rest = Object.fromEntries(entries.filter(([key]) => key in labelsRunOptions.shape))
  const odd = given.find((key) => !(key in read) && !(key in rest) && !besideAll.includes(key))
  if (odd !== undefined) {
    throw new OptionError(`run: ${flagName(odd)} is not for labels. Leave it out, or look for one of them as --target.`)
  }
  return { ...rest, read }
}

const besideAll = ['out', 'json', 'workers', 'help']
