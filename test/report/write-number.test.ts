import { expect, test } from 'vitest'
import {
  shorten,
  writeCount,
  writeFigure,
  writeName,
  writeNumber,
  writePercent,
} from '../../src/report/write-number.ts'

test('counts are grouped by thousands', () => {
  expect([0, 999, 1000, 5572, 1234567].map(writeCount)).toEqual(['0', '999', '1,000', '5,572', '1,234,567'])
})

test('numbers have three decimals, small ones three digits, undefined ones a dash', () => {
  expect([null, 0, 1, 0.8734, 0.00874, -0.0351, 123.456, 0.0000212].map(writeNumber)).toEqual([
    '–',
    '0.000',
    '1.000',
    '0.873',
    '0.00874',
    '−0.035',
    '123.5',
    '0.0000212',
  ])
  expect(writeNumber(3.2e-9)).toBe('3.2e−9')
})

test('a share is never rounded to nothing', () => {
  expect([null, 0, 0.134, 0.0045, 0.00004, 1e-9, 1].map(writePercent)).toEqual([
    '–',
    '0 %',
    '13.4 %',
    '0.45 %',
    '0.0040 %',
    '< 0.0001 %',
    '100.0 %',
  ])
})

test('a figure comes with its interval, or without where there is none', () => {
  expect(writeFigure({ value: 0.5, low: 0.4, high: 0.6 }).toString()).toBe(
    '<span class="fig">0.500 <small>0.400 to 0.600</small></span>',
  )
  expect(writeFigure({ value: 0.5, low: null, high: null }).toString()).toBe('<span class="fig">0.500</span>')
  expect(writeFigure({ value: null, low: null, high: null }).toString()).toBe('<span class="fig">–</span>')
  expect(writeFigure(undefined).toString()).toBe('<span class="fig">–</span>')
})

test('long texts are cut between characters', () => {
  expect(shorten('😀😀😀', 3)).toBe('😀😀😀')
  expect(shorten('😀😀😀😀', 3)).toBe('😀😀…')
})

test('a long name breaks where its words end, and says the same', () => {
  expect(writeName('personal_status.and_sex').toString()).toBe(
    '<bdi class="name">personal_<wbr>status.<wbr>and_<wbr>sex</bdi>',
  )
  expect(writeName('p_bad').toString()).toBe('<bdi class="name">p_bad</bdi>')
  expect(writeName('__a<b>_or_more').toString()).toBe('<bdi class="name">__<wbr>a&lt;b&gt;_<wbr>or_<wbr>more</bdi>')
})
