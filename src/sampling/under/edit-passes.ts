import { type Context, DataError, type Labels, rowsByClass, within, type z } from '../../core/index.ts'
import type { AnyMatrix } from '../sampler.ts'
import { type ClassesFunction, classesNamed, type cleaningStrategy, codesNamed } from '../sampling-strategy.ts'
import type { EditRule } from './edit-rule.ts'
import { joinRows } from './join-rows.ts'
import { editOnce, neighborEditor } from './neighbor-editor.ts'
import { rarestCode } from './rarest-rows.ts'

/** The data to edit, by which rules in turn, and when to stop before the last of them. */
export interface EditPasses {
  readonly who: string
  readonly X: AnyMatrix
  readonly y: Labels<'train'>
  /** Read anew before each pass, as in imbalanced-learn: what is the smallest class then need not be the rarest. */
  readonly samplingStrategy: z.output<typeof cleaningStrategy> | ClassesFunction
  readonly rules: readonly EditRule[]
  /** See `neighborEditor`. */
  readonly hardest: EditRule
  /** Whether a pass that takes nothing away is the last. */
  readonly untilStable?: boolean
  /** Whether a pass that leaves another class smaller than the rarest was is the last. */
  readonly untilMinority?: boolean
  readonly context: Context
}

/** The rows that are left after passes of editing, class by class; a pass that empties a class is the last. */
export async function editPasses(passes: EditPasses): Promise<Int32Array> {
  const { who, X, y, rules, hardest, context } = passes
  const editor = neighborEditor(X, y, hardest)
  const rowsOf = rowsByClass(y)
  const rarest = rarestCode(y)
  const least = rowsOf[rarest]!.length
  const counts = rowsOf.map((rows) => rows.length)
  let rowsLeft = X.rowCount
  for (const [pass, rule] of rules.entries()) {
    if (rowsLeft <= rule.nNeighbors) {
      if (pass > 0) break
      throw new DataError(
        `${who}: there are ${rowsLeft} rows; ${rule.nNeighbors} neighbors need at least ${rule.nNeighbors + 1}. Lower \`nNeighbors\`.`,
      )
    }
    const targeted = targetedCodes(passes, counts)
    const around = rules.length > 1 ? within(context, `pass ${pass + 1}`) : context
    const gone = await editOnce(editor, rule, targeted, around)
    for (const [code, rows] of gone.entries()) counts[code]! -= rows.length
    const before = rowsLeft
    rowsLeft = counts.reduce((sum, count) => sum + count, 0)
    const emptied = counts.some((count, code) => count === 0 && rowsOf[code]!.length > 0)
    const outgrown = counts.some((count, code) => code !== rarest && count > 0 && count < least)
    if (emptied || (passes.untilStable && rowsLeft === before) || (passes.untilMinority && outgrown)) break
  }
  return joinRows(rowsOf.map((rows) => rows.filter((row) => editor.left[row] === 1)))
}

function targetedCodes({ who, y, samplingStrategy }: EditPasses, rowCounts: readonly number[]): number[] {
  const counts = Int32Array.from(rowCounts)
  const codes = rowCounts.flatMap((count, code) => (count > 0 ? [code] : []))
  const largest = codes.reduce((best, code) => (counts[code]! > counts[best]! ? code : best))
  const smallest = codes.reduce((best, code) => (counts[code]! < counts[best]! ? code : best))
  const classes = { codes, counts, largest, smallest }
  if (typeof samplingStrategy === 'string') return classesNamed(samplingStrategy, classes, 'not minority')
  return codesNamed(who, samplingStrategy, y, classes)
}
