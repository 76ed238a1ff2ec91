import { defineConfig } from 'vitest/config'

/** Tests that drive the built page in a real browser: `npm run test:browser`. */
export default defineConfig({
  test: {
    include: ['packages/web/e2e/**/*.browser.test.ts'],
    pool: 'forks',
    fileParallelism: false,
    testTimeout: 180_000,
    hookTimeout: 240_000,
  },
})
