import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'

/** Serves an empty page with one script on localhost; `isolated` sends the headers that allow shared memory. */
export async function servePage(script: string, isolated: boolean): Promise<{ address: string; close(): void }> {
  const isolation = {
    'Cross-Origin-Opener-Policy': 'same-origin',
    'Cross-Origin-Embedder-Policy': 'require-corp',
  }
  const server = createServer((request, response) => {
    const isScript = request.url === '/job.js'
    response.writeHead(200, {
      'Content-Type': isScript ? 'text/javascript' : 'text/html',
      ...(isolated ? isolation : {}),
    })
    response.end(
      isScript ? script : '<!doctype html><meta charset="utf-8"><script type="module" src="/job.js"></script>',
    )
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return { address: `http://localhost:${port}/`, close: () => server.close() }
}
