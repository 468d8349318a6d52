import type { Context } from '../core/index.ts'
import type { EngineSession } from './engine.ts'
import type { StoredColumn } from './stored-column.ts'
import type { TemporaryFolder } from './temporary-folder.ts'

/** What the methods of a table work with. */
export interface OpenedFile {
  readonly path: string
  readonly session: EngineSession
  readonly folder: TemporaryFolder
  readonly rowCount: number
  readonly columns: readonly StoredColumn[]
  /** The SHA-256 of the bytes that were opened. */
  readonly sha256: (context: Context) => Promise<string>
  /** Refuses a file that is read where it lies and is not the one that was opened. */
  readonly unchanged: () => Promise<void>
  readonly notes: readonly string[]
}
