/** Points in space: row-major float64, `rowCount × columnCount`, every number finite. */
export interface Points {
  readonly data: Float64Array
  readonly rowCount: number
  readonly columnCount: number
}
