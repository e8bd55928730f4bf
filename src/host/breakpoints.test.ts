import { expect, test } from 'vitest'
import { bundleRealm } from '../dev/realm-plugin.mjs'
import { DoorScripts } from '../sandbox/door-host.ts'
import { VmRealm } from '../sandbox/vm-realm.ts'
import { MemoryStore } from '../storage/memory.ts'
import { lighterRacks } from '../testing/lighter-racks.ts'
import { isQuick } from '../testing/strength.ts'
import { Breakpoints } from './breakpoints.ts'
import { makeCodecs } from './codecs.ts'
import { LocalDoor } from './local-door.ts'
import { programs } from './programs.ts'

const SCRIPT = `import { Kafka } from 'kafkajs'
const producer = new Kafka({ brokers: ['broker-1:9092'] }).producer()
await producer.connect()
for (let n = 1; n <= 2; n++) {
  const [{ partition }] = await producer.send({ topic: 'orders', messages: [{ key: 'k', value: String(n) }] })
  console.log(partition)
}
console.log('end')`

/** The page's way: realms that answer later. */
async function world(lines: readonly number[]) {
  const realm = await bundleRealm(), breakpoints = new Breakpoints()
  const door = new LocalDoor({
    programs, codecs: await makeCodecs(), store: new MemoryStore(), breakpoints,
    scripts: answer => new DoorScripts(code => Object.assign(new VmRealm(realm, code), { close: () => {} }), answer, async () => ({}), breakpoints),
  })
  await door.open({ definition: lighterRacks(5), playing: false }, { shown: () => {}, replaying: () => {}, tracks: () => {} })
  breakpoints.take({ script: 'mine', lines })
  await door.act({ do: 'script.run', script: 'mine', file: 'mine.ts', source: SCRIPT })
  return { door, breakpoints }
}

/** Goes on from each line for so long, and notes them all with the moment of the world. */
async function walked(lines: readonly number[]) {
  const { door, breakpoints } = await world(lines), stood: number[] = []
  breakpoints.changed = () => {
    const { stopped } = breakpoints
    if (!stopped) return
    stood.push(stopped.line)
    queueMicrotask(() => breakpoints.take('goOn'))
  }
  await door.run({ for: 1_500_000 })
  const { hash, now } = await door.trace()
  await door.close()
  return { stood, hash, now }
}

test('a script stops at each visit of its lines; the world is the same world', async () => {
  const stopped = await walked([5, 8]), free = await walked([])
  expect(stopped.stood).toEqual([5, 5, 8])
  expect(free.stood).toEqual([])
  expect([stopped.now, stopped.hash]).toEqual([free.now, free.hash])
})

test.skipIf(isQuick)('while it stands, no time passes', async () => {
  const { door, breakpoints } = await world([5])
  const held = new Promise<void>(resolve => { breakpoints.changed = resolve })
  const ran = door.run({ for: 3_000_000 })
  await held
  expect(breakpoints.stopped).toEqual({ script: 'mine', line: 5 })
  const { now } = await door.trace()
  expect(await door.trace()).toMatchObject({ now })
  breakpoints.take({ script: 'mine', lines: [] })
  breakpoints.take('goOn')
  expect(await ran).toMatchObject({ met: true })
  expect((await door.trace()).now).toBeGreaterThan(now)
  await door.close()
})
