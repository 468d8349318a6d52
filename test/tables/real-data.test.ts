import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { openTable } from '../../src/tables/index.ts'
import { hasRealData, realData, testFolder } from './folder.ts'

testFolder()

describe.skipIf(!hasRealData)('real data (skipped where the data folder is absent)', () => {
  const shape = async (name: string) => {
    const table = await openTable(join(realData, name))
    return { table, size: [table.rowCount, table.columns.length] }
  }
  it('sms-spam.tsv: no header, bare quotes, every text as it is written', async () => {
    const { table, size } = await shape('sms-spam.tsv')
    expect(size).toEqual([5574, 2])
    const lines = readFileSync(join(realData, 'sms-spam.tsv'), 'utf8')
      .split(/\r?\n/)
      .filter((line) => line !== '')
    expect(await table.texts('column2')).toEqual(lines.map((line) => line.split('\t')[1]))
    expect(table.columns.map(({ type }) => type)).toEqual(['category', 'text'])
    await table.close()
  })
  it('hate-speech.csv: quoted line breaks, an unnamed column', async () => {
    const { table, size } = await shape('hate-speech.csv')
    expect(size).toEqual([24_783, 7])
    expect(table.columns[0]!.name).toBe('column1')
    expect(await table.valueCounts('class')).toEqual([
      { value: '1', count: 19_190 },
      { value: '2', count: 4163 },
      { value: '0', count: 1430 },
    ])
    expect((await table.texts('tweet')).some((text) => text!.includes('\n'))).toBe(true)
    await table.close()
  })
  it('adult.csv: no header, stray blanks, question marks', async () => {
    const { table, size } = await shape('adult.csv')
    expect(size).toEqual([32_561, 15])
    expect((await table.labels('column15')).y.classes).toEqual(['<=50K', '>50K'])
    expect(table.column('column2').missing).toBe(1836)
    await table.close()
  })
  it('mammography.csv and german-credit.csv: no header, classes as they are written', async () => {
    const mammography = await shape('mammography.csv')
    expect(mammography.size).toEqual([11_183, 7])
    expect((await mammography.table.labels('column7')).y.classes).toEqual(["'-1'", "'1'"])
    const german = await shape('german-credit.csv')
    expect([german.size, (await german.table.labels('column21')).y.classes]).toEqual([
      [1000, 21],
      [1, 2],
    ])
    await mammography.table.close()
    await german.table.close()
  })
})
