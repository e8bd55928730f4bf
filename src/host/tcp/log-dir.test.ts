import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { goldenBytes, goldenFiles } from '../../testing/golden.ts'
import { fc } from '../../testing/property.ts'
import { MachineDisk } from '../../world/disk.ts'
import { PROFILES } from '../../world/profiles.ts'
import { LogDir } from './log-dir.ts'

/*
 * A machine's disk as a log directory on this computer: whatever was done to the one, the other has the same files.
 */

let path: string
beforeEach(() => { path = mkdtempSync(join(tmpdir(), 'log-dir-')) })
afterEach(() => rmSync(path, { recursive: true, force: true }))

const newDisk = () => new MachineDisk({ now: () => 0, later() {} }, PROFILES['zero']!.disk, 1e9)
const filesOf = (disk: MachineDisk): Record<string, string> =>
  Object.fromEntries(disk.list('/data/').map(name => [name.slice('/data/'.length), Buffer.from(disk.read(name, 0, 1e9)).toString('hex')]))
const stored = (): Record<string, string> => {
  const names = !existsSync(path) ? [] : readdirSync(path, { recursive: true }).map(String).filter(name => statSync(join(path, name)).isFile()).sort()
  return Object.fromEntries(names.map(name => [name, readFileSync(join(path, name)).toString('hex')]))
}

async function reopened(): Promise<{ dir: LogDir; disk: MachineDisk }> {
  const { dir, image } = await LogDir.open(path), disk = newDisk()
  disk.restore(image)
  return { dir, disk }
}

const name = fc.constantFrom('a', 'b', 'orders-0/1.log', 'orders-0/1.index', 'orders-0.17-delete/1.log').map(each => `/data/${each}`)
const bytes = fc.uint8Array({ maxLength: 20 })
const operation = fc.oneof(
  { weight: 4, arbitrary: fc.record({ do: fc.constant('append' as const), name, bytes }) },
  fc.record({ do: fc.constant('write' as const), name, bytes }),
  fc.record({ do: fc.constant('truncate' as const), name, size: fc.nat(30) }),
  { weight: 3, arbitrary: fc.record({ do: fc.constant('rename' as const), name, to: name }) },
  fc.record({ do: fc.constant('remove' as const), name }),
  { weight: 2, arbitrary: fc.record({ do: fc.constant('keep' as const) }) },
  fc.record({ do: fc.constant('reopen' as const) }),
)

function perform(disk: MachineDisk, step: Exclude<(typeof operation extends fc.Arbitrary<infer T> ? T : never), { do: 'keep' | 'reopen' }>): void {
  if (step.do === 'append') return disk.append(step.name, step.bytes)
  if (step.do === 'write') return disk.write(step.name, step.bytes)
  if (disk.size(step.name) < 0) return
  if (step.do === 'truncate') disk.truncate(step.name, step.size)
  else if (step.do === 'rename') disk.rename(step.name, step.to)
  else disk.remove(step.name)
}

it('has the files of its disk, whatever was done to them between two changes, and gives them back', async () => {
  await fc.assert(fc.asyncProperty(fc.array(operation, { maxLength: 40 }), async steps => {
    rmSync(path, { recursive: true, force: true })
    mkdirSync(path)
    let { dir, disk } = await reopened()
    for (const step of [...steps, { do: 'keep' as const }]) {
      if (step.do !== 'keep' && step.do !== 'reopen') perform(disk, step)
      else dir.apply(disk.takeChanges('m1'))
      if (step.do === 'reopen') ({ dir, disk } = await reopened())
    }
    expect(stored()).toEqual(filesOf(disk))
    expect(filesOf((await reopened()).disk)).toEqual(filesOf(disk))
  }))
})

it('keeps a ring of new names', async () => {
  const { dir, disk } = await reopened()
  for (const each of ['a', 'b']) disk.append(`/data/${each}`, Buffer.from(each))
  dir.apply(disk.takeChanges('m1'))
  disk.rename('/data/a', '/data/c')
  disk.rename('/data/b', '/data/a')
  disk.rename('/data/c', '/data/b')
  dir.apply(disk.takeChanges('m1'))
  expect(Object.values(stored()).map(hex => Buffer.from(hex, 'hex').toString())).toEqual(['b', 'a'])
})

it('refuses names that lead out of it', async () => {
  const { dir, disk } = await reopened()
  disk.append('/data/../elsewhere', Uint8Array.of(1))
  expect(() => dir.apply(disk.takeChanges('m1'))).toThrow('/data/../elsewhere is not in the log directory /data')
})

describe('the folders of a broker that Kafka stopped', () => {
  const ROOT = 'disk/kafka-1'
  const files = goldenFiles(ROOT).filter(file => !file.endsWith('.dump.txt'))

  it('are loaded and saved again byte for byte', async () => {
    const { disk, dir } = await reopened()
    for (const file of files) disk.place(`/data/${file}`, goldenBytes(`${ROOT}/${file}`))
    dir.apply(disk.takeChanges('m1'))
    const loaded = await reopened()
    rmSync(path, { recursive: true })
    const again = newDisk(), other = await LogDir.open(path)
    for (const file of loaded.disk.list('/data/')) again.place(file, loaded.disk.read(file, 0, 1e9))
    other.dir.apply(again.takeChanges('m1'))
    expect(stored()).toEqual(Object.fromEntries(files.map(file => [file, Buffer.from(goldenBytes(`${ROOT}/${file}`)).toString('hex')])))
  })
})
