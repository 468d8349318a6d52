import { type Fold, split } from '../../core/index.ts'

/** The folds of a cross-validation in which each row is judged in the fold that it is dealt to. */
export function foldsOf(foldOf: Int32Array, folds: number): Fold[] {
  const sizes = new Int32Array(folds)
  for (const fold of foldOf) sizes[fold]!++
  return Array.from(sizes, (size, fold) => {
    const validation = new Int32Array(size)
    const train = new Int32Array(foldOf.length - size)
    let inside = 0
    let outside = 0
    for (let row = 0; row < foldOf.length; row++) {
      if (foldOf[row] === fold) validation[inside++] = row
      else train[outside++] = row
    }
    return Object.freeze({ train: split('train', train), validation: split('validation', validation) })
  })
}
