import { existsSync } from 'node:fs'
import { type Browser, chromium } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { bundle } from './bundle.ts'
import { job, type Outcome } from './job.ts'
import { servePage } from './serve-page.ts'

const executablePath = process.env['CHROMIUM'] ?? '/usr/bin/chromium'
const missing = !existsSync(executablePath)
const quiet = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]

test.runIf(missing && process.env['CI'] === 'true')('Chromium is installed', () => {
  expect.fail(`there is no ${executablePath}; install Chromium or name it in CHROMIUM`)
})

describe.skipIf(missing)(`in Chromium (${executablePath}${missing ? ' is not installed' : ''})`, () => {
  let browser: Browser
  let script: string
  let inNode: Outcome

  beforeAll(async () => {
    browser = await chromium.launch({ executablePath, args: quiet, headless: true })
    script = await bundle()
    inNode = await job()
  })
  afterAll(() => browser?.close())

  for (const isolated of [true, false]) {
    test(`${isolated ? 'with' : 'without'} cross-origin isolation the bytes are those of Node`, async () => {
      const server = await servePage(script, isolated)
      const page = await browser.newPage()
      try {
        const problems: string[] = []
        page.on('pageerror', (error) => problems.push(error.message))
        await page.goto(server.address)
        expect(problems).toEqual([])
        expect(await page.evaluate('crossOriginIsolated')).toBe(isolated)
        const inPage = (await page.evaluate('job()')) as Outcome
        expect(inPage.build.sharedMemory).toBe(isolated)
        expect(page.workers().length > 0).toBe(isolated)
        expect(Object.keys(inPage.results)).toEqual(Object.keys(inNode.results))
        for (const [name, text] of Object.entries(inNode.results)) {
          expect(text.length, name).toBeGreaterThan(20)
          expect(inPage.results[name] === text, `${name} is the same as in Node`).toBe(true)
        }
        expect(problems).toEqual([])
      } finally {
        await page.close()
        server.close()
      }
    })
  }
})
