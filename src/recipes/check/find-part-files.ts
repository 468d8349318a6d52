import { open, readdir, stat } from 'node:fs/promises'
import { basename, dirname, extname, join, relative } from 'node:path'
import { breathe, type Context, compareCodePoints, DataError } from '../../core/index.ts'

export type PartName = 'train' | 'validation' | 'test'

/** A data file whose name, or whose folder's, says which part it is. */
export interface FoundFile {
  /** Below the folder, with slashes. */
  readonly name: string
  readonly path: string
  readonly part: PartName
  /** What the names of files that belong together have in common. */
  readonly set: string
}

/** What lies in the folder of a project. */
export interface FoundFiles {
  readonly parts: readonly FoundFile[]
  /** JSON objects that may hold figures or a decision. */
  readonly figures: readonly { readonly name: string; readonly path: string }[]
}

const partWords: Readonly<Record<string, PartName>> = {
  train: 'train',
  training: 'train',
  trainset: 'train',
  valid: 'validation',
  validation: 'validation',
  val: 'validation',
  dev: 'validation',
  test: 'test',
  testing: 'test',
  testset: 'test',
  holdout: 'test',
}
/** Words that name a variant of a part, not another data set. */
const variantWords = /^(balanced|resampled|oversampled|undersampled|augmented|smote|clean|cleaned|of|\d+)$/
const dataFiles = new Set(['.csv', '.tsv', '.jsonl', '.ndjson', '.json', '.parquet'])
const skipped = /^(\..*|node_modules|__pycache__|venv|dist|build|site-packages)$/
const figureFiles = /metric|result|score|eval|report|decision|performance|summary/i
const deepest = 6
const mostFiles = 200

/** Looks for parts and figures in a folder and those below it, in the order of their names. */
export async function findPartFiles(folder: string, context: Context = {}): Promise<FoundFiles> {
  const facts = await stat(folder).catch((error: NodeJS.ErrnoException) => {
    throw new DataError(`${folder}: this folder cannot be read (${error.code}). Name the folder of a project.`)
  })
  if (!facts.isDirectory()) throw new DataError(`${folder}: this is a file; name a folder, or use \`evenkeel audit\`.`)
  const parts: FoundFile[] = []
  const figures: { name: string; path: string }[] = []
  for (const path of await filesBelow(folder, 0, context)) {
    const name = relative(folder, path).split('\\').join('/')
    const object = extname(path).toLowerCase() === '.json' && (await startsObject(path))
    if (object) {
      if (figureFiles.test(basename(path))) figures.push({ name, path })
      continue
    }
    const named = partOf(name)
    if (named) parts.push({ name, path, ...named })
  }
  if (parts.length === 0) {
    throw new DataError(
      `${folder}: no file is called train, validation or test (.csv, .tsv, .jsonl, .json, .parquet). Rename them, or use \`evenkeel audit\` on one file.`,
    )
  }
  if (parts.length > mostFiles) {
    throw new DataError(
      `${folder}: ${parts.length} files are parts; ${mostFiles} are the most. Name one data set's folder.`,
    )
  }
  return { parts, figures }
}

async function filesBelow(folder: string, depth: number, context: Context): Promise<string[]> {
  await breathe(context, { stage: 'look', done: 0, total: 1 })
  const entries = await readdir(folder, { withFileTypes: true }).catch(() => [])
  entries.sort((a, b) => compareCodePoints(a.name, b.name))
  const found: string[] = []
  for (const entry of entries) {
    if (skipped.test(entry.name)) continue
    const path = join(folder, entry.name)
    if (entry.isDirectory() && depth < deepest) found.push(...(await filesBelow(path, depth + 1, context)))
    else if (entry.isFile() && dataFiles.has(extname(entry.name).toLowerCase())) found.push(path)
  }
  return found
}

/** The part that the last telling word of a path names; undefined where none does. */
export function partOf(name: string): { part: PartName; set: string } | undefined {
  const stem = name.slice(0, name.length - extname(name).length)
  const [file, folders] = [basename(stem), dirname(stem)]
  const words = wordsOf(file)
  const inFile = words.find((word) => Object.hasOwn(partWords, word))
  if (inFile !== undefined) {
    const rest = words.filter((word) => word !== inFile && !variantWords.test(word))
    return { part: partWords[inFile]!, set: [folders, rest.join('-')].join('/') }
  }
  const steps = folders.split('/')
  const at = steps.findLastIndex((step) => Object.hasOwn(partWords, step.toLowerCase()))
  if (at < 0) return undefined
  const set = [...steps.toSpliced(at, 1), ...words.filter((word) => !variantWords.test(word))].join('/')
  return { part: partWords[steps[at]!.toLowerCase()]!, set }
}

function wordsOf(name: string): string[] {
  return name
    .replace(/([a-z])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '')
}

/** A table in JSON is a list; an object holds something else. */
async function startsObject(path: string): Promise<boolean> {
  const file = await open(path)
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(1024), 0, 1024, 0)
    return buffer
      .toString('utf8', 0, bytesRead)
      .replace(/^\uFEFF/, '')
      .trimStart()
      .startsWith('{')
  } finally {
    await file.close()
  }
}
