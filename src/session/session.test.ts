import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Codecs } from '../env/codecs.ts'
import type { SpawnedHost } from '../host/client.ts'
import { makeCodecs } from '../host/codecs.ts'
import { seedOfLife } from '../host/facts.ts'
import { LocalDoor } from '../host/local-door.ts'
import type { Elsewhere } from '../host/placement.ts'
import { shelf } from '../host/shelf.ts'
import { MemoryStore } from '../storage/memory.ts'
import type { Epoch } from '../storage/store.ts'
import { StorageError } from '../storage/store.ts'
import { isQuick } from '../testing/strength.ts'
import { TabLocks } from '../storage/tab-locks.testing.ts'
import { HostedRegion } from '../world/hosted-region.ts'
import { programs } from '../world/programs.ts'
import type { LifecycleSnapshot } from './lifecycle-run.ts'
import { isLive, type LifecycleValue } from './lifecycle.ts'
import type { PageLike } from './page.ts'
import { Session } from './session.ts'

class FullStore extends MemoryStore {
  isFull = false
  override async commit(world: string, writer: number, epoch: Epoch): Promise<void> {
    if (this.isFull) throw new StorageError('quota', 'no room')
    return super.commit(world, writer, epoch)
  }
}

/** A browser with one store and one set of locks; each tab has a session of its own, its worker in the same thread. */
class Browser {
  readonly store = new FullStore()
  readonly locks = new TabLocks()

  /** `meanwhile`: where the person goes before the session has begun. */
  async tab(hash = '#/world', meanwhile = hash) {
    const tab = { hash, hidden: false, hashed: () => {}, hid: () => {}, crash: (_: string) => {} }
    const codecs = await makeCodecs()
    const spawn = (): SpawnedHost => {
      const door = new LocalDoor({ programs, codecs, store: this.store, lessons: shelf, elsewhere: () => inThisThread(codecs), scripts: () => ({ deliver: () => null, ended() {} }) })
      return { door, crashed: new Promise(resolve => { tab.crash = resolve }), terminate: () => void door.close() }
    }
    const page: PageLike = {
      hash: () => tab.hash, setHash: to => { tab.hash = to }, onHash: then => { tab.hashed = then }, isHidden: () => tab.hidden, onHidden: then => { tab.hid = then },
      language: () => 'ko-KR', randomSeed: () => 11,
    }
    const begun = Session.begin({ spawn, opened: { store: this.store, problem: null }, locks: this.locks, page })
    tab.hash = meanwhile
    const session = await begun
    const until = (value: LifecycleValue) => waitFor(session, snapshot => snapshot.value === value)
    const trouble = () => session.trouble.getState().trouble
    const close = () => {
      session.lifecycle.send({ type: 'close' })
      return until('none')
    }
    return { session, tab, until, trouble, close }
  }
}

/** Until it is so with the open world. */
const waitFor = ({ lifecycle }: Session, holds: (snapshot: LifecycleSnapshot) => boolean): Promise<void> => new Promise(resolve => {
  const look = () => {
    if (!holds(lifecycle.getSnapshot())) return
    unlisten()
    resolve()
  }
  const unlisten = lifecycle.subscribe(look)
  look()
})

/** Until so many threads run the world. */
const runBy = ({ world }: Session, workers: number): Promise<void> => new Promise(resolve => {
  const look = () => { if (world.getState().status?.workers === workers) resolve() }
  world.subscribe(look)
  look()
})

/** Regions that answer at once. */
const inThisThread = (codecs: Codecs): Elsewhere => ({
  post: () => {
    const region = new HostedRegion(programs, codecs)
    return (letter, answered) => answered(region.answer(letter))
  },
  ping: async () => {}, close() {},
})

/** One browser for the stories that need no new one, and the tab in it that holds the world: a cluster begins but once. */
const shared = new Browser()
let holder: Awaited<ReturnType<Browser['tab']>>, life = 1
beforeAll(async () => {
  holder = await shared.tab()
  await holder.until('live.running')
})
afterAll(() => holder.close())

/** It comes first: that world has just begun, so the second tab finds no more of it than its disks. */
describe('two tabs', () => {
  test('a second tab is told, may take the world over, and the first is told then', async () => {
    const first = holder, second = await shared.tab()
    await second.until('heldElsewhere')
    expect(second.trouble()).toEqual({ is: 'held-elsewhere' })
    second.session.takeOver()
    await second.until('live.running')
    await first.until('heldElsewhere')
    expect(second.session.lifecycle.getSnapshot().context.arrival).toMatchObject({ is: 'recovered', life: 2 })
    holder = second
    life = 2
    await first.close()
  })
})

