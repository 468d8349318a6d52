import { describe, expect, it } from 'vitest'
import { progressBar } from '../../src/cli/progress-bar.ts'

function terminal(isTTY: boolean) {
  const written: string[] = []
  return { isTTY, columns: 60, written, write: (text: string) => written.push(text) }
}

describe('progressBar', () => {
  it('draws stage, bar and percent on a terminal, within its width, and clears the line', () => {
    const stream = terminal(true)
    const bar = progressBar(stream)
    bar.show({ stage: `compare ${'x'.repeat(80)}`, done: 1, total: 4 })
    expect(stream.written).toHaveLength(1)
    expect(stream.written[0]).toContain('25 %')
    expect(stream.written[0]!.replace('\r\u001b[K', '').length).toBeLessThanOrEqual(60)
    bar.clear()
    expect(stream.written[1]).toBe('\r\u001b[K')
  })

  it('is silent anywhere else', () => {
    const stream = terminal(false)
    const bar = progressBar(stream)
    bar.show({ stage: 'read', done: 1, total: 2 })
    bar.clear()
    expect(stream.written).toEqual([])
  })
})
