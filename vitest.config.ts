import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['src/**/*.test.{ts,tsx}', 'lessons/**/*.test.ts'],
    pool: 'threads',
    // Modules are loaded once for each thread, not for each file: what a test changes globally, it puts back.
    isolate: false,
    // vitest leaves one core alone, which on two is half of them
    maxWorkers: '100%',
    // A bound for what hangs, not a measure: these tests wait for states, however slow the machine is.
    testTimeout: 120_000,
    hookTimeout: 120_000,
    reporters: ['default'],
  },
})