describe('a person', () => {
  test('comes to a living world, and reaches it through the console', async () => {
    const { session: { terrarium }, trouble } = holder
    expect(await terrarium.run({ until: { event: 'isr.shrank' }, for: 1_000_000 })).toMatchObject({ met: false })
    await terrarium.act({ do: 'process.kill', process: 'broker-2' })
    const { met } = await terrarium.run({ until: { path: ['metadata', 'topics', 'orders', 'partitions', 0, 'isr', 'length'], equals: 2 }, for: 60_000_000 })
    expect(terrarium.view()!.metadata.topics['orders']!.partitions[0]!.isr).toHaveLength(2)
    expect([met, terrarium.seed, trouble()]).toEqual([true, 11, null])
    expect((await terrarium.log()).at(-1)!.action).toEqual({ do: 'process.kill', process: 'broker-2' })
  })

  test.skipIf(isQuick)('asks the cluster, and is refused in Kafka’s words', async () => {
    const { session, until, close } = await new Browser().tab()
    await until('live.running')
    const answer = session.ask({ do: 'createTopics', topics: [{ name: 'orders', partitions: 1, replicationFactor: 1 }] })
    await session.terrarium.run({ for: 1_000_000 })
    expect(await answer).toMatchObject({ error: null, result: [{ error: 'TOPIC_ALREADY_EXISTS' }] })
    await close()
  })

  test.skipIf(isQuick)('chooses who runs the world; the choice is kept, and makes no difference', async () => {
    const browser = new Browser(), first = await browser.tab()
    await first.until('live.running')
    first.session.settings.setState({ placement: 'broker' })
    await runBy(first.session, 4)
    expect((await first.session.terrarium.run({ for: 1_000_000 })).met).toBe(true)
    await first.close()
    const second = await browser.tab()
    await second.until('live.running')
    await runBy(second.session, 4)
    await second.close()
  })

  test('follows a link to what is selected, and every selection is a link', async () => {
    const { session, tab, close } = await new Browser().tab('#/world/partition/orders-4')
    expect(session.route.getState().selection).toEqual({ is: 'partition', partition: 'orders-4' })
    session.select({ is: 'broker', broker: 2 })
    expect(tab.hash).toBe('#/world/broker/2')
    tab.hash = '#/world/group/billing'
    tab.hashed()
    expect(session.route.getState().selection).toEqual({ is: 'group', group: 'billing' })
    await close()
  })

  test('goes elsewhere while the session begins, and is followed', async () => {
    const { session, close } = await new Browser().tab('#/', '#/world/partition/orders-1')
    expect(session.route.getState().selection).toEqual({ is: 'partition', partition: 'orders-1' })
    await close()
  })

  test.skipIf(isQuick)('looks away: the world stands still and says so', async () => {
    const { tab, until, trouble, close } = await new Browser().tab()
    await until('live.running')
    tab.hidden = true
    tab.hid()
    await until('live.hidden')
    expect(trouble()).toEqual({ is: 'hidden' })
    tab.hidden = false
    tab.hid()
    await until('live.running')
    await close()
  })

  test('goes to a lesson, where the free world is not touched, and back', async () => {
    const { session } = holder
    session.go({ screen: 'lesson', lesson: 'first-record' })
    await waitFor(session, snapshot => isLive(snapshot.value) && snapshot.context.ask?.lesson === 'first-record')
    await session.terrarium.run({ for: 100_000 })
    expect(Object.keys(session.world.getState().view!.metadata.topics)).toEqual(['greetings'])
    expect(session.lesson.getState().lesson!.player.getSnapshot().value).toBe('doing')
    session.go({ screen: 'world' })
    await waitFor(session, snapshot => isLive(snapshot.value) && snapshot.context.arrival?.is === 'replayed')
    expect((await session.worlds()).map(head => head.world)).toEqual(['lesson/first-record', 'three-racks'])
    expect(session.visits.getState().begun).toEqual(['first-record'])
  })

  test.skipIf(isQuick)('starts over: the world is new, the settings stay', async () => {
    const browser = new Browser()
    const { session, until, close } = await browser.tab()
    await until('live.running')
    const whose = async () => {
      let found = ''
      await session.parts('b1', '', (_, of) => { found = of; return {} })
      return found
    }
    const before = await whose()
    expect(await whose()).toBe(before)
    const thresholds = [{ metric: 'm', over: 'sum' as const, is: 'not' as const, value: 1 }]
    session.settings.setState({ theme: 'dark', scale: 'linear', faults: true, thresholds })
    void session.startOver()
    await until('leaving')
    await until('live.running')
    expect(session.lifecycle.getSnapshot().context.arrival).toEqual({ is: 'new' })
    expect(await whose(), 'its inodes are numbered from the first again').not.toBe(before)
    await close()
    const again = await browser.tab()
    expect(again.session.settings.getState()).toMatchObject({ theme: 'dark', language: 'ko', scale: 'linear', faults: true, thresholds })
    await again.until('live.running')
    expect(again.session.lifecycle.getSnapshot().context.arrival!.is).toBe('recovered')
    await again.close()
  })
})

describe('trouble', () => {
  test('a full store stops the world with a way on', async () => {
    const { session, until, trouble } = holder
    shared.store.isFull = true
    await until('live.storageStopped')
    expect(trouble()).toMatchObject({ is: 'storage-stopped', problem: 'quota' })
    shared.store.isFull = false
    session.again()
    await until('live.running')
  })

  test.skipIf(isQuick)('a dead worker is noticed; once more brings the world back', async () => {
    const { session, tab, until, trouble, close } = await new Browser().tab()
    await until('live.running')
    tab.crash('out of memory')
    await until('crashed')
    expect(trouble()).toEqual({ is: 'crashed', message: 'out of memory' })
    session.again()
    await until('live.running')
    await close()
  })

  test('an engine that throws gives its seed and log to copy', async () => {
    const { session, until, trouble } = holder
    await session.terrarium.act({ do: 'process.command', process: 'checkout', command: null }).catch(() => {})
    await session.terrarium.act({ do: 'process.start', process: 'broken', program: 'producer', args: null }).catch(() => {})
    await until('broken')
    expect(trouble()).toMatchObject({ is: 'broken', report: { seed: seedOfLife(11, life) } })
  })
})
