import { defineConfig } from '@playwright/test'
import { launchArgs } from './src/dev/browser.mjs'

export default defineConfig({
  testDir: 'e2e',
  fullyParallel: false,
  workers: 1,
  timeout: 90_000,
  reporter: process.env['CI'] ? [['list']] : [['line']],
  use: {
    baseURL: 'http://127.0.0.1:4199/',
    launchOptions: { ...(process.env['CHROMIUM'] && { executablePath: process.env['CHROMIUM'] }), args: launchArgs },
    trace: 'retain-on-failure',
  },
  webServer: { command: 'node node_modules/vite/bin/vite.js preview --host 127.0.0.1 --port 4199 --strictPort', url: 'http://127.0.0.1:4199/', reuseExistingServer: false },
})
