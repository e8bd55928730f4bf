import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['src/**/*.test.{ts,tsx}', 'lessons/**/*.test.ts'],
    pool: 'threads',
    testTimeout: 60_000,
    reporters: ['default'],
  },
})
