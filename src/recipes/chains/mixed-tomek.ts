import { type Context, DataError, type Labels, type Matrix, takeRows, type z } from '../../core/index.ts'
import { composeResampled, type Resampled, smotenc, type smoteTomekOptions, tomekLinks } from '../../sampling/index.ts'
import type { Preparation } from '../tasks/task.ts'

/**
 * SMOTENC on coded columns, then Tomek links among the encoded rows: categories have no distance of their own, so the
 * links are looked for where the model looks. `options` are those of `smoteTomek`.
 */
export async function resampleMixedTomek(
  options: Readonly<Record<string, unknown>>,
  preparation: Pick<Preparation, 'coded' | 'encode'>,
  y: Labels<'train'>,
  context: Context,
): Promise<Resampled<Matrix<'train'>>> {
  const { smote: growing = {}, tomek: cleaning = {}, ...shared } = options as z.input<typeof smoteTomekOptions>
  const grown = await smotenc({ ...shared, ...growing }).fitResample(preparation.coded as Matrix<'train'>, y, context)
  const encoded = preparation.encode(grown.X)
  if (encoded.format !== 'dense') {
    throw new DataError(
      'smoteTomek: the categories have too many levels for distances between encoded rows. Use `smote` alone.',
    )
  }
  const cleaned = await tomekLinks({ samplingStrategy: 'all', ...cleaning }).fitResample(encoded, grown.y, context)
  return composeResampled(grown, { ...cleaned, X: takeRows(grown.X, cleaned.rows) })
}
