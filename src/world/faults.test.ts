import { describe, expect, test } from 'vitest'
import { echoStory } from '../testing/echo.ts'
import { fc } from '../testing/property.ts'
import type { Story } from '../testing/world.ts'
import type { Action } from './action.ts'

const faultsOf = (w: Story) => w.world.view().faults.map(({ is, on, detail }) => [is, ...on, ...Object.entries(detail).flat()].join(' '))
const files = (w: Story): string => {
  w.tell('client', 'files')
  w.run(1).millis
  return w.transcript(told => told.is === 'console' && told.text !== 'command' && !told.text.startsWith('flushed')).split('client  ').at(-1)!
}

describe('killing a process and cutting the power are not the same', () => {
  const written = (): Story => {
    const w = echoStory()
    w.tell('client', 'append', 'kept', 'flushed')
    w.tell('client', 'flush', 'kept')
    w.tell('client', 'append', 'lost', 'in the page cache')
    w.run(1).millis
    w.transcript()
    return w
  }

  test('a killed process finds its files as it left them: the page cache is the machine\'s', () => {
    const w = written()
    w.kill('client')
    w.start('client')
    expect(files(w)).toBe('kept=flushed lost=in the page cache')
  })

  test('a power cut leaves what was flushed', () => {
    const w = written()
    w.powerOff('m2')
    w.powerOn('m2')
    expect(files(w)).toBe('kept=flushed')
  })
})

describe('a disk', () => {
  test('is slow: flushes are answered late', () => {
    const w = echoStory({ profile: 'laptop' })
    w.act({ do: 'disk.slow', machine: 'm2', factor: 100 })
    w.tell('client', 'append', 'a', 'x')
    w.tell('client', 'flush', 'a')
    w.run(99).millis
    expect(w.transcript()).not.toContain('flushed')
    w.run(10).millis
    expect(w.transcript()).toContain('flushed a')
  })

  test('is full, or fails: writing is an error', () => {
    const full = echoStory()
    full.act({ do: 'disk.fill', machine: 'm2', leaveBytes: 3 })
    full.tell('client', 'append', 'a', 'four')
    expect(() => full.run(1).millis).toThrow('No space left on device')
    const failed = echoStory()
    failed.act({ do: 'disk.fail', machine: 'm2' })
    failed.tell('client', 'append', 'a', 'x')
    expect(() => failed.run(1).millis).toThrow('Input/output error')
  })

  test('takes files from outside, durable at once', () => {
    const w = echoStory()
    w.act({ do: 'folder.import', machine: 'm2', files: { '/data/b': Uint8Array.of(66), '/data/a': Uint8Array.of(65) } })
    w.powerOff('m2')
    w.powerOn('m2')
    expect(files(w)).toBe('/data/a=A /data/b=B')
  })

  test('a folder that files replace is gone for good', () => {
    const w = echoStory()
    w.act({ do: 'folder.import', machine: 'm2', files: { '/data/x/a': Uint8Array.of(65), '/data/y': Uint8Array.of(66) } })
    w.act({ do: 'folder.import', machine: 'm2', replaces: '/data/x', files: { '/data/x/c': Uint8Array.of(67) } })
    w.powerOff('m2')
    w.powerOn('m2')
    expect(files(w)).toBe('/data/x/c=C /data/y=B')
  })

  test.each([['/data/z', 18 * 1024 * 1024, 'files of more than 17825792 bytes'], ['z', 1, 'Invalid start: Expected "/" but received "z"']])(
    'does not take %s of %i bytes', (file, bytes, words) => {
      let refusal = ''
      try { echoStory().act({ do: 'folder.import', machine: 'm2', files: { [file]: new Uint8Array(bytes) } }) } catch (error) { refusal = (error as Error).message }
      expect(refusal).toBe(words)
    })
})

