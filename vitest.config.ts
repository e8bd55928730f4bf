import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['src/**/*.test.{ts,tsx}', 'lessons/**/*.test.ts'],
    pool: 'threads',
    // Modules are loaded once for each thread, not for each file: what a test changes globally, it puts back.
    isolate: false,
    // vitest leaves one core alone, which on two is half of them
    maxWorkers: '100%',
    testTimeout: 60_000,
    reporters: ['default'],
  },
})
