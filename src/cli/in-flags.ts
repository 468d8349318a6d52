import { DataError, OptionError } from '../core/index.ts'
import type { Flag } from './flags.ts'

/**
 * The same error in the words of the command line: `` `kNeighbors` `` becomes --k-neighbors, and names of the library
 * what a user of flags writes in their place.
 */
export function inFlags(error: unknown, flags: readonly Flag[], words: Readonly<Record<string, string>> = {}): unknown {
  if (!(error instanceof OptionError || error instanceof DataError)) return error
  const byKey = new Map(flags.map(({ key, name }) => [key, name]))
  const message = error.message
    .replace(/`([A-Za-z]\w*)((?:\.[\w ]+)*)`/g, (whole, key: string, rest: string) => {
      // The format of a file, which a DataError speaks of, is told by its name; --format is that of the training set.
      const said = words[key] ?? (key === 'format' && error instanceof DataError ? undefined : byKey.get(key))
      return said === undefined ? whole : `${said}${rest.replace('.', ' ')}`
    })
    .replace(/(--types) \{ "(.*)": "(\w+)" \}/, '$1 "$2=$3"')
    .replace(/Give `format`: .*/, 'Name it .csv, .tsv, .jsonl, .json or .parquet.')
  if (message === error.message) return error
  return error instanceof OptionError
    ? new OptionError(message, { cause: error })
    : new DataError(message, { cause: error })
}
