import { breathe, type Context, parseOptions, within, z } from '../../core/index.ts'
import { openTable, type Table } from '../../tables/index.ts'
import { finding } from '../audit/check.ts'
import type { Finding } from '../audit/finding.ts'
import { readSchema } from '../recipe.ts'
import { checkConflicts, checkCopiesAcross, checkCopiesInside } from './copies.ts'
import { checkFigures } from './figures.ts'
import { type FoundFile, findPartFiles } from './find-part-files.ts'
import { type PartSet, readPartSet } from './part-file.ts'
import { checkSharedGroups } from './shared-groups.ts'
import { checkShares } from './shares.ts'
import { checkSynthetic } from './synthetic.ts'

export const checkProjectOptions = z.strictObject({
  target: z.string().optional().describe('the column of the classes; default: label, class, target or y'),
  group: z.string().optional().describe('a column that names what must not straddle parts, such as a patient'),
  read: readSchema.default({}).describe('how the files are read'),
})
export type CheckProjectOptions = z.input<typeof checkProjectOptions>

/** What `checkProject` has found. Plain JSON. */
export interface ProjectCheck {
  readonly folder: string
  readonly files: readonly {
    readonly file: string
    readonly part: 'train' | 'validation' | 'test'
    readonly rows: number
    /** How many rows each class has, the most frequent first. */
    readonly classes: readonly { readonly class: string; readonly rows: number }[]
  }[]
  /** Files of figures that were looked at. */
  readonly figures: readonly string[]
  /** The gravest first. */
  readonly findings: readonly Finding[]
}

const order: readonly Finding['severity'][] = ['error', 'warning', 'note', 'passed']

/**
 * Lints the files of a project for the mistakes of the field: copies and groups astride the parts, validation or test
 * data that were resampled, rows that were made up without a word on where they come from, labels that conflict, figures
 * that hide the rare class, one threshold for all. Files are found by their names (train, valid, validation, dev, test);
 * nothing is written. What it does not find may still be there: rows that are alike but not the same, say.
 */
export async function checkProject(
  folder: string,
  given: CheckProjectOptions = {},
  context: Context = {},
): Promise<ProjectCheck> {
  const options = parseOptions('check', checkProjectOptions, given)
  const { parts, figures } = await findPartFiles(folder, context)
  const sets = new Map<string, FoundFile[]>()
  for (const part of parts) sets.set(part.set, [...(sets.get(part.set) ?? []), part])
  const files: ProjectCheck['files'][number][] = []
  const found: Finding[] = []
  let classCount = 0
  for (const [done, members] of [...sets.values()].entries()) {
    await breathe(context, { stage: 'check', done, total: sets.size })
    const tables: Table[] = []
    try {
      for (const { path } of members) tables.push(await openTable(path, options.read, within(context, 'read')))
      const set = await readPartSet(members, tables, options.target, within(context, 'read'))
      classCount = Math.max(classCount, set.classes.length)
      files.push(...set.files.map((file) => described(file, set.classes)))
      found.push(...(await checkSet(set, options.group)))
    } finally {
      for (const table of tables) await table.close()
    }
  }
  for (const file of figures) found.push(...(await checkFigures(file, classCount)))
  return {
    folder,
    files,
    figures: figures.map(({ name }) => name),
    findings: found.sort((a, b) => order.indexOf(a.severity) - order.indexOf(b.severity)),
  }
}

async function checkSet(set: PartSet, group: string | undefined): Promise<Finding[]> {
  const parts = new Set(set.files.map(({ part }) => part))
  const missing = (['train', 'validation', 'test'] as const).filter((part) => !parts.has(part))
  const told = missing.map((part) =>
    finding(
      part === 'test' || part === 'train' ? 'warning' : 'note',
      'missing-part',
      part,
      `${set.files.map(({ name }) => name).join(', ')}: there is no ${part} part${part === 'validation' ? '; was the threshold chosen on test?' : '.'}`,
      part === 'train' ? 'Without it only the held-out files can be checked.' : 'evenkeel split makes all three.',
    ),
  )
  return [
    ...checkCopiesAcross(set),
    ...checkConflicts(set),
    ...checkCopiesInside(set),
    ...checkShares(set),
    ...(await checkSharedGroups(set, group)),
    ...(await checkSynthetic(set)),
    ...told,
  ]
}

function described({ name, part, rowCount, codes }: PartSet['files'][number], classes: readonly string[]) {
  const counts = classes.map((one, code) => ({
    class: one,
    rows: codes.reduce((sum, other) => sum + (other === code ? 1 : 0), 0),
  }))
  return {
    file: name,
    part,
    rows: rowCount,
    classes: counts.filter(({ rows }) => rows > 0).sort((a, b) => b.rows - a.rows),
  }
}
