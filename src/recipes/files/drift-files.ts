import { basename } from 'node:path'
import { type Context, DataError, labelsFromCodes, parseOptions, within, z } from '../../core/index.ts'
import {
  columnDriftOptions,
  type DomainDrift,
  domainClassifier,
  type EstimatedPerformance,
  estimatedPriorDrift,
  estimatePerformance,
  type PriorDrift,
  priorDrift,
  type TableDrift,
  tableDrift,
} from '../../drift/index.ts'
import { openTable, type Table } from '../../tables/index.ts'
import { predictTable, readPredictor } from '../predicting/predict-table.ts'
import type { Predictor } from '../predicting/predictor.ts'
import { readSchema, recipeOptions } from '../recipe.ts'

const { text, id, ignore, seed } = recipeOptions.shape

export const driftFilesOptions = z.strictObject({
  target: z
    .string()
    .optional()
    .describe('the column of the classes, whose shares are compared; the current file may lack it'),
  text: text.describe('a column of texts to compare; without it the tables are compared'),
  id: id.describe('names the rows; it is not compared'),
  ignore: ignore.describe('columns not to compare'),
  model: z
    .string()
    .optional()
    .describe('the model.json of a run: its figures, and the shares of the classes, are estimated without labels'),
  alpha: columnDriftOptions.shape.alpha,
  threshold: columnDriftOptions.shape.threshold,
  seed,
  read: readSchema.default({}).describe('how both files are read'),
})
export type DriftFilesOptions = z.input<typeof driftFilesOptions>

/** What `driftFiles` has found. Plain JSON. */
export interface FileDrift {
  readonly reference: { readonly file: string; readonly rows: number }
  readonly current: { readonly file: string; readonly rows: number }
  /** Whether a column, the rows as a whole, the texts or the shares of the classes have drifted. */
  readonly drifted: boolean
  /** Column by column and as a whole; null for texts. */
  readonly table: TableDrift | null
  readonly text: DomainDrift | null
  /** From labels where both files have them, else estimated by the model; null without either. */
  readonly classes: (PriorDrift & { readonly estimated: boolean }) | null
  /** What the model's threshold does, estimated without labels; null without a model of one threshold. */
  readonly performance: {
    readonly threshold: number
    readonly reference: EstimatedPerformance
    readonly current: EstimatedPerformance
  } | null
  /** Columns of the reference that were not compared, and why. */
  readonly leftOut: readonly { readonly column: string; readonly reason: string }[]
}

/**
 * Compares a reference file (the training data, say) with current rows: every column, the rows as a whole, the shares of
 * the classes, and with a model what its decisions will be worth, without labels. Both files are left as they are.
 */
export async function driftFiles(
  referencePath: string,
  currentPath: string,
  given: DriftFilesOptions = {},
  context: Context = {},
): Promise<FileDrift> {
  const options = parseOptions('drift', driftFilesOptions, given)
  const predictor = options.model === undefined ? undefined : await readPredictor(options.model)
  const reference = await openTable(referencePath, options.read, within(context, 'read'))
  try {
    const current = await openTable(currentPath, options.read, within(context, 'read'))
    try {
      return await compare(reference, current, options, predictor, context)
    } finally {
      await current.close()
    }
  } finally {
    await reference.close()
  }
}

async function compare(
  reference: Table,
  current: Table,
  options: z.output<typeof driftFilesOptions>,
  predictor: Predictor | undefined,
  context: Context,
): Promise<FileDrift> {
  const { compared, leftOut } = sharedColumns(reference, current, options)
  const table = options.text === undefined ? await compareTables(reference, current, compared, options, context) : null
  const text = options.text === undefined ? null : await compareTexts(reference, current, options, context)
  const proba = predictor && {
    reference: await predictTable(predictor, reference, context),
    current: await predictTable(predictor, current, context),
  }
  const classes = await compareClasses(reference, current, options, predictor, proba?.current, context)
  return {
    reference: { file: basename(reference.path), rows: reference.rowCount },
    current: { file: basename(current.path), rows: current.rowCount },
    drifted:
      (table?.columns.some(({ drifted }) => drifted) ?? false) ||
      (table?.domain ?? text)?.drifted === true ||
      (classes?.pValue ?? 1) < options.alpha,
    table,
    text,
    classes,
    performance: proba && predictor ? foretell(predictor, proba.reference, proba.current) : null,
    leftOut,
  }
}

