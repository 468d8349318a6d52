import { DataError } from './errors.ts'

/** Refuses, in one sentence, what is not a matrix: the plain arrays that one passes first, for example. */
export function requireMatrix(who: string, X: unknown): void {
  const { format, rowCount } = (X ?? {}) as { readonly format?: unknown; readonly rowCount?: unknown }
  if ((format === 'dense' || format === 'csr') && typeof rowCount === 'number') return
  throw new DataError(
    `${who}: X must be a matrix; it is ${describe(X)}. Make one with \`matrixFromRows\`, \`matrix\` or \`sparseMatrix\`.`,
  )
}

/** Refuses, in one sentence, what is not labels. */
export function requireLabels(who: string, y: unknown): void {
  const { codes, classes } = (y ?? {}) as { readonly codes?: unknown; readonly classes?: unknown }
  if (codes instanceof Int32Array && Array.isArray(classes)) return
  throw new DataError(`${who}: y must be labels; it is ${describe(y)}. Make them with \`labels\`, one class a row.`)
}

function describe(value: unknown): string {
  if (value === null || value === undefined) return String(value)
  if (Array.isArray(value) || ArrayBuffer.isView(value)) return 'an array'
  return typeof value === 'object' ? 'another object' : `a ${typeof value}`
}
