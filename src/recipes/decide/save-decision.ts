import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { breathe, type Context } from '../../core/index.ts'
import { writeFolder } from '../output-folder.ts'
import type { SavedPredictor } from '../predictor.ts'
import { refuseInput } from '../refuse-input.ts'
import type { DecisionFile } from './decision-schema.ts'

/** How a report is made of a decision; `renderDecision` of `evenkeel/report` is one. */
export type RenderDecision = (decision: DecisionFile) => string | Promise<string>

/**
 * Writes the folder of a decision: `decision.json`, `report.html` and, for a refreshed model, `model.json`. All files
 * appear together at the end, or none, also when aborted; none of the inputs is written over. Returns their names.
 */
export async function saveDecision(
  decision: DecisionFile,
  model: SavedPredictor | undefined,
  folder: string,
  inputs: readonly string[],
  render: RenderDecision,
  context: Context = {},
): Promise<string[]> {
  const files = ['report.html', 'decision.json', ...(model ? ['model.json'] : [])]
  for (const input of inputs) {
    await refuseInput(
      input,
      files.map((name) => join(folder, name)),
    )
  }
  await writeFolder(folder, async (staging) => {
    const json = (name: string, value: unknown) => writeFile(join(staging, name), `${JSON.stringify(value, null, 2)}\n`)
    await json('decision.json', decision)
    if (model) await json('model.json', model)
    await breathe(context, { stage: 'write: report', done: 0, total: 1 })
    await writeFile(join(staging, 'report.html'), await render(decision))
    context.signal?.throwIfAborted()
  })
  return files
}