async function compareTables(
  reference: Table,
  current: Table,
  names: readonly string[],
  { alpha, threshold, seed }: z.output<typeof driftFilesOptions>,
  context: Context,
): Promise<TableDrift> {
  if (names.length === 0) {
    throw new DataError(
      `${current.path}: it shares no column with ${reference.path} that can be compared. Name a text column, or other files.`,
    )
  }
  const inside = within(context, 'compare')
  return tableDrift(
    await reference.matrix(names, inside),
    await current.matrix(names, inside),
    { columns: { alpha, threshold }, domain: { seed } },
    inside,
  )
}

async function compareTexts(
  reference: Table,
  current: Table,
  { text, seed }: z.output<typeof driftFilesOptions>,
  context: Context,
): Promise<DomainDrift> {
  const textsOf = async (table: Table) => (await table.texts(text!, context)).map((one) => one ?? '')
  return domainClassifier(await textsOf(reference), await textsOf(current), { seed }, within(context, 'compare'))
}

/** Labels where both files have them; else what the model's probabilities say of the current rows. */
async function compareClasses(
  reference: Table,
  current: Table,
  { target }: z.output<typeof driftFilesOptions>,
  predictor: Predictor | undefined,
  proba: Float64Array | undefined,
  context: Context,
): Promise<FileDrift['classes']> {
  if (target === undefined) return null
  const before = (await reference.texts(target, context)).filter((one) => one !== null)
  if (current.columns.some(({ name }) => name === target)) {
    const now = (await current.texts(target, context)).filter((one) => one !== null)
    const classes = [...new Set([...before, ...now])].sort()
    return { ...priorDrift(coded(before, classes), coded(now, classes)), estimated: false }
  }
  if (!predictor || !proba) return null
  const { classes } = predictor.saved
  const [rest, name] = classes
  // A model of one class against the rest knows the others by one name only.
  const known =
    classes.length === 2 && !before.includes(rest!) ? before.map((one) => (one === name ? name : rest!)) : before
  return { ...estimatedPriorDrift(coded(known, classes), proba), estimated: true }
}

function coded(values: readonly string[], classes: readonly string[]) {
  const codeOf = new Map(classes.map((name, code) => [name, code]))
  return labelsFromCodes(
    Int32Array.from(values, (value) => codeOf.get(value) ?? -1),
    classes,
  )
}

function foretell({ saved }: Predictor, before: Float64Array, now: Float64Array): FileDrift['performance'] {
  if (!('threshold' in saved.decision)) return null
  const { threshold } = saved.decision
  const positive = (proba: Float64Array) => proba.filter((_, cell) => cell % 2 === 1)
  return {
    threshold,
    reference: estimatePerformance(positive(before), threshold),
    current: estimatePerformance(positive(now), threshold),
  }
}

function sharedColumns(
  reference: Table,
  current: Table,
  { target, text, id, ignore }: z.output<typeof driftFilesOptions>,
): { compared: string[]; leftOut: FileDrift['leftOut'] } {
  for (const name of [target, text, id, ...ignore]) if (name !== undefined) reference.column(name)
  if (text !== undefined) current.column(text)
  const now = new Map(current.columns.map((column) => [column.name, column]))
  const compared: string[] = []
  const leftOut: { column: string; reason: string }[] = []
  for (const { name, type, missing } of reference.columns) {
    if (name === target || name === text || name === id) continue
    const other = now.get(name)
    const reason = ignore.includes(name)
      ? 'asked for by `ignore`'
      : text !== undefined
        ? 'the texts alone are compared'
        : !other
          ? 'the current file does not have it'
          : type === 'text' || other.type === 'text'
            ? 'it holds free text; name it as `text` to compare it'
            : type === 'vector' || isCounted(type) !== isCounted(other.type)
              ? `it holds ${type} values in the reference and ${other.type} values now`
              : missing === reference.rowCount || other.missing === current.rowCount
                ? 'it is empty in one of the files'
                : undefined
    if (reason === undefined) compared.push(name)
    else leftOut.push({ column: name, reason })
  }
  return { compared, leftOut }
}

function isCounted(type: string): boolean {
  return type === 'category' || type === 'boolean'
}
