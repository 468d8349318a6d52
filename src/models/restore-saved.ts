import { DataError, didYouMean, type SavedModel } from '../core/index.ts'

/** What restores saved models, by their names. */
export type Restorers<Fitted> = Readonly<Record<string, { load(saved: SavedModel): Fitted }>>

/** Restores a saved model by its name; `who` and `what` are the words for the errors. It runs no code from the file. */
export function restoreSaved<Fitted>(who: string, what: string, saved: SavedModel, known: Restorers<Fitted>): Fitted {
  const given = saved as Partial<SavedModel> | null | undefined
  if (given?.format !== 'evenkeel-model') {
    throw new DataError(`${who}: this is not a saved model; pass what \`save()\` returned, as JSON.`)
  }
  if (given.version !== 1) {
    throw new DataError(`${who}: version ${given.version} is not known here; install a newer evenkeel to read it.`)
  }
  const name = given.name ?? ''
  if (!Object.hasOwn(known, name)) {
    throw new DataError(`${who}: no ${what} "${name}"${didYouMean(name, Object.keys(known))}`)
  }
  return known[name]!.load(saved)
}
