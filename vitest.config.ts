import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['{src,sandbox,web,test}/**/*.test.{ts,tsx}'],
    globalSetup: ['test/global-setup.ts'],
    // Every worker may hold a PGlite or drive a browser: more of them than this only wait for each other.
    maxWorkers: 2,
    // Generous, because a busy machine is not a fault: tests wait for conditions, never for time.
    testTimeout: 120_000,
    // A browser on a crowded machine can trip over its neighbours once; a fault of ours trips twice.
    retry: process.env.CI ? 1 : 0,
    hookTimeout: 120_000,
  },
})
