import { defineConfig } from '@playwright/test'
import { installedBrowser, launchArgs } from './src/dev/browser.mjs'

const executablePath = installedBrowser()

export default defineConfig({
  testDir: 'e2e',
  fullyParallel: false,
  workers: 1,
  timeout: 90_000,
  reporter: process.env['CI'] ? [['list']] : [['line']],
  use: {
    baseURL: 'http://127.0.0.1:4199/',
    launchOptions: { ...(executablePath && { executablePath }), args: launchArgs },
    trace: 'retain-on-failure',
  },
  webServer: { command: 'node node_modules/vite/bin/vite.js preview --host 127.0.0.1 --port 4199 --strictPort', url: 'http://127.0.0.1:4199/', reuseExistingServer: false },
})