test('a skewed clock moves wall time and nothing else', () => {
  const w = echoStory()
  w.act({ do: 'clock.skew', machine: 'm2', ms: -3_600_000 })
  w.tell('client', 'clocks')
  w.tell('server', 'clocks')
  w.run(1).millis
  expect(w.transcript(told => told.is === 'console' && told.text.startsWith('now'))).toMatchInlineSnapshot(`
    "  0.000001  server  now 1 wall 1767225600000
      0.000001  client  now 1 wall 1767222000000"
  `)
})

describe('the list of faults', () => {
  test('names what was done and not undone, with its measure', () => {
    const w = echoStory()
    w.pause('server')
    w.slow('m1', '*', { delayMs: 20, oneWay: true })
    w.slow('m1', '*', { delayMs: 30, oneWay: true })
    w.act({ do: 'disk.slow', machine: 'm1', factor: 10 })
    w.kill('client')
    w.run(1).millis
    expect(faultsOf(w)).toEqual(['process.paused server', 'link.slow m1 * oneWay 1 delayMs 30', 'disk.slow m1 factor 10', 'process.killed client'])
    w.act({ do: 'link.mend', from: '*', to: '*' })
    w.start('client')
    w.run(1).millis
    expect(faultsOf(w)).toEqual(['process.paused server', 'disk.slow m1 factor 10'])
  })

  const machine = fc.constantFrom('m1', 'm2'), process = fc.constantFrom('server', 'client'), line = fc.record({ from: machine, to: fc.constantFrom('m1', 'm2', '*') })
  const harm: fc.Arbitrary<Action> = fc.oneof(
    fc.tuple(fc.constantFrom('machine.powerOff' as const, 'machine.powerOn' as const, 'disk.fail' as const), machine).map(([what, machine]) => ({ do: what, machine })),
    fc.tuple(fc.constantFrom('process.kill' as const, 'process.stop' as const, 'process.pause' as const, 'process.resume' as const, 'process.start' as const), process)
      .map(([what, process]) => ({ do: what, process })),
    line.map(ends => ({ do: 'link.cut' as const, ...ends })),
    line.map(ends => ({ do: 'link.slow' as const, ...ends, delayMs: 5 })),
    machine.map(machine => ({ do: 'disk.slow' as const, machine, factor: 3 })),
    machine.map(machine => ({ do: 'disk.fill' as const, machine, leaveBytes: 0 })),
    fc.tuple(machine, fc.integer({ min: -5, max: 5 })).map(([machine, ms]) => ({ do: 'clock.skew' as const, machine, ms })),
  )

  test('can be healed, whatever it holds: then the world works as before', () => {
    fc.assert(fc.property(fc.array(harm, { maxLength: 12 }), harms => {
      const w = echoStory()
      for (const action of harms) {
        w.act(action)
        w.run(500).micros
      }
      w.heal()
      w.run(2).seconds
      expect(faultsOf(w)).toEqual([])
      w.transcript()
      w.tell('client', 'connect', 'm1', 7)
      w.tell('client', 'send', 'works')
      w.tell('client', 'append', 'notes', 'works')
      w.run(2).millis
      expect(w.transcript()).toMatch(/client +data client:\d+> works/)
    }), { numRuns: 100 })
  })
})

test('a world comes back from its disks at the time it had', () => {
  const w = echoStory()
  w.tell('client', 'append', 'notes', 'still here')
  w.run(1).seconds
  const changes = w.world.changes().find(each => each.machine === 'm2')!
  const read = (inode: number) => changes.pieces.find(piece => piece.inode === inode)!.bytes
  const files2 = Object.fromEntries(Object.entries(changes.files).filter(([, file]) => file !== null)) as never
  const again = echoStory({ startAt: w.world.now, disks: { m2: { files: files2, nextInode: changes.nextInode, read } } })
  expect(files(again)).toBe('notes=still here')
  expect(again.world.now).toBeGreaterThan(w.world.now)
})
