import type { Engine } from './engine.ts'
import { duckdb } from './engines/duckdb.ts'

/** The engines by name. */
export const engines: Readonly<Record<string, Engine>> = Object.freeze({ duckdb })
