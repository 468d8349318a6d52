import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { breathe, type Context } from '../../core/index.ts'
import type { SavedPredictor } from '../predicting/predictor.ts'
import { writeFolder } from '../writing/output-folder.ts'
import { refuseInput } from '../writing/refuse-input.ts'
import type { DecisionFile } from './decision-schema.ts'
import type { LabelDecisionFile } from './label-decision-schema.ts'

/** How a report is made of a decision; `renderDecision` of `evenkeel/report` is one. */
export type RenderDecision = (decision: DecisionFile) => string | Promise<string>

/** How pages are made of decisions about labels; `renderLabelDecision` of `evenkeel/report` is one. */
export type RenderLabelDecision = (
  decision: LabelDecisionFile,
) => Readonly<Record<string, string>> | Promise<Readonly<Record<string, string>>>

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

/**
 * Writes the folder of decisions about several labels: `decision.json` and the pages, by their file names. All files
 * appear together at the end, or none; the input is not written over. Returns their names.
 */
export async function saveLabelDecision(
  decision: LabelDecisionFile,
  folder: string,
  input: string,
  render: RenderLabelDecision,
  context: Context = {},
): Promise<string[]> {
  await breathe(context, { stage: 'write: report', done: 0, total: 1 })
  const pages = await render(decision)
  const files = [...Object.keys(pages), 'decision.json']
  await refuseInput(
    input,
    files.map((name) => join(folder, name)),
  )
  await writeFolder(folder, async (staging) => {
    await writeFile(join(staging, 'decision.json'), `${JSON.stringify(decision, null, 2)}\n`)
    for (const [name, text] of Object.entries(pages)) await writeFile(join(staging, name), text)
    context.signal?.throwIfAborted()
  })
  return files
}
