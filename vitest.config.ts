import { defineConfig } from 'vitest/config'

export default defineConfig({
  resolve: { alias: { '#threads': new URL('./src/kernels/threads-node.ts', import.meta.url).pathname } },
  test: { include: ['test/**/*.test.ts'], testTimeout: 60_000, hookTimeout: 120_000, maxWorkers: 2 },
})
