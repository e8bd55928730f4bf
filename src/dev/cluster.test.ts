import { execFile } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { expect, test } from 'vitest'

const SUITE = `
import { startCluster } from 'kafka-terrarium/cluster'
const cluster = await startCluster({ brokers: 1 })
console.log(cluster.bootstrapServers, cluster.view().metadata.brokers[1].fenced)
await cluster.stop()`

test('another package imports the cluster by name, on bare Node', async () => {
  const dir = mkdtempSync(join(tmpdir(), 'terrarium-import-'))
  try {
    mkdirSync(join(dir, 'node_modules'))
    symlinkSync(fileURLToPath(new URL('../..', import.meta.url)), join(dir, 'node_modules/kafka-terrarium'))
    const { stdout } = await promisify(execFile)(process.execPath, ['--input-type=module', '-e', SUITE], { cwd: dir })
    expect(stdout).toMatch(/^127\.0\.0\.1:\d+ false\n$/)
  } finally {
    rmSync(dir, { recursive: true })
  }
})
