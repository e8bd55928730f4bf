import { describe, expect, test } from 'vitest'
import { echoPrograms } from '../testing/echo.ts'
import { noCodecs } from '../testing/no-codecs.ts'
import { fc } from '../testing/property.ts'
import { Story } from '../testing/world.ts'
import type { WorldOptions } from './world.ts'

/* Three echo servers, three clients that do as they are told, and whatever happens to them. */

type Deed = (w: Story) => void
const NODES = [1, 2, 3]
const node = fc.constantFrom(...NODES)
const deed: fc.Arbitrary<Deed> = fc.oneof(
  { weight: 6, arbitrary: fc.tuple(node, fc.nat(999)).map(([to, id]): Deed => w => w.tell(`client-${to}`, 'send', `message ${id}`)) },
  { weight: 2, arbitrary: fc.tuple(node, node).map(([from, to]): Deed => w => w.tell(`client-${from}`, 'connect', `m${to}`, 7)) },
  { weight: 2, arbitrary: fc.tuple(node, node).map(([a, b]): Deed => w => w.cut(`m${a}`, `client-client-${b}`)) },
  { weight: 1, arbitrary: fc.tuple(node, fc.nat(50)).map(([a, delayMs]): Deed => w => w.slow(`m${a}`, '*', { delayMs, bytesPerSecond: 10_000 })) },
  { weight: 1, arbitrary: node.map((a): Deed => w => w.pause(`server-${a}`)) },
  { weight: 1, arbitrary: node.map((a): Deed => w => w.kill(`client-${a}`)) },
  { weight: 1, arbitrary: node.map((a): Deed => w => w.powerOff(`m${a}`)) },
  { weight: 2, arbitrary: fc.constant<Deed>(w => void w.heal()) },
  { weight: 3, arbitrary: node.map((a): Deed => w => w.tell(`client-${a}`, 'roll', 1_000)) },
  { weight: 2, arbitrary: node.map((a): Deed => w => w.tell(`client-${a}`, 'append', 'notes', 'bytes')) },
  { weight: 1, arbitrary: node.map((a): Deed => w => w.tell(`client-${a}`, 'at', 7_000, 'tick')) },
)
const life = fc.array(fc.tuple(deed, fc.nat(20_000)), { minLength: 1, maxLength: 25 })

function begin(options: Partial<WorldOptions> = {}): Story {
  const w = new Story({ seed: 5, programs: echoPrograms, codecs: noCodecs, onCrash: 'throw', ...options })
  w.machines('m1', 'm2', 'm3')
  for (const n of NODES) {
    w.start(`server-${n}`, { machine: `m${n}`, program: 'echo' })
    w.start(`client-${n}`, { program: 'puppet' })
    w.tell(`client-${n}`, 'connect', `m${n % 3 + 1}`, 7)
  }
  w.run(1).millis
  return w
}

function live(w: Story, deeds: readonly (readonly [Deed, number])[]): void {
  for (const [act, wait] of deeds) {
    act(w)
    w.run(wait).micros
  }
}
const end = (w: Story): { hash: string; told: string; view: unknown } => {
  w.run(1).seconds
  return { hash: w.world.traceHash(), told: w.transcript(), view: w.world.view() }
}

describe('the same seed and the same actions', () => {
  test('give the same world, however many regions run it', () => {
    fc.assert(fc.property(life, deeds => {
      const one = begin(), three = begin({ regions: 3 })
      live(one, deeds)
      live(three, deeds)
      expect(end(three)).toEqual(end(one))
    }), { numRuns: 60 })
  })

  test('give the same world when it is saved and loaded anywhere on the way', () => {
    fc.assert(fc.property(life, life, (before, after) => {
      const straight = begin()
      live(straight, before)
      straight.transcript()
      const reloaded = straight.reloaded()
      live(straight, after)
      live(reloaded, after)
      expect(end(reloaded)).toEqual(end(straight))
    }), { numRuns: 60 })
  })

  test('give the same world when the log is run again', () => {
    fc.assert(fc.property(life, deeds => {
      const w = begin()
      live(w, deeds)
      const again = w.replayed()
      expect(again.world.traceHash()).toBe(w.world.traceHash())
      expect(again.world.view()).toEqual(w.world.view())
    }), { numRuns: 30 })
  })

  test('one saved moment can be loaded twice, and neither future disturbs the other', () => {
    fc.assert(fc.property(life, life, (a, b) => {
      const w = begin()
      live(w, a)
      const [left, right] = [w.reloaded(), w.reloaded()]
      live(left, b)
      live(right, b)
      expect(right.world.traceHash()).toBe(left.world.traceHash())
      expect(right.world.view()).toEqual(left.world.view())
    }), { numRuns: 30 })
  })
})

test('another seed is another world', () => {
  const hashes = [1, 2].map(seed => {
    const w = begin({ seed })
    w.tell('client-1', 'roll', 1_000_000)
    return end(w).hash
  })
  expect(hashes[0]).not.toBe(hashes[1])
})

test('a connection brings every byte once and in order, whatever happens to its line', () => {
  fc.assert(fc.property(fc.array(fc.tuple(fc.constantFrom('send', 'cut', 'mend', 'slow', 'pause', 'resume'), fc.nat(3_000)), { maxLength: 60 }), deeds => {
    const w = begin()
    const line = { from: 'm2', to: 'client-client-1' }
    const sent: string[] = []
    for (const [what, wait] of deeds) {
      if (what === 'send') {
        sent.push(`message ${sent.length}`)
        w.tell('client-1', 'send', sent.at(-1))
      } else if (what === 'pause') w.pause('server-2')
      else if (what === 'resume') w.resume('server-2')
      else if (what === 'cut') w.act({ do: 'link.cut', ...line })
      else if (what === 'slow') w.act({ do: 'link.slow', ...line, delayMs: wait % 7 })
      else w.act({ do: 'link.mend', ...line })
      w.run(wait).micros
    }
    w.heal()
    w.resume('client-1')
    w.run(10).seconds
    const arrived = w.told().flatMap(told => (told.process === 'server-2' && told.is === 'console' && told.text.startsWith('data') ? [told.text.slice('data client-1:1< '.length)] : []))
    expect(arrived).toEqual(sent)
  }), { numRuns: 60 })
})
