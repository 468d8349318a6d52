import { finding, percent } from '../audit/check.ts'
import type { Finding } from '../audit/finding.ts'
import { copiesByClass, oversampledClass } from './copies.ts'
import { markerName, type PartFile, type PartSet, sourceName } from './part-file.ts'

/** Rows that were made up: in held-out parts, or in train without a word on where they come from. */
export async function checkSynthetic(set: PartSet): Promise<Finding[]> {
  const found: Finding[] = []
  for (const file of set.files) {
    const marker = file.columns.find(({ name }) => markerName.test(name))?.name
    const sourced = file.columns.some(({ name }) => sourceName.test(name))
    const marked = marker === undefined ? 0 : (await file.texts(marker)).filter(isTrue).length
    if (file.part !== 'train') {
      if (marked > 0) {
        found.push(
          finding(
            'error',
            'synthetic-held-out-rows',
            file.name,
            `${marked} rows of ${file.name} are marked in "${marker}": the ${file.part} part holds rows that were made up.`,
            'Take them out; judge on real rows alone.',
          ),
        )
      }
      continue
    }
    if (marked > 0 && !sourced) {
      found.push(
        finding(
          'warning',
          'synthetic-without-provenance',
          file.name,
          `${marked} rows of ${file.name} are marked in "${marker}", and no column says which rows they were made from.`,
          'Keep parents, method and seed beside each, as evenkeel resample does, so that they can be reviewed and taken out.',
        ),
      )
    }
    if (marked === 0 && !sourced) found.push(...unmarked(set, file), ...(await interpolated(set, file)))
  }
  return found.length > 0
    ? found
    : [finding('passed', 'synthetic-without-provenance', null, 'No sign of rows that were made up and not marked.')]
}

function isTrue(value: string | null): boolean {
  return value !== null && /^(true|yes|y|t|1|synthetic|augmented|generated)$/i.test(value.trim())
}

function unmarked({ classes }: PartSet, file: PartFile): Finding[] {
  const grown = oversampledClass(copiesByClass(file, classes.length))
  if (!grown) return []
  return [
    finding(
      'warning',
      'synthetic-without-provenance',
      file.name,
      `${percent(grown.share)} of the rows of "${classes[grown.code]}" in ${file.name} are copies of each other, against ${percent(grown.others)} elsewhere: it seems to have been oversampled, and nothing marks the copies.`,
      'Start from the rows before, or keep a column that says which row each copies; folds inside train tear copies apart.',
    ),
  ]
}

const fewestRows = 20
const furtherDecimals = 4

/** Numbers of one class with far more decimals than those of the others, as interpolation (SMOTE and its kin) leaves them. */
async function interpolated({ classes, compared }: PartSet, file: PartFile): Promise<Finding[]> {
  const numbers = file.columns.filter(({ name, type }) => type === 'number' && compared.includes(name)).slice(0, 50)
  const rows = classes.map((_, code) => file.codes.reduce((sum, other) => sum + (other === code ? 1 : 0), 0))
  const largest = rows.indexOf(Math.max(...rows))
  const long = classes.map(() => new Uint8Array(file.rowCount))
  let usable = 0
  for (const { name } of numbers) {
    const decimals = Int32Array.from(await file.texts(name), decimalsOf)
    const usual = quantile(
      decimals.filter((_, row) => file.codes[row] === largest),
      0.99,
    )
    if (usual > 8) continue
    usable++
    for (const [row, count] of decimals.entries()) {
      const code = file.codes[row]!
      if (code >= 0 && count >= usual + furtherDecimals) long[code]![row] = 1
    }
  }
  if (usable === 0) return []
  const found: Finding[] = []
  for (const [code, name] of classes.entries()) {
    const count = long[code]!.reduce((sum, one) => sum + one, 0)
    if (code === largest || count < fewestRows || count < 0.1 * rows[code]!) continue
    found.push(
      finding(
        'warning',
        'synthetic-without-provenance',
        file.name,
        `${count} of the ${rows[code]} rows of "${name}" in ${file.name} hold numbers with far more decimals than those of "${classes[largest]}": they look interpolated, and nothing marks them.`,
        'Were they made up, mark them with their parents; otherwise look where these digits come from, since a model can tell the class by them.',
      ),
    )
  }
  return found
}

function decimalsOf(text: string | null): number {
  if (text === null) return 0
  const [, fraction = '', exponent = '0'] = /^-?\d+(?:\.(\d+))?(?:e([-+]?\d+))?$/i.exec(text) ?? []
  return Math.max(0, fraction.length - Number(exponent))
}

function quantile(values: Int32Array, at: number): number {
  return values.length === 0 ? 0 : values.sort()[Math.min(values.length - 1, Math.floor(at * values.length))]!
}
