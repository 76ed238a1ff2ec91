import { defineConfig } from 'vitest/config'
import { fileURLToPath } from 'node:url'

const source = (path: string): string => fileURLToPath(new URL(path, import.meta.url))

export default defineConfig({
  resolve: {
    alias: {
      '@spoor/model': source('packages/model/src/index.ts'),
      '@spoor/server': source('packages/server/src/index.ts'),
    },
  },
  test: {
    include: ['{packages/*,demo,bench}/src/**/*.test.{ts,tsx}'],
    // The engines allow one data directory per process.
    pool: 'forks',
    maxWorkers: 2,
    testTimeout: 120_000,
    hookTimeout: 120_000,
  },
})
