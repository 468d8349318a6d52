import { DataError } from '../core/index.ts'

const reasons: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such file',
  EACCES: 'permission is denied',
  EPERM: 'the operation is not permitted',
  EISDIR: 'it is a folder; a file is needed',
  ENOTDIR: 'a part of its path is a file, not a folder',
  ENOSPC: 'no space is left on the device',
  EROFS: 'it lies on a read-only file system',
  EDQUOT: 'the disk quota is used up',
  EMFILE: 'too many files are open',
  EPIPE: 'the reader of the pipe has gone',
}

/** What the system, or DuckDB, says about a file, as one `DataError` sentence. Errors of evenkeel and aborts stay as they are. */
export function fileError(path: string, error: unknown, doing: 'read' | 'written'): unknown {
  if (!(error instanceof Error) || isOurs(error)) return error
  const code = (error as NodeJS.ErrnoException).code
  if (code !== undefined && code in reasons) {
    const reason = code === 'ENOENT' && doing === 'written' ? 'its folder does not exist' : reasons[code]
    return new DataError(`${path}: ${reason}.`, { cause: error })
  }
  return new DataError(`${path}: could not be ${doing}: ${engineSentence(error.message)}`, { cause: error })
}

function isOurs(error: Error): boolean {
  return ['DataError', 'OptionError', 'LeakError', 'MissingDependencyError', 'AbortError', 'TimeoutError'].includes(
    error.name,
  )
}

/** The first sentence of a message of DuckDB, without its class and without advice that only SQL could follow. */
function engineSentence(message: string): string {
  if (/no space left/i.test(message)) return 'no space is left on the device.'
  if (/out of memory/i.test(message)) return 'it does not fit in memory.'
  const line = message.split('\n').find((part) => part.trim() !== '') ?? message
  const sentence = line.replace(/^(\[?Error: )?([A-Z][A-Za-z -]* )?Error: /, '').trim()
  return /[.!?]$/.test(sentence) ? sentence : `${sentence}.`
}
