import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { type Context, DataError } from '../../core/index.ts'

/** Refuses the file of unlabeled rows that a recipe names where its bytes are not those that the recipe was written for. */
export async function refuseChanged(
  path: string | undefined,
  sha256: string | undefined,
  context: Context,
): Promise<void> {
  if (path === undefined || sha256 === undefined) return
  const hash = createHash('sha256')
  try {
    for await (const chunk of createReadStream(path, { signal: context.signal })) hash.update(chunk as Buffer)
  } catch (error) {
    context.signal?.throwIfAborted()
    throw new DataError(`${path}: this file cannot be read (${(error as NodeJS.ErrnoException).code}).`)
  }
  if (hash.digest('hex') === sha256) return
  throw new DataError(
    `${path}: the file has changed since the recipe was written (its SHA-256 differs). Restore it, or remove "unlabeledSha256" from the recipe.`,
  )
}
