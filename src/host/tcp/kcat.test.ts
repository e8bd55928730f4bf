import { execFile, spawnSync } from 'node:child_process'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { atStrength } from '../../testing/strength.ts'
import type { TcpCluster } from './cluster.ts'
import { serveForTest } from './testing.ts'

/*
 * kcat (librdkafka), when it is on the machine.
 */

const CODECS = atStrength(['none', 'zstd'], ['none', 'gzip', 'snappy', 'lz4', 'zstd'])
const kcat = ['kcat', 'kafkacat'].find(name => spawnSync(name, ['-V']).status === 0)
if (!kcat) console.log(`kcat is not on this machine: ${1 + CODECS.length} tests are skipped`)

const run = promisify(execFile)

let cluster: TcpCluster
beforeAll(async () => { if (kcat) ({ cluster } = await serveForTest()) })
afterAll(async () => { if (kcat) await cluster.close() })

async function ask(input: string, ...args: string[]): Promise<string> {
  const asked = run(kcat!, ['-b', cluster.bootstrapServers, ...args], { timeout: 100_000 })
  asked.child.stdin!.end(input)
  return (await asked).stdout
}

/** Beside each other: it waits in real time for most of it. */
describe.skipIf(!kcat).concurrent('kcat', () => {
  it('lists, produces, consumes, and consumes in a group', async () => {
    await ask('one\ntwo\nthree\n', '-P', '-t', 'orders', '-p', '0')
    expect(await ask('', '-L', '-t', 'orders')).toContain('topic "orders" with 1 partitions')
    expect((await ask('', '-C', '-t', 'orders', '-o', 'beginning', '-e', '-q')).split('\n').sort()).toEqual(['', 'one', 'three', 'two'])
    expect(await ask('', '-G', 'billing', '-o', 'beginning', '-c', '3', '-q', 'orders')).toBe('one\ntwo\nthree\n')
  })

  it.each(CODECS)('produces, idempotently, what it reads again: %s', async codec => {
    const lines = Array.from({ length: 500 }, (_, i) => `line ${i} of ${codec}\n`).join('')
    await ask(lines, '-P', '-t', codec, '-p', '0', '-z', codec, '-X', 'enable.idempotence=true')
    expect(await ask('', '-C', '-t', codec, '-o', 'beginning', '-e', '-q')).toBe(lines)
  })
})
