import { describe, expect, test } from 'vitest'
import { world as cluster, type ClusterStory } from '../testing/cluster.ts'
import { echoPrograms } from '../testing/echo.ts'
import { noCodecs } from '../testing/no-codecs.ts'
import { fc } from '../testing/property.ts'
import { Story } from '../testing/world.ts'
import { SpreadWorld } from '../testing/spread-world.ts'
import type { DiskChanges } from './disk-journal.ts'
import { mergeChanges } from './disk-journal.ts'
import { programs } from './programs.ts'
import type { WorldOptions } from './world.ts'
import { atStrength, isQuick } from '../testing/strength.ts'

/* Who runs a machine, and that it may change at any moment, makes no difference to the world. */

const MACHINES = ['m1', 'm2', 'm3', 'client-client-1', 'client-client-2']
type Place = readonly (readonly string[])[]
const place: fc.Arbitrary<Place> = fc.array(fc.nat(3), { minLength: MACHINES.length, maxLength: MACHINES.length })
  .map(groups => [1, 2, 3].map(group => MACHINES.filter((_, i) => groups[i] === group)).filter(machines => machines.length > 0))

type Deed = (w: Story) => void
const node = fc.constantFrom(1, 2)
const deed: fc.Arbitrary<Deed> = fc.oneof(
  { weight: 6, arbitrary: fc.tuple(node, fc.nat(999)).map(([to, id]): Deed => w => w.tell(`client-${to}`, 'send', `message ${id}`)) },
  { weight: 2, arbitrary: fc.tuple(node, node).map(([a, b]): Deed => w => w.cut(`m${a}`, `client-client-${b}`)) },
  { weight: 1, arbitrary: node.map((a): Deed => w => w.slow(`m${a}`, '*', { delayMs: 3, bytesPerSecond: 10_000 })) },
  { weight: 1, arbitrary: node.map((a): Deed => w => w.pause(`server-${a}`)) },
  { weight: 1, arbitrary: node.map((a): Deed => w => w.powerOff(`m${a}`)) },
  { weight: 2, arbitrary: fc.constant<Deed>(w => void w.heal()) },
  { weight: 3, arbitrary: node.map((a): Deed => w => w.tell(`client-${a}`, 'append', 'notes', 'bytes')) },
  { weight: 2, arbitrary: node.map((a): Deed => w => w.tell(`client-${a}`, 'at', 7_000, 'tick')) },
)
const life = fc.array(fc.tuple(place, deed, fc.nat(5_000)), { minLength: 1, maxLength: 12 })

const options: WorldOptions = { seed: 5, programs: echoPrograms, codecs: noCodecs, onCrash: 'throw' }
function begin(): { w: Story; world: SpreadWorld } {
  const world = new SpreadWorld(options), w = new Story(options, world)
  w.machines('m1', 'm2', 'm3')
  for (const n of [1, 2]) {
    w.start(`server-${n}`, { machine: `m${n}`, program: 'echo' })
    w.start(`client-${n}`, { program: 'puppet' })
    w.tell(`client-${n}`, 'connect', `m${n % 2 + 1}`, 7)
  }
  w.run(1).millis
  return { w, world }
}

/** What the disks have, taken as a storage takes it. */
function disksOf(taken: readonly DiskChanges[]): Record<string, string> {
  const disks = new Map<string, DiskChanges>()
  for (const each of taken) disks.set(each.machine, mergeChanges(disks.get(each.machine), each))
  return Object.fromEntries([...disks.values()].flatMap(({ machine, files, pieces }) => Object.entries(files).map(([name, file]) =>
    [`${machine}/${name}`, (file?.runs ?? []).map(run => text(pieces, run)).join('')])))
}
const text = (pieces: DiskChanges['pieces'], { inode, bytes }: { inode: number; bytes: number }) =>
  Buffer.concat(pieces.filter(piece => piece.inode === inode).sort((a, b) => a.offset - b.offset).map(piece => piece.bytes)).subarray(0, bytes).toString()

describe('machines that are run elsewhere', () => {
  test('live the life they would live here, wherever each is at any moment', () => {
    fc.assert(fc.property(life, fc.boolean(), (deeds, isTaken) => {
      const lived = [true, false].map(isSpread => {
        const { w, world } = begin()
        const taken: DiskChanges[] = []
        for (const [groups, act, wait] of deeds) {
          if (isSpread) expect(world.place(groups)).toBe(true)
          act(w)
          w.run(wait).micros
          if (isTaken) taken.push(...world.changes())
        }
        w.run(100).millis
        return { hash: world.traceHash(), told: w.transcript(), view: world.view(), disks: disksOf([...taken, ...world.changes()]) }
      })
      expect(lived[0]).toEqual(lived[1])
    }), { numRuns: atStrength(15, 60) })
  })

  test('are all home again when nobody is placed elsewhere: then the world can be saved', () => {
    const { w, world } = begin()
    world.place([['m1'], ['m2', 'client-client-1']])
    w.tell('client-1', 'send', 'hello')
    w.run(1).millis
    expect(() => world.save()).toThrow('has to answer first')
    world.place([])
    const reloaded = w.reloaded()
    for (const each of [w, reloaded]) {
      each.tell('client-1', 'send', 'again')
      each.run(1).seconds
    }
    expect(reloaded.world.traceHash()).toBe(world.traceHash())
  })

  test('a process that throws there ends the run here, with its own words', () => {
    const { w, world } = begin()
    world.place([['client-client-1']])
    w.tell('client-1', 'crash')
    expect(() => w.run(1).millis).toThrow('as told')
  })
})

describe('a cluster with a region for each broker', () => {
  const brokers = [['m1'], ['m2'], ['m3']]
  const eventful = (places: readonly Place[]) => {
    const world = new SpreadWorld({ seed: 3, programs, codecs: noCodecs, onCrash: 'throw', profile: 'laptop' })
    const w: ClusterStory = cluster({ seed: 3, profile: 'laptop' }, world)
    const [first = [], second = []] = places
    w.topic('orders', 3)
    w.produce('checkout', 'orders', { recordsPerSecond: atStrength(20, 100) })
    world.place(first)
    w.consume('billing', ['orders'], 'billing')
    w.run(2).seconds
    w.kill('broker-1')
    w.run(1).seconds
    world.place(second)
    w.cut('m2')
    w.run(1).seconds
    w.heal()
    w.run(500).millis
    return { hash: world.traceHash(), view: world.view() }
  }

  test('is the cluster of one region, to the last frame on the wire', () => {
    const one = eventful([])
    expect(eventful([brokers, []])).toEqual(one)
    if (!isQuick) expect(eventful([brokers, brokers])).toEqual(one)
    expect(one.view.ledger.totals).toMatchObject({ lost: 0 })
  })
})
