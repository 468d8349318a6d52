/**
 * A column to be written. In typed arrays NaN is missing, in lists null (or NaN). `date` values are epoch microseconds.
 */
export interface OutputColumn {
  readonly name: string
  readonly type: 'number' | 'integer' | 'boolean' | 'text' | 'date'
  readonly values: Float64Array | Int32Array | readonly (string | number | boolean | null)[]
}
