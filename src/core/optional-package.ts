import { MissingDependencyError } from './errors.ts'

/**
 * Loads an optional package at first use and remembers it. `load` must be a literal import, so that bundlers see it:
 * `optionalPackage('@duckdb/node-api', 'Reading tables', () => import('@duckdb/node-api'))`.
 */
export function optionalPackage<T>(packageName: string, purpose: string, load: () => Promise<T>): () => Promise<T> {
  let loading: Promise<T> | undefined
  return () => {
    loading ??= load().catch((cause) => {
      loading = undefined
      throw new MissingDependencyError(packageName, purpose, { cause })
    })
    return loading
  }
}
