import * as Comlink from 'comlink'
import { afterEach, describe, expect, test } from 'vitest'
import { MemoryStore } from '../storage/memory.ts'
import { noCodecs } from '../testing/no-codecs.ts'
import { isQuick } from '../testing/strength.ts'
import type { Action } from '../world/action.ts'
import { HostedRegion } from '../world/hosted-region.ts'
import type { Post } from '../world/letters.ts'
import { programs } from '../world/programs.ts'
import { topologyActions, bootstrapServers } from '../world/topology.ts'
import type { LoggedAction } from '../world/world.ts'
import { World } from '../world/world.ts'
import type { OpenAsk } from './door.ts'
import type { Shown } from './frame.ts'
import { LocalDoor } from './local-door.ts'
import type { Elsewhere, Placement } from './placement.ts'
import { doorOf, postThrough, type RegionDoor } from './region-door.ts'

/* Brokers behind message ports, as in workers of their own; real time passes. */

/** Regions at the other ends of ports: what passes is cloned and transferred, as between workers. */
class Ports implements Elsewhere {
  readonly #ports: MessagePort[] = []
  readonly #doors: Comlink.Remote<RegionDoor>[] = []

  post(index: number): Post {
    const { port1, port2 } = new MessageChannel()
    Comlink.expose(doorOf(Promise.resolve(new HostedRegion(programs, noCodecs))), port2)
    this.#doors[index] = Comlink.wrap<RegionDoor>(port1)
    this.#ports.push(port1, port2)
    return postThrough(this.#doors[index])
  }
  async ping(): Promise<void> { await Promise.all(this.#doors.map(door => door.ping())) }
  close(): void { for (const port of this.#ports.splice(0)) port.close() }
}

const servers = bootstrapServers({ brokers: 3 })
const start: Action[] = [
  ...topologyActions({ brokers: 3 }),
  { do: 'process.start', process: 'admin', program: 'admin', args: { configs: { 'bootstrap.servers': servers } } },
]
const createTopic: Action = {
  do: 'process.command', process: 'admin',
  command: { tag: 1, command: { do: 'createTopics', topics: [{ name: 'orders', partitions: 3, replicationFactor: 3, configs: {} }] } },
}
const produce: Action = {
  do: 'process.start', process: 'checkout', program: 'producer',
  args: { topic: 'orders', recordsPerSecond: 100, valueBytes: 100, keys: 0, configs: { 'bootstrap.servers': servers } },
}
const definition = {
  id: 'w', kind: 'free' as const, seed: 11, start,
  opening: [
    { until: { path: ['metadata', 'brokers', 3, 'fenced'], equals: false }, for: 30_000_000 },
    createTopic, { until: { path: ['metadata', 'topics', 'orders', 'partitions', 2, 'leader'], exists: true }, for: 30_000_000 }, produce,
  ],
}

/** A page before its world. */
class Page {
  readonly store = new MemoryStore()
  readonly door: LocalDoor
  shown: Shown[] = []
  #heard = () => {}

  constructor(elsewhere: () => Elsewhere = () => new Ports()) {
    this.door = new LocalDoor({ programs, codecs: noCodecs, store: this.store, elsewhere, scripts: () => ({ deliver: () => null, ended() {} }) })
    pages.push(this)
  }

  open(placement: Placement, ask: Partial<OpenAsk> = {}) {
    return this.door.open({ definition, placement, ...ask }, {
      shown: frame => {
        this.shown.push(frame)
        this.#heard()
      },
      replaying() {},
    })
  }

  async until(holds: (last: Shown, view: NonNullable<Shown['view']>) => boolean): Promise<void> {
    const isThere = () => {
      const view = this.shown.findLast(frame => frame.view)?.view
      return view !== undefined && view !== null && holds(this.shown.at(-1)!, view)
    }
    while (!isThere()) await new Promise<void>(done => { this.#heard = done })
  }
  lived(micros: number): Promise<void> {
    const from = this.shown.findLast(frame => frame.view)!.view!.now
    return this.until((_, view) => view.now >= from + micros)
  }
}

const pages: Page[] = []
afterEach(async () => { for (const page of pages.splice(0)) await page.door.close() })

/** The same log, lived again in one thread. */
function traceOf(log: readonly LoggedAction[], until: number): string {
  const world = new World({ seed: 11, programs, codecs: noCodecs, profile: 'laptop', onCrash: 'throw', replay: { actions: log, turns: [] } })
  world.advance({ until })
  return world.traceHash()
}

describe('a world with a thread for each broker', () => {
  test('lives the life it would live in one, through faults and whoever runs it', async () => {
    const page = new Page()
    await page.open('broker')
    await page.until(({ status }) => status.workers === 4)
    await page.lived(300_000)
    await page.door.act({ do: 'process.kill', process: 'broker-2' })
    await page.lived(100_000)
    await page.door.place('one')
    await page.until(({ status }) => status.workers === 1)
    await page.door.place('broker')
    await page.until(({ status }) => status.workers === 4)
    await page.door.act({ do: 'process.start', process: 'broker-2' })
    await page.lived(200_000)
    await page.door.pause()
    const { now, hash } = await page.door.trace()
    expect(hash).toBe(traceOf(await page.door.log(), now))
    const { ledger } = page.shown.findLast(frame => frame.view)!.view!
    expect(ledger.totals).toMatchObject({ lost: 0, duplicated: 0 })
    expect(ledger.totals.acknowledged).toBeGreaterThan(10)
  })

  test.skipIf(isQuick)('is fetched home for what goes faster than real time, and for a single step', async () => {
    const page = new Page()
    await page.open('broker')
    await page.until(({ status }) => status.workers === 4)
    await page.door.run({ for: 5_000_000 })
    await page.until(({ status }) => status.workers === 4)
    await page.door.setSpeed(10)
    await page.until(({ status }) => status.workers === 1)
    await page.door.setSpeed(1)
    await page.until(({ status }) => status.workers === 4)
    await page.door.pause()
    await page.door.step()
    await page.until(({ status }) => status.workers === 1)
  })

  test('is written down as one moment: who closes it finds every acknowledged record again', async () => {
    const page = new Page()
    await page.open('broker')
    await page.until(({ status }) => status.workers === 4)
    await page.until((_, { ledger }) => ledger.totals.acknowledged >= 20)
    await page.door.close()
    const before = page.shown.findLast(frame => frame.view)!.view!
    page.shown = []
    expect(await page.open('one')).toMatchObject({ arrival: { is: 'replayed' } })
    await page.until((_, { replicas }) => Object.entries(before.replicas).filter(([id]) => id.startsWith('orders-')).every(([id, logs]) =>
      Math.max(...Object.values(replicas[id as 'orders-0'] ?? {}).map(log => log.end)) >= Math.max(...Object.values(logs).map(log => log.hw))))
  })

  test.skipIf(isQuick)('is sampled all the same: brokers elsewhere say what they measure, and stay there', async () => {
    const page = new Page(), metric = 'kafka.server:type=ReplicaManager,name=LeaderCount'
    await page.open('broker')
    await page.until(({ status }) => status.workers === 4)
    // what they said last may be from before they led anything
    for (let led = NaN; led !== 3;) {
      await page.lived(1_000_000)
      const last = (await page.door.look({ is: 'samples', after: 0, of: [metric] })).at(-1)
      led = [1, 2, 3].reduce((sum, id) => sum + (last?.processes[`broker-${id}`]?.[metric] ?? NaN), 0)
    }
    expect(page.shown.at(-1)!.status.workers).toBe(4)
  })

  test('is broken by what breaks a broker, and says where', async () => {
    const page = new Page(() => ({ post: () => breaking(new HostedRegion(programs, noCodecs)), ping: async () => {}, close() {} }))
    await page.open('broker')
    await page.until(({ status }) => status.state.is === 'broken')
    expect(page.shown.at(-1)!.status.state).toMatchObject({ report: { error: 'no such page', seed: 11 } })
  })
})

/** Settles, and cannot run. */
const breaking = (region: HostedRegion): Post => (letter, answered, failed) =>
  letter.is === 'run' ? failed(new Error('no such page')) : answered(region.answer(letter))
