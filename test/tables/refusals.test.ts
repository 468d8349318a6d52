import { mkdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { openTable, writeTable } from '../../src/tables/index.ts'
import { answersAborts } from '../answers-aborts.ts'
import { leftovers, testFolder } from './folder.ts'

const folder = testFolder()
const binary = Uint8Array.from({ length: 5000 }, (_, index) => (index * 7919) % 256)
const utf8 = (text: string) => Buffer.from(text)

describe('what is refused, with one sentence', () => {
  it.each<[string, string, Uint8Array | undefined, RegExp]>([
    ['missing', 'no.csv', undefined, /no\.csv: there is no such file\.$/],
    ['empty', 'empty.csv', utf8(''), /empty\.csv: the file is empty\.$/],
    ['blank', 'blank.csv', utf8('\n\n'), /blank\.csv: the file has no rows\.$/],
    ['header only', 'head.csv', utf8('a,b\n'), /head\.csv: there is a header and no row below it\./],
    ['ragged, short', 'r.csv', utf8('a,b,c\n1,2,3\n4,5\n'), /r\.csv: line 3 has 2 values; 3 are expected\./],
    ['ragged, long', 'r.csv', utf8('a,b,c\n1,2,3,4\n'), /r\.csv: line 2 has 4 values; 3 are expected\./],
    ['open quote', 'q.csv', utf8('a,b\n1,"x\n2,y\n'), /q\.csv: line 2 has a quoted value that does not end\.$/],
    ['binary', 'b.csv', binary, /b\.csv: it is a binary file, not a text/],
    ['binary JSON', 'b.json', binary, /b\.json: it is a binary file/],
    ['not Parquet', 'p.parquet', utf8('a,b\n1,2\n'), /p\.parquet: it is not a Parquet file\.$/],
    ['broken Parquet', 'p.parquet', utf8('PAR1 and no more than that'), /p\.parquet: could not be read: [^\n]+$/],
    ['Parquet named CSV', 'x.csv', utf8('PAR1\0\0\0'), /x\.csv: it is a Parquet file\./],
    ['no extension', 'data', utf8('a,b\n1,2\n'), /data: its name does not tell the format\./],
    ['JSON object', 'o.json', utf8('{"a":[1,2]}'), /o\.json: a JSON table is a list of objects/],
    ['JSON cut off', 'c.json', utf8('[{"a":1},{"a":'), /c\.json: [^\n]+$/],
    ['empty JSON list', 'e.json', utf8('[]'), /e\.json: [^\n]+$/],
    ['bad line of JSONL', 'l.jsonl', utf8('{"a":1}\n{bad}\n'), /l\.jsonl: [^\n]*line[^\n]+$/],
    [
      'nested JSON',
      'n.jsonl',
      utf8('{"a":{"x":1}}\n{"a":{"x":2}}\n'),
      /n\.jsonl: column "a" holds values of type STRUCT/,
    ],
    [
      'lists of unequal length',
      'v.jsonl',
      utf8('{"a":[1,2]}\n{"a":[1]}\n'),
      /v\.jsonl: the lists of column "a" have 1 to 2 numbers/,
    ],
  ])('%s', async (_, name, content, message) => {
    const path = join(folder.path, name)
    if (content) (await import('node:fs')).writeFileSync(path, content)
    const before = leftovers().length
    const error = await openTable(path).catch((reason: Error) => reason)
    expect(error).toMatchObject({ name: 'DataError', message: expect.stringMatching(message) })
    expect((error as Error).message).not.toMatch(/\n|strict_mode|ignore_errors/)
    expect(leftovers().length).toBeLessThanOrEqual(before)
    if (content) expect(Buffer.compare(readFileSync(path), content)).toBe(0)
  })
  it('a folder', async () => {
    mkdirSync(join(folder.path, 'd.csv'))
    await expect(openTable(join(folder.path, 'd.csv'))).rejects.toThrow(/d\.csv: it is a folder/)
  })
  it('an unknown option', async () => {
    await expect(openTable('x.csv', { headr: true } as object)).rejects.toThrow('did you mean header?')
  })
  it('a vector whose list lacks a number is a vector with NaN there', async () => {
    const table = await folder.open('nan.jsonl', '{"a":[1,null]}\n{"a":[2,3]}\n{"b":1}\n')
    expect([...(await table.matrix(['a'])).data]).toEqual([1, NaN, 2, 3, NaN, NaN])
  })
})

describe('abort', () => {
  it('answers within 100 ms, while reading and while opening, and leaves nothing behind', async () => {
    const count = 400_000
    const path = join(folder.path, 'large.parquet')
    const values = Float64Array.from({ length: count }, (_, row) => (row * 0.618) % 1)
    const columns = Array.from({ length: 8 }, (_, index) => ({ name: `x${index}`, type: 'number' as const, values }))
    await writeTable(path, columns)
    const csv = join(folder.path, 'large.csv')
    await writeTable(csv, columns)
    const before = leftovers().length
    await answersAborts([0, 5, 20, 60, 150], (signal) => openTable(csv, {}, { signal }))
    await expect.poll(leftovers).toHaveLength(before)
    const table = await openTable(path)
    const controller = new AbortController()
    const reading = table.matrix(
      columns.map(({ name }) => name),
      { signal: controller.signal },
    )
    setTimeout(() => controller.abort(), 5)
    await expect(reading).rejects.toMatchObject({ name: 'AbortError' })
    expect((await table.matrix(['x1'])).rowCount).toBe(count)
    await table.close()
    const output = join(folder.path, 'aborted.parquet')
    const writing = new AbortController()
    setTimeout(() => writing.abort(), 30)
    await expect(writeTable(output, columns, {}, { signal: writing.signal })).rejects.toMatchObject({
      name: 'AbortError',
    })
    expect(folder.files().filter((name) => name.includes('aborted'))).toEqual([])
  })
})
