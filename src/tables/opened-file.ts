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
  readonly sha256: string
  readonly notes: readonly string[]
}
