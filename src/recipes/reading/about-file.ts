import { DataError } from '../../core/index.ts'

/** Lets a refusal of a lower room begin with the file that it is about, instead of the function that refused. */
export function aboutFile<T>(path: string, work: () => T): T {
  try {
    return work()
  } catch (error) {
    if (!(error instanceof DataError)) throw error
    throw new DataError(`${path}: ${error.message.replace(/^\w+: /, '')}`, { cause: error })
  }
}
