import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { bundleServiceWorker, filesOf } from './offline-plugin.mjs'

test('every file of the build is listed but the service worker itself; names that do not change with their content come with its hash', async () => {
  const dir = mkdtempSync(join(tmpdir(), 'offline-'))
  onTestFinished(() => rmSync(dir, { recursive: true }))
  mkdirSync(join(dir, 'assets'))
  for (const name of ['index.html', 'service-worker.js', 'assets/world-1a2b.js', 'assets/world-1a2b.js.map']) writeFileSync(join(dir, name), name)
  const files = filesOf(dir)
  expect(files).toEqual([{ url: 'assets/world-1a2b.js', revision: null }, { url: 'index.html', revision: expect.stringMatching(/^[\da-f]{16}$/) as string }])
  const script = await bundleServiceWorker(files)
  expect(script).toContain(files[1]!.revision)
  expect(script).not.toMatch(/process\.env|\bimport\b.*from/)
})
