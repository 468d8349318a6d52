import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'

/** The page's script: the rooms as a bundler for browsers sees them, with the browser's worker. It refuses `node:` modules. */
export async function bundle(): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: [fileURLToPath(new URL('./page.ts', import.meta.url))],
    bundle: true,
    write: false,
    format: 'esm',
    platform: 'browser',
    target: 'es2022',
    logLevel: 'silent',
    alias: { '#threads': fileURLToPath(new URL('../../src/kernels/threads-browser.ts', import.meta.url)) },
  })
  return outputFiles[0]!.text
}
