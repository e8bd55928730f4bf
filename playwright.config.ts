import { defineConfig } from '@playwright/test'
import { installedBrowser, launchArgs } from './src/dev/browser.mjs'

const executablePath = installedBrowser()
/** Another build or port, so that two runs on one machine do not meet. */
const { E2E_PORT: port = '4199', E2E_DIST: dist = 'dist' } = process.env
const url = `http://127.0.0.1:${port}/`

export default defineConfig({
  testDir: 'e2e',
  // Two pages side by side: each waits for its world, for which the other has its core. A story is told within one page, whatever its neighbour does.
  fullyParallel: true,
  workers: 2,
  // Bounds for what hangs, not measures: what is waited for comes in its own time, however slow the machine is.
  timeout: 300_000,
  expect: { timeout: 60_000 },
  // one that fails and then passes is named as flaky, and is not let go of: it does not keep all others from being heard
  retries: 1,
  reporter: process.env['CI'] ? [['list']] : [['line']],
  use: {
    baseURL: url,
    // none but the story of the page without a network has one: the others play the build, not what was stored of it
    serviceWorkers: 'block',
    launchOptions: { ...(executablePath && { executablePath }), args: launchArgs },
    // pictures of a page that never stands still would take more of the machine than the page
    trace: { mode: 'retain-on-failure', screenshots: false, snapshots: false },
    actionTimeout: 60_000,
  },
  webServer: {
    command: `node node_modules/vite/bin/vite.js preview --outDir ${dist} --host 127.0.0.1 --port ${port} --strictPort`, url, reuseExistingServer: false,
  },
})
