import type { Table } from '../../tables/index.ts'
import type { Judged } from '../learn-and-judge.ts'
import type { SavedLabelPredictor } from '../predicting/label-predictor.ts'
import type { Rows } from '../reading/data-set.ts'
import type { Recipe } from '../recipe.ts'
import { taskOf } from '../tasks/task-of.ts'

/** What is written of the labels that were learned, in the order of `learned`. */
export function predictorOf(
  table: Table,
  rows: Rows,
  read: Recipe['input']['read'],
  chain: boolean,
  names: readonly string[],
  learned: ReadonlyMap<string, Judged>,
): SavedLabelPredictor {
  const features: SavedLabelPredictor['features'][number][] = []
  const written: string[] = []
  const models = Array.from(learned, ([label, found]) => {
    const steps = found.fitted.view.save()
    const text = JSON.stringify(steps)
    if (!written.includes(text)) {
      written.push(text)
      features.push(steps)
    }
    return {
      label,
      features: written.indexOf(text),
      model: found.fitted.model.save(),
      calibrator: found.calibrator.save(),
      decision: found.rule,
    }
  })
  return {
    format: 'evenkeel-label-predictor',
    version: 1,
    task: taskOf(rows).kind,
    read,
    columns: rows.roles.features.map((name) => ({ name, type: table.column(name).type })),
    chain,
    labels: names,
    features,
    models,
  }
}
