import { describe, expect, test } from 'vitest'
import { DiskError } from '../env/disk.ts'
import { utf8Decode, utf8Encode } from '../protocol/utf8.ts'
import { fc } from '../testing/property.ts'
import { MachineDisk } from './disk.ts'
import { PROFILES, type DiskProfile } from './profiles.ts'

/** A disk with a clock one can turn. */
class Bench {
  now = 0
  readonly disk: MachineDisk
  readonly answered: unknown[] = []
  #due: { at: number; is: string; body: unknown }[] = []

  constructor(profile: DiskProfile = PROFILES['zero']!.disk, capBytes = 1_000_000, others: () => MachineDisk[] = () => []) {
    this.disk = new MachineDisk({ now: () => this.now, later: (at, is, _pid, body) => void this.#due.push({ at, is, body }), others }, profile, capBytes)
  }

  run(micros: number): this {
    const until = this.now + micros
    for (;;) {
      const next = this.#due.filter(each => each.at <= until).sort((a, b) => a.at - b.at)[0]
      if (!next) break
      this.#due = this.#due.filter(each => each !== next)
      this.now = next.at
      if (next.is === 'writeback') this.disk.writeback()
      else {
        const answer = this.disk.flushed(next.body)
        if (answer) this.answered.push(answer.tag)
      }
    }
    this.now = until
    return this
  }

  append(file: string, text: string): this { this.disk.append(file, utf8Encode(text)); return this }
  write(file: string, text: string): this { this.disk.write(file, utf8Encode(text)); return this }
  flush(file: string): this { this.disk.flush(1, file, file); return this.run(0) }
  files(): Record<string, string> {
    return Object.fromEntries(this.disk.list('').map(file => [file, utf8Decode(this.disk.read(file, 0, this.disk.size(file)))]))
  }
}

describe('a power cut', () => {
  test('leaves what was flushed, and no file that never was', () => {
    const bench = new Bench().append('a', 'flushed').flush('a').append('a', ' and not').append('b', 'never')
    bench.disk.powerCut()
    expect(bench.files()).toEqual({ a: 'flushed' })
  })

  test('brings back the old file when its replacement was not flushed', () => {
    const bench = new Bench().write('checkpoint', 'old').flush('checkpoint').write('checkpoint.tmp', 'new')
    bench.disk.rename('checkpoint.tmp', 'checkpoint')
    expect(bench.files()).toEqual({ checkpoint: 'new' })
    bench.disk.powerCut()
    expect(bench.files()).toEqual({ checkpoint: 'old' })
  })

  test('keeps renames and removals of flushed files', () => {
    const bench = new Bench().append('a', '1').flush('a').append('b', '2').flush('b')
    bench.disk.rename('a', 'c')
    bench.disk.remove('b')
    bench.disk.powerCut()
    expect(bench.files()).toEqual({ c: '1' })
  })

  test('keeps a turned bit; turned back it is as it was, and what came in its place is left alone', () => {
    const bench = new Bench().append('a', 'xyz').append('b', 'xyz').flush('a').flush('b')
    for (const file of ['a', 'b']) bench.disk.flip(file, 1, 0)
    bench.disk.powerCut()
    expect(bench.files()).toEqual({ a: 'xxz', b: 'xxz' })
    bench.disk.truncate('b', 1)
    bench.append('b', 'yz')
    for (const file of ['a', 'b', 'none']) bench.disk.flip(file, 1, 0, true)
    expect(bench.files()).toEqual({ a: 'xyz', b: 'xyz' })
  })

  test('before a flush is done means there was none', () => {
    const bench = new Bench({ flushMicros: 1_000, bytesPerSecond: null, capBytes: 0 }).append('a', 'x')
    bench.disk.flush(1, 'a', 'tag')
    bench.run(999).disk.powerCut()
    expect(bench.run(10_000).answered).toEqual([])
    expect(bench.files()).toEqual({})
  })

  test('is followed by a boot, which empties /tmp, whatever of it was flushed', () => {
    const bench = new Bench().append('/tmp/kafka-logs/a', 'x').flush('/tmp/kafka-logs/a').append('/tmpfs', 'y').flush('/tmpfs')
    bench.disk.powerCut()
    expect(Object.keys(bench.files())).toEqual(['/tmp/kafka-logs/a', '/tmpfs'])
    bench.disk.takeChanges('m1')
    bench.disk.boot()
    expect([bench.files(), bench.disk.takeChanges('m1').files['/tmp/kafka-logs/a'], bench.disk.view().usedBytes]).toEqual([{ '/tmpfs': 'y' }, null, 1])
    bench.disk.powerCut()
    expect(bench.files()).toEqual({ '/tmpfs': 'y' })
  })

  test('after half a minute finds what Linux wrote back by itself', () => {
    const bench = new Bench().append('old', 'x').run(34_000_000).append('new', 'y').run(1_000_000)
    bench.disk.powerCut()
    expect(bench.files()).toEqual({ old: 'x' })
  })

  test('a flush covers no byte that was truncated and written anew meanwhile', () => {
    const bench = new Bench({ flushMicros: 1_000, bytesPerSecond: null, capBytes: 0 }).append('a', '0123456789')
    bench.disk.flush(1, 'a', 'tag')
    bench.disk.truncate('a', 4)
    bench.append('a', 'abcdef').run(2_000).disk.powerCut()
    expect(bench.files()).toEqual({ a: '0123' })
  })
})

describe('time', () => {
  test('flushes queue up; a slow disk takes so many times longer', () => {
    const bench = new Bench({ flushMicros: 1_000, bytesPerSecond: 1_000_000, capBytes: 0 }).append('a', 'x'.repeat(500)).append('b', 'y')
    bench.disk.flush(1, 'a', 'a')
    bench.disk.flush(1, 'b', 'b')
    expect(bench.run(1_499).answered).toEqual([])
    expect(bench.run(1).answered).toEqual(['a'])
    expect(bench.run(1_001).answered).toEqual(['a', 'b'])
    bench.disk.slow = 10
    bench.disk.flush(1, 'b', 'slow')
    expect(bench.run(9_999).answered).toHaveLength(2)
    expect(bench.run(1).answered).toEqual(['a', 'b', 'slow'])
  })
})

describe('room', () => {
  test('ends: what does not fit is refused and changes nothing', () => {
    const bench = new Bench(undefined, 10).append('a', '12345678')
    expect(() => bench.append('a', 'abc')).toThrow(DiskError)
    expect(() => bench.append('b', 'abc')).toThrow('No space left on device')
    expect(bench.files()).toEqual({ a: '12345678' })
    bench.write('a', '0123456789')
    bench.disk.leave(0)
    expect(() => bench.append('a', 'x')).toThrow(DiskError)
    bench.disk.truncate('a', 5)
    expect(bench.append('a', 'fits').files()).toEqual({ a: '01234fits' })
  })

  test('a missing file and a failed disk say so', () => {
    const bench = new Bench().append('a', 'x')
    expect(() => bench.disk.read('b', 0, 1)).toThrow('b (No such file or directory)')
    expect(bench.disk.size('b')).toBe(-1)
    bench.disk.offline = true
    expect(() => bench.disk.read('a', 0, 1)).toThrow('Input/output error')
  })

  test('what was written before it failed is given to the storage all the same', () => {
    const bench = new Bench().append('a', 'x')
    bench.disk.offline = true
    expect(bench.disk.takeChanges('m').files['a']).toMatchObject({ size: 1 })
  })
})

/* A disk against the simplest thing that could be one: a map of strings, and what of them a power cut would leave. */

type Op = ['append' | 'write', string, string] | ['truncate' | 'flip', string, number] | ['rename', string, string] | ['remove' | 'flush', string] | ['cut'] | ['changes'] | ['reload']
const name = fc.constantFrom('a', '/d/b', '/d/e/c')
const text = fc.string({ maxLength: 12, unit: fc.constantFrom('x', 'y', 'z') })
const op: fc.Arbitrary<Op> = fc.oneof(
  { weight: 6, arbitrary: fc.tuple(fc.constant('append' as const), name, text) },
  fc.tuple(fc.constant('append' as const), name, fc.constant('long '.repeat(1_500))),
  fc.tuple(fc.constant('write' as const), name, text),
  fc.tuple(fc.constant('truncate' as const), name, fc.nat(20)),
  fc.tuple(fc.constant('flip' as const), name, fc.nat(20)),
  fc.tuple(fc.constant('rename' as const), name, name),
  fc.tuple(fc.constant('remove' as const), name),
  { weight: 2, arbitrary: fc.tuple(fc.constant('flush' as const), name) },
  fc.constant<Op>(['cut']), fc.constant<Op>(['changes']), fc.constant<Op>(['reload']),
)

/** Lowest bit of a letter. */
const flipped = (text: string, at: number): string =>
  at < text.length ? text.slice(0, at) + String.fromCharCode(text.charCodeAt(at) ^ 1) + text.slice(at + 1) : text

class Model {
  files = new Map<string, { text: string; flushed: number }>()
  platter = new Map<string, string>()

  apply([what, file, more]: Op): void {
    if (what === 'cut') return this.#cut()
    if (what === 'changes' || what === 'reload') return
    const there = this.files.get(file!)
    if (what === 'append') this.files.set(file!, { text: (there?.text ?? '') + more, flushed: there?.flushed ?? -1 })
    if (what === 'write') this.files.set(file!, { text: more as string, flushed: -1 })
    if (!there) return
    if (what === 'flush') there.flushed = there.text.length
    if (what === 'remove') { this.files.delete(file!); this.platter.delete(file!) }
    if (what === 'truncate') Object.assign(there, { text: there.text.slice(0, more as number), flushed: Math.min(there.flushed, more as number) })
    if (what === 'flip') there.text = flipped(there.text, more as number)
    if (what === 'rename' && file !== more) {
      this.files.delete(file!)
      this.files.set(more as string, there)
      this.platter.delete(file!)
    }
    for (const [name, { text, flushed }] of this.files) if (flushed >= 0) this.platter.set(name, text.slice(0, flushed))
  }

  #cut(): void {
    this.files = new Map([...this.platter].map(([name, text]) => [name, { text, flushed: text.length }]))
  }
  all(): Record<string, string> { return Object.fromEntries([...this.files].map(([name, { text }]) => [name, text])) }
}

/** A storage as a page would keep it: pieces never rewritten, and the last manifest. */
class Storage {
  readonly pieces = new Map<string, Uint8Array>()
  readonly files = new Map<string, { runs: readonly { inode: number; bytes: number }[]; size: number; flushed: number }>()
  nextInode = 1

