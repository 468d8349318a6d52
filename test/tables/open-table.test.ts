import { gzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import type { ReadOptions } from '../../src/tables/index.ts'
import { testFolder } from './folder.ts'

const { open } = testFolder()
const types = async (content: string, options?: ReadOptions, name = 'a.csv') =>
  Object.fromEntries((await open(name, content, options)).columns.map((column) => [column.name, column.type]))

describe('types', () => {
  it('are decided over the whole file, not a sample', async () => {
    const rows = Array.from({ length: 30_000 }, (_, row) => `${row},${row}`)
    expect(await types(`a,b\n${rows.join('\n')}\n7,x\n`)).toEqual({ a: 'integer', b: 'category' })
  })
  it('tell numbers, integers, booleans, dates, levels, codes and prose apart', async () => {
    const content = [
      'n,i,b,d,t,c,zip,prose',
      '1.5,1,true,2020-01-02,2020-01-02T03:04:05Z,red,01234,how are you today',
      '2e3,-7,False,1969-12-31,2020-01-02 03:04:05.25+01:00,blue,99999,not too bad at all',
    ].join('\n')
    expect(await types(content)).toEqual({
      n: 'number',
      i: 'integer',
      b: 'boolean',
      d: 'date',
      t: 'date',
      c: 'category',
      zip: 'category',
      prose: 'text',
    })
  })
  it('give matrices with NaN for missing, microseconds for dates and code-point ordered levels', async () => {
    const table = await open('m.csv', 'n,b,d,c\n1.5,true,1970-01-01,b\nNA,?,1970-01-02T00:00:01Z,Z\n,false,,é\n')
    const X = await table.matrix(['c', 'n', 'd', 'b'])
    expect(X.columns).toEqual([
      { name: 'c', kind: 'category', categories: ['Z', 'b', 'é'] },
      { name: 'n', kind: 'number' },
      { name: 'd', kind: 'date' },
      { name: 'b', kind: 'boolean' },
    ])
    const day = 86_400_000_000
    expect([...X.data]).toEqual([1, 1.5, 0, 1, 0, NaN, day + 1e6, NaN, 2, NaN, NaN, 0])
    expect(table.column('n')).toEqual({ name: 'n', type: 'number', missing: 2 })
    expect(await table.distinctCounts(['n', 'c', 'b'])).toEqual([1, 3, 2])
    expect(await table.texts('n')).toEqual(['1.5', null, null])
    expect(await table.texts('d')).toEqual(['1970-01-01 00:00:00', '1970-01-02 00:00:01', null])
  })
  it('can be overridden, and say what does not fit', async () => {
    expect(await types('a,b\n1,2\n3,4\n', { types: { a: 'category', b: 'number' } })).toEqual({
      a: 'category',
      b: 'number',
    })
    await expect(open('o.csv', 'a,b\n1,x\n2,y\n', { types: { b: 'number' } })).rejects.toThrow(
      /o\.csv: column "b" was to be numbers, but 2 of its values are not, such as "[xy]"\./,
    )
    await expect(open('o.csv', 'a,b\n1,x\n', { types: { c: 'text' } })).rejects.toThrow('no column "c"; ')
  })
  it('keep "NA" in columns read as text, and only blanks are missing there', async () => {
    const table = await open('na.csv', 'a,b\nNA,1\n  ,2\nnull,3\n padded ,4\n', { types: { a: 'text' } })
    expect(await table.texts('a')).toEqual(['NA', null, 'null', ' padded '])
  })
  it('make a column without any value one of missing numbers', async () => {
    const table = await open('e.csv', 'a,b\n1,\n2,NA\n')
    expect(table.column('b')).toEqual({ name: 'b', type: 'number', missing: 2 })
    expect(await table.distinctCounts(['b', 'a'])).toEqual([0, 2])
    expect([...(await table.matrix(['b'])).data]).toEqual([NaN, NaN])
    expect(table.notes).toContain('no value at all in b')
  })
  it('refuse integers beyond 2^53 outside texts', async () => {
    const content = 'id,y\n9007199254740993,1\n9007199254740992,0\n'
    await expect(open('big.csv', content)).rejects.toThrow(
      /big\.csv: column "id" holds the integer 900719925474099[23], beyond 2\^53/,
    )
    const table = await open('big.csv', content, { types: { id: 'text' } })
    expect(await table.texts('id')).toEqual(['9007199254740993', '9007199254740992'])
    await expect(open('big.jsonl', '{"id":9007199254740993}\n{"id":1}\n')).rejects.toThrow('beyond 2^53')
    const exact = await open('safe.csv', 'a\n9007199254740991\n-9007199254740991\n')
    expect(await exact.texts('a')).toEqual(['9007199254740991', '-9007199254740991'])
  })
})

describe('header and names', () => {
  it('finds no header where the first row has a number or occurs again', async () => {
    expect((await open('h1.csv', '1,a\n2,b\n')).columns.map(({ name }) => name)).toEqual(['column1', 'column2'])
    const repeated = await open('h2.csv', 'yes,red\nno,blue\nyes,green\n')
    expect([repeated.rowCount, repeated.notes]).toEqual([3, ['no header row: columns named column1 … column2']])
  })
  it('finds one in names over numbers and in names that never occur again', async () => {
    expect((await open('h3.csv', 'x,1st\n1,2\n')).rowCount).toBe(1)
    expect((await open('h4.csv', 'text,label\nhello,ham\nbye,spam\nok,ham\n')).rowCount).toBe(3)
  })
  it('can be told', async () => {
    expect((await open('h5.csv', '2019,2020\n1,2\n', { header: true })).columns[1]!.name).toBe('2020')
    expect((await open('h6.csv', 'a,b\nc,d\n', { header: false })).rowCount).toBe(2)
    const named = await open('h7.csv', 'a,b\nc,d\n', { columns: ['x', 'y'] })
    expect([named.rowCount, named.columns.map(({ name }) => name)]).toEqual([2, ['x', 'y']])
    await expect(open('h8.csv', 'a,b\n1,2\n', { columns: ['x'] })).rejects.toThrow('names 1 columns; the file has 2')
  })
  it('names an unnamed column, refuses two of one name', async () => {
    expect((await open('h9.csv', ',b\n1,2\n')).columns[0]!.name).toBe('column1')
    await expect(open('h10.csv', 'a,b,a\n1,2,3\n')).rejects.toThrow('h10.csv: columns 1 and 3 are both named "a".')
  })
  it('suggests a near name and lists what there is', async () => {
    const table = await open('train.csv', 'age,amount,label\n1,2,x\n')
    expect(() => table.column('klass')).toThrow(/train\.csv: no column "klass"; it has age, amount, label$/)
    await expect(table.texts('labl')).rejects.toThrow('no column "labl"; did you mean label? It has age, amount, label')
  })
  it('tells names that differ in case apart', async () => {
    const table = await open('case.csv', 'a,A\n1,2\n')
    expect([...(await table.matrix(['A', 'a'])).data]).toEqual([2, 1])
  })
})

describe('texts that work', () => {
  const plain = 'name,n\r\nJosé,1\r\n"a, ""b""\r\nc",2\r\n'
  const expected = ['José', 'a, "b"\r\nc']
  const utf16be = (text: string) => Buffer.from(text, 'utf16le').swap16()
  it.each<[string, Uint8Array, ReadOptions?]>([
    ['utf-8', Buffer.from(plain)],
    ['utf-8 with BOM', Buffer.from(`\ufeff${plain}`)],
    ['utf-16le with BOM', Buffer.from(`\ufeff${plain}`, 'utf16le')],
    ['utf-16be with BOM', utf16be(`\ufeff${plain}`)],
    ['utf-16le without BOM', Buffer.from(plain, 'utf16le')],
    ['latin1, guessed', Buffer.from(plain, 'latin1')],
    ['latin1, told', Buffer.from(plain, 'latin1'), { encoding: 'latin1' }],
  ])('%s', async (_, bytes, options) => {
    const table = await open('enc.csv', bytes, options)
    expect(table.columns.map(({ name }) => name)).toEqual(['name', 'n'])
    expect(await table.texts('name')).toEqual(expected)
  })
  it('windows-1252, with the characters that latin1 lacks', async () => {
    const table = await open(
      'w.csv',
      Buffer.concat([Buffer.from('a,b\n'), Buffer.from([0x80, 0x92, 0x2c, 0x31, 0x0a])]),
    )
    expect(await table.texts('a')).toEqual(['€’'])
    expect(table.notes).toContain('read as windows-1252')
  })
  it('gzip', async () => {
    const table = await open('z.csv.gz', gzipSync(plain))
    expect(await table.texts('name')).toEqual(expected)
    await expect(open('bad.csv.gz', gzipSync(plain).subarray(0, 30))).rejects.toThrow('not a whole gzip file')
  })
  it('semicolons, blank lines, mixed line ends, padded values', async () => {
    const table = await open('s.csv', 'a;b\n\n1 ; x, y \r\n 2;z\n\n')
    expect(await table.texts('b')).toEqual(['x, y', 'z'])
    expect([...(await table.matrix(['a'])).data]).toEqual([1, 2])
    expect(table.notes).toContain('values are separated by ";"')
    expect(table.notes).toContain('blanks around values trimmed in a, b')
  })
  it('quotes in tab-separated text: plain, unless values need them', async () => {
    const plainQuotes = await open('q.tsv', 'ham\t"hi" there\nspam\t"x\nham\ty"z\n')
    expect(await plainQuotes.texts('column2')).toEqual(['"hi" there', '"x', 'y"z'])
    const quoted = await open('q2.tsv', 'a\tb\n1\t"two\nlines"\n2\tplain\n')
    expect(await quoted.texts('b')).toEqual(['two\nlines', 'plain'])
  })
  it('JSON and JSONL', async () => {
    const json = await open('j.json', '[{"a":1,"b":"x"},{"a":2.5,"b":null,"c":true}]')
    expect(json.columns.map(({ type }) => type)).toEqual(['number', 'category', 'boolean'])
    expect(await json.texts('c')).toEqual([null, 'true'])
    const lines = await open('j.jsonl', '{"v":[1,2],"d":"2020-01-01"}\n{"v":[3,4],"d":"2020-01-02"}\n')
    const X = await lines.matrix(['v', 'd'])
    expect(X.columns.map(({ name }) => name)).toEqual(['v[0]', 'v[1]', 'd'])
    expect([...X.data.slice(3, 5)]).toEqual([3, 4])
    const mixed = await open('k.jsonl', '{"a":1}\n{"a":"x"}\n')
    expect(await mixed.texts('a')).toEqual(['1', 'x'])
  })
  it('10,000 classes and a category of 100,000 levels', async () => {
    const rows = Array.from({ length: 100_000 }, (_, row) => `user_${row},class${row % 10_000}`)
    const table = await open('many.csv', `id,label\n${rows.join('\n')}\n`)
    expect(table.columns).toMatchObject([{ type: 'category' }, { type: 'category' }])
    expect(await table.distinctCounts(['id', 'label'])).toEqual([100_000, 10_000])
    const { y } = await table.labels('label')
    expect([y.classes.length, y.classes[y.codes[77_777]!]]).toEqual([10_000, 'class7777'])
    const X = await table.matrix(['id'])
    expect(X.columns[0]!.categories![X.data[54_321]!]).toBe('user_54321')
  })
})
