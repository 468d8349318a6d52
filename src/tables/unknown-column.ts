import { DataError, didYouMean } from '../core/index.ts'

/** `train.csv: no column "klass"; it has age, amount, label` */
export function unknownColumn(path: string, name: string, known: readonly string[]): never {
  const near = didYouMean(name, known)
  const shown = known.length > 20 ? `${known.slice(0, 20).join(', ')}, …` : known.join(', ')
  throw new DataError(
    near.includes('did you mean')
      ? `${path}: no column "${name}"${near} It has ${shown}`
      : `${path}: no column "${name}"; it has ${shown}`,
  )
}
