import { describe, expect, test } from 'vitest'
import { world, type ClusterOptions, type ClusterStory } from '../testing/cluster.ts'
import { atStrength, isQuick } from '../testing/strength.ts'
import type { Told } from './view.ts'

/* The world with Kafka's own programs in it: what the ledger says when things break, and that nothing depends on where it runs. */

const ledger = (w: ClusterStory) => w.world.view().ledger.totals
const milestones = (told: Told): boolean => ['leader.elected', 'broker.fenced', 'broker.unfenced'].includes(told.is)

describe('with three replicas and acks=all', () => {
  test('a killed leader costs no record: each is acknowledged once, in order', () => {
    const w = world()
    w.topic('orders')
    w.produce('checkout', 'orders')
    w.run(2).seconds
    w.transcript()
    w.kill(`broker-${w.leader('orders-0')}`)
    w.run(11).seconds
    w.heal()
    w.run(5).seconds
    w.stop('checkout')
    w.run(1).seconds
    expect(w.transcript(milestones)).toMatchInlineSnapshot(`
      " 11.250001  controller-4  broker.fenced broker=3
       11.250001  controller-4  leader.elected partition=orders-0 leader=1 epoch=1 isr=[1,2] from=isr
       14.212252  controller-4  broker.unfenced broker=3"
    `)
    const { sent } = ledger(w)
    expect(ledger(w)).toEqual({ sent, pending: 0, acknowledged: sent, failed: 0, visible: sent, lost: 0, vanished: 0, duplicated: 0, reordered: 0 })
    expect(w.facts('orders-0').isr).toHaveLength(3)
    expect(w.world.view().invariants).toEqual([])
  })
})

describe('with one replica', () => {
  const written = (): ClusterStory => {
    const w = world()
    w.topic('orders', 1, 1)
    w.produce('checkout', 'orders', { count: 500 })
    w.run(10).seconds
    return w
  }

  test('kill −9 loses nothing: the page cache is the machine\'s', () => {
    const w = written()
    w.kill(`broker-${w.leader('orders-0')}`)
    w.run(12).seconds
    w.heal()
    w.run(12).seconds
    expect(ledger(w)).toMatchObject({ acknowledged: 500, lost: 0, visible: 500 })
  })

  test('a power cut loses what was acknowledged and not flushed, and the ledger says where', () => {
    const w = written()
    w.powerOff(`m${w.leader('orders-0')}`)
    w.run(12).seconds
    w.heal()
    w.run(12).seconds
    expect(w.facts('orders-0').end).toBe(0)
    expect(ledger(w)).toMatchObject({ acknowledged: 500, lost: 500, visible: 0 })
    expect(w.world.view().ledger.lost).toMatchObject([{ partition: 'orders-0', offsets: { from: 0, to: 499 } }])
  })
})

describe('a whole cluster', () => {
  const eventful = (options: ClusterOptions = {}): ClusterStory => {
    const w = world({ seed: 3, ...options })
    w.topic('orders', 3)
    w.produce('checkout', 'orders', { recordsPerSecond: atStrength(20, 100) })
    w.run(2).seconds
    w.cut('m1')
    w.run(11).seconds
    w.powerOff('m2')
    return w
  }
  const end = (w: { run: ClusterStory['run']; heal: ClusterStory['heal']; world: ClusterStory['world'] }) => {
    w.run(1).seconds
    w.heal()
    w.run(8).seconds
    return { hash: w.world.traceHash(), view: w.world.view() }
  }

  test('is the same in one region and in four, saved and loaded, and run again from its log', () => {
    const w = eventful(), reloaded = w.reloaded()
    const expected = end(w)
    // placement.test.ts has regions in `check`, determinism.test.ts a life from its log
    if (!isQuick) expect(end(eventful({ regions: 4 }))).toEqual(expected)
    expect(end(reloaded)).toEqual(expected)
    if (!isQuick) expect(w.replayed().world.traceHash()).toBe(expected.hash)
    expect(expected.view.invariants).toEqual([])
  })
})
