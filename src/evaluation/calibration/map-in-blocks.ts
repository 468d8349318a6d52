import { type Context, inBlocks } from '../../core/index.ts'

/** What `change` makes of each value, with breaths. */
export async function mapInBlocks(
  values: Float64Array,
  change: (value: number) => number,
  context: Context,
): Promise<Float64Array> {
  const changed = new Float64Array(values.length)
  await inBlocks(values.length, context, (from, to) => {
    for (let at = from; at < to; at++) changed[at] = change(values[at]!)
  })
  return changed
}
