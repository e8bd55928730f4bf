import { describe, expect, test } from 'vitest'
import { DiskRun, type Operation } from '../storage/disk-run.testing.ts'
import { MemoryStore } from '../storage/memory.ts'
import { fc } from '../testing/property.ts'
import { ReplicaReading, type Folder } from './replica-reading.ts'

/** A disk that is written to, the folder on it, and how many bytes its store was asked for since the last look. */
class Watched {
  readonly #store = new MemoryStore()
  #run!: DiskRun
  #asked = 0
  of = 'a world'
  readonly reading = new ReplicaReading(async wanted => {
    const found = await this.#store.parts('free', 'm1', 'file-', files => wanted(files, this.of))
    this.#asked += Object.values(found.pieces).flat().reduce((sum, { length }) => sum + length, 0)
    return found
  })

  static async begin(): Promise<Watched> {
    const watched = new Watched()
    watched.#run = new DiskRun(await watched.#store.open('free'))
    return watched
  }

  async after(...operations: Operation[]): Promise<this> {
    for (const operation of operations) this.#run.apply(operation)
    await this.#run.commit(this.#store)
    return this
  }

  whole(): Promise<Record<string, Uint8Array>> { return this.#store.files('free', 'm1', 'file-') }
  async look(...names: string[]): Promise<{ folder: Folder; asked: number }> {
    this.#asked = 0
    return { folder: await this.reading.read(() => names), asked: this.#asked }
  }
}

const append = (file: number, bytes: number, value = 1): Operation => ({ do: 'append', file, bytes: new Uint8Array(bytes).fill(value) })
const log = 'file-0', next = 'file-1'

const step = fc.oneof(
  { weight: 6, arbitrary: fc.record({ do: fc.constant('append' as const), file: fc.nat(2), bytes: fc.uint8Array({ minLength: 1, maxLength: 40 }) }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('flip' as const), file: fc.nat(2), at: fc.nat(60) }) },
  fc.record({ do: fc.constant('write' as const), file: fc.nat(2), bytes: fc.uint8Array({ maxLength: 40 }) }),
  fc.record({ do: fc.constant('truncate' as const), file: fc.nat(2), size: fc.nat(60) }),
  fc.record({ do: fc.constant('rename' as const), file: fc.nat(2), to: fc.nat(2) }),
  fc.record({ do: fc.constantFrom('remove' as const, 'flush' as const), file: fc.nat(2) }),
  fc.record({ do: fc.constant('powerCut' as const) }),
  { weight: 6, arbitrary: fc.record({ do: fc.constant('look' as const), names: fc.subarray(['file-0', 'file-1', 'file-2']) }) },
)

describe('a folder that is read again and again', () => {
  test('is what a whole reading finds, whatever happened to its files; and what was given out stays as it was', async () => {
    await fc.assert(fc.asyncProperty(fc.array(step, { maxLength: 40 }), async steps => {
      const watched = await Watched.begin(), given: { bytes: Uint8Array; then: Uint8Array }[] = []
      for (const each of steps) {
        if (each.do !== 'look') {
          await watched.after(each)
          continue
        }
        const whole = await watched.whole(), { folder } = await watched.look(...each.names)
        expect(folder.sizes).toEqual(Object.fromEntries(Object.entries(whole).map(([name, { length }]) => [name, length])))
        expect(folder.bytes).toEqual(Object.fromEntries(Object.entries(whole).filter(([name]) => each.names.includes(name))))
        given.push(...Object.values(folder.bytes).map(bytes => ({ bytes, then: bytes.slice() })))
      }
      for (const { bytes, then } of given) expect(bytes).toEqual(then)
    }))
  })

  test('costs what a log grew by; a log that rolled, was cut or lost its first segment costs no more than is new', async () => {
    const watched = await (await Watched.begin()).after(append(0, 1_000))
    expect(await watched.look(log)).toMatchObject({ asked: 1_000 })
    expect(await (await watched.after(append(0, 30))).look(log)).toMatchObject({ asked: 30, folder: { sizes: { [log]: 1_030 } } })
    expect(await (await watched.after(append(1, 500))).look(log)).toMatchObject({ asked: 0, folder: { sizes: { [log]: 1_030, [next]: 500 } } })
    expect(await watched.look(next)).toMatchObject({ asked: 500 })
    expect(await (await watched.after({ do: 'truncate', file: 1, size: 400 }, append(1, 10))).look(next)).toMatchObject({ asked: 10, folder: { sizes: { [next]: 410 } } })
    expect(await (await watched.after({ do: 'remove', file: 0 })).look(next)).toMatchObject({ asked: 0, folder: { sizes: { [next]: 410 } } })
  })

  test('is the very same while nothing of it is another', async () => {
    const watched = await (await Watched.begin()).after(append(0, 10)), { folder } = await watched.look(log)
    expect((await watched.look(log)).folder).toBe(folder)
    expect((await (await watched.after(append(0, 1))).look(log)).folder).not.toBe(folder)
  })

  test('has a bit that was turned over, and turned back: its bytes are read anew', async () => {
    const watched = await (await Watched.begin()).after(append(0, 100)), { folder } = await watched.look(log)
    const turned = await (await watched.after({ do: 'flip', file: 0, at: 7 })).look(log)
    expect([turned.asked, turned.folder.bytes[log]![7], folder.bytes[log]![7]]).toEqual([100, 0, 1])
  })

  test('grows in one buffer while there is room, so that a growth is no new buffer', async () => {
    const watched = await (await Watched.begin()).after(append(0, 10_000))
    await watched.look(log)
    const buffers = new Set<ArrayBufferLike>()
    for (let i = 0; i < 50; i++) buffers.add((await (await watched.after(append(0, 1_000))).look(log)).folder.bytes[log]!.buffer)
    expect(buffers.size).toBe(1)
  })

  test('of another world or track is read from its first byte', async () => {
    const watched = await (await Watched.begin()).after(append(0, 100))
    await watched.look(log)
    watched.of = 'another'
    expect(await watched.look(log)).toMatchObject({ asked: 100 })
  })

  test('is read by one at a time: what a lookup needs besides is held until the next', async () => {
    const watched = await (await Watched.begin()).after(append(0, 100), append(1, 50))
    const [shown, looked, again] = await Promise.all([
      watched.reading.read(() => [log]), watched.reading.read((_, held) => [...held, next]), watched.reading.read(() => [next]),
    ])
    expect([shown, looked, again].map(({ bytes }) => Object.keys(bytes))).toEqual([[log], [log, next], [next]])
    expect(again.bytes[next]).toBe(looked.bytes[next])
  })
})
