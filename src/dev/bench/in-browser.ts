import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { chromium, type Page } from 'playwright'
import { build, preview } from 'vite'
import { installedBrowser, launchArgs } from '../browser.mjs'
import type { Measured, Reply } from './browser/worker.ts'
import type { Row } from './figure.ts'

const root = fileURLToPath(new URL('browser', import.meta.url))

/**
 * What is measured in a worker of Chromium, bundled and minified as the page is; null where no Chromium is on the machine. The profile is a
 * folder: a private window would keep IndexedDB in memory.
 */
export async function inBrowser(): Promise<Row[] | null> {
  const executablePath = installedBrowser()
  if (!executablePath) return null
  const temporary = await mkdtemp(join(tmpdir(), 'terrarium-bench-'))
  try {
    const outDir = join(temporary, 'dist')
    await build({ root, configFile: false, logLevel: 'error', base: './', worker: { format: 'es' }, build: { outDir, target: 'es2023' } })
    const server = await preview({ root, configFile: false, logLevel: 'error', build: { outDir }, preview: { host: '127.0.0.1', port: 4_390 } })
    const browser = await chromium.launchPersistentContext(join(temporary, 'profile'), { executablePath, args: [...launchArgs] })
    try {
      const page = await browser.newPage()
      await page.goto(server.resolvedUrls!.local[0]!)
      return [...await measured(page, 'throughput'), ...await measured(page, 'logWrites'), ...rowsOf('stage', await page.evaluate(() => window.measureStage()))]
    } finally {
      await browser.close()
      await server.close()
    }
  } finally {
    await rm(temporary, { recursive: true, force: true })
  }
}

async function measured(page: Page, what: Measured): Promise<Row[]> {
  const reply: Reply = await page.evaluate(each => window.measure(each), what)
  return rowsOf(what, reply).map(row => ({ ...row, figure: `${row.figure}, Chromium worker` }))
}

function rowsOf(what: string, reply: Reply): readonly Row[] {
  if ('failed' in reply) throw new Error(`${what} in Chromium: ${reply.failed}`)
  return reply.rows
}