  take(disk: MachineDisk): void {
    const changes = disk.takeChanges('m1')
    for (const { inode, offset, bytes } of changes.pieces) {
      const key = `${inode} ${offset}`
      expect(this.pieces.has(key)).toBe(false)
      this.pieces.set(key, bytes)
    }
    for (const [name, file] of Object.entries(changes.files)) {
      if (file) this.files.set(name, file)
      else this.files.delete(name)
    }
    this.nextInode = changes.nextInode
  }

  read(inode: number): Uint8Array {
    const mine = [...this.pieces].map(([key, bytes]) => ({ key: key.split(' ').map(Number), bytes })).filter(each => each.key[0] === inode)
    const whole: number[] = []
    for (const { key, bytes } of mine.sort((a, b) => a.key[1]! - b.key[1]!)) whole.splice(key[1]!, Infinity, ...bytes)
    return Uint8Array.from(whole)
  }

  disk(): MachineDisk {
    const bench = new Bench()
    bench.disk.restore({ files: Object.fromEntries(this.files), nextInode: this.nextInode, read: inode => this.read(inode) })
    return bench.disk
  }
}

const contents = (disk: MachineDisk) => Object.fromEntries(disk.list('').map(file => [file, utf8Decode(disk.read(file, 0, disk.size(file)))]))

function apply(bench: Bench, storage: Storage, [what, file, more]: Op): void {
  const { disk } = bench
  if (what === 'cut') return disk.powerCut()
  if (what === 'changes') return storage.take(disk)
  if (what === 'reload') return disk.load(disk.save())
  if (what === 'append') bench.append(file!, more as string)
  else if (what === 'write') bench.write(file!, more as string)
  else if (disk.size(file!) < 0) return
  else if (what === 'truncate') disk.truncate(file!, more as number)
  else if (what === 'flip') toggle(disk, file!, more as number)
  else if (what === 'rename') disk.rename(file!, more as string)
  else if (what === 'remove') disk.remove(file!)
  else bench.flush(file!)
}

function toggle(disk: MachineDisk, file: string, at: number): void {
  const before = disk.read(file, at, 1)[0]
  disk.flip(file, at, 0)
  if (disk.read(file, at, 1)[0] === before) disk.flip(file, at, 0, true)
}

describe('whatever is done to it', () => {
  test('a disk has the bytes it was given, and a power cut leaves what the platter has', () => {
    fc.assert(fc.property(fc.array(op, { maxLength: 60 }), ops => {
      const bench = new Bench(), model = new Model(), storage = new Storage()
      for (const each of ops) {
        apply(bench, storage, each)
        model.apply(each)
        expect(bench.files()).toEqual(model.all())
        for (const prefix of ['/', '/d/', '/d/e', '/d/e/', '/e/'])
          expect(bench.disk.list(prefix)).toEqual(Object.keys(model.all()).filter(file => file.startsWith(prefix)).sort())
      }
      const used = Object.values(model.all()).reduce((sum, text) => sum + text.length, 0)
      const dirty = [...model.files.values()].reduce((sum, { text, flushed }) => sum + text.length - Math.max(0, flushed), 0)
      expect(bench.disk.view()).toMatchObject({ usedBytes: used, dirtyBytes: dirty })
    }), { numRuns: 300 })
  })

  test('a storage that takes the changes can make the disk again, and never rewrites a piece', () => {
    fc.assert(fc.property(fc.array(op, { maxLength: 60 }), ops => {
      const bench = new Bench(), storage = new Storage()
      for (const each of ops) apply(bench, storage, each)
      storage.take(bench.disk)
      expect(contents(storage.disk())).toEqual(contents(bench.disk))
    }), { numRuns: 300 })
  })

  test('bytes that were read never change', () => {
    fc.assert(fc.property(fc.array(op, { maxLength: 40 }), ops => {
      const bench = new Bench(), storage = new Storage()
      const seen: { bytes: Uint8Array; text: string }[] = []
      for (const each of ops) {
        apply(bench, storage, each)
        for (const file of bench.disk.list('')) {
          const bytes = bench.disk.read(file, 0, 10_000)
          seen.push({ bytes, text: utf8Decode(bytes) })
        }
      }
      for (const { bytes, text } of seen) expect(utf8Decode(bytes)).toBe(text)
    }), { numRuns: 100 })
  })

  test('a large append is kept as it came, unless it kept much more than itself alive; a storage gets copies', () => {
    const { disk } = new Bench(), frame = new Uint8Array(20_000).fill(7)
    disk.append('half', frame.subarray(100, 10_100))
    disk.append('fifth', frame.subarray(10_100, 14_200))
    expect(disk.read('half', 0, 10_000).buffer).toBe(frame.buffer)
    expect(disk.read('fifth', 0, 4_100).buffer).not.toBe(frame.buffer)
    const { pieces } = disk.takeChanges('m1')
    expect(pieces.map(({ bytes }) => [bytes.length, bytes.buffer.byteLength])).toEqual([[4_100, 4_100], [10_000, 10_000]])
  })

  test('a log and its replica are one in memory, however large their appends were; each may go another way', () => {
    const disks: MachineDisk[] = [], all = () => disks, bytes = Uint8Array.from({ length: 20_000 }, (_, i) => i % 251)
    const [leader, follower] = [300, 1_700].map(step => {
      const { disk } = new Bench(undefined, undefined, all)
      disks.push(disk)
      for (let at = 0; at < bytes.length; at += step) disk.append('log', bytes.subarray(at, at + step))
      return disk
    })
    const buffers = (disk: MachineDisk, upTo: number) => new Set(Array.from({ length: upTo }, (_, at) => disk.read('log', at, 1).buffer))
    const theirs = buffers(leader!, 16_384)
    expect([...buffers(follower!, 16_384)].filter(buffer => !theirs.has(buffer))).toEqual([])
    follower!.truncate('log', 10_000)
    follower!.append('log', new Uint8Array(10_000))
    expect(leader!.read('log', 0, 20_000)).toEqual(bytes)
    expect(follower!.read('log', 0, 20_000)).toEqual(bytes.map((byte, at) => at < 10_000 ? byte : 0))
  })

  test('a saved disk keeps what its origin truncates', () => {
    const bench = new Bench().append('a', 'short ').append('a', 'long '.repeat(1_500))
    const saved = bench.disk.save(), { a } = bench.files()
    bench.disk.truncate('a', 3)
    bench.append('a', 'other')
    const again = new Bench()
    again.disk.load(saved)
    expect([bench.files(), again.files()]).toEqual([{ a: 'shoother' }, { a }])
  })

  test('a saved disk stays as it was, whatever becomes of the one it was saved from', () => {
    fc.assert(fc.property(fc.array(op, { maxLength: 30 }), fc.array(op, { maxLength: 30 }), (before, after) => {
      const bench = new Bench(), storage = new Storage()
      for (const each of before) apply(bench, storage, each)
      const saved = bench.disk.save(), files = bench.files()
      for (const each of after) apply(bench, storage, each)
      const again = new Bench()
      again.disk.load(saved)
      expect(again.files()).toEqual(files)
      for (const each of after) apply(again, new Storage(), each)
      expect(again.files()).toEqual(bench.files())
    }), { numRuns: 200 })
  })
})
