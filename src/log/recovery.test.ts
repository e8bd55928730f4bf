import { describe, expect, test } from 'vitest'
import { allOf, batchOf, client, DIR, open } from '../testing/log-fixture.ts'
import { MemoryDisk } from '../testing/memory-disk.ts'
import { fileOf } from './files.ts'

const config = { segmentBytes: 300, indexIntervalBytes: 1 }
function written(count: number): MemoryDisk {
  const disk = new MemoryDisk(), log = open(disk, config)
  for (let i = 0; i < count; i++) log.appendAsLeader(batchOf([`v${i}`], { from: i }), client(0, i))
  return disk
}
const active = fileOf(DIR, 8, 'log')

test('a torn tail is cut, wherever it is torn', () => {
  const whole = written(10)
  expect([whole.size(active), batchOf(['v8']).length]).toEqual([140, 70])
  for (let size = 0; size <= whole.size(active); size++) {
    const disk = whole.copy()
    disk.truncate(active, size)
    const log = open(disk, config, { clean: false })
    expect(log.logEndOffset, `cut to ${size} bytes`).toBe(8 + Math.floor(size / 70))
    expect(disk.size(active)).toBe(size - size % 70)
    log.appendAsLeader(batchOf(['next']), client())
    expect(allOf(log).endsWith(`${log.logEndOffset - 1}:next`)).toBe(true)
  }
})

test('a bit that flipped cuts the log there, with all segments behind it', () => {
  const disk = written(10)
  const bytes = disk.read(fileOf(DIR, 4, 'log'), 0, 1_000).slice()
  bytes[70 + 65]! ^= 1
  disk.write(fileOf(DIR, 4, 'log'), bytes)
  const log = open(disk, config, { clean: false })
  expect([allOf(log), log.segments().map(segment => segment.baseOffset)]).toEqual(['0:v0 1:v1 2:v2 3:v3 4:v4', [0, 4]])
})

test('a clean stop is believed: nothing is read again', () => {
  const disk = written(10)
  disk.truncate(active, 100)
  expect(open(disk, config).logEndOffset).not.toBe(open(disk.copy(), config, { clean: false }).logEndOffset)
})

describe('indexes', () => {
  test.each(['index', 'timeindex'] as const)('a lost .%s is made again', kind => {
    const disk = written(10)
    const before = disk.read(fileOf(DIR, 0, kind), 0, 1_000)
    disk.remove(fileOf(DIR, 0, kind))
    open(disk, config)
    expect(disk.read(fileOf(DIR, 0, kind), 0, 1_000)).toEqual(before)
  })

  test('one that cannot be right is made again; one without a log goes', () => {
    const disk = written(10)
    const before = disk.read(fileOf(DIR, 0, 'index'), 0, 1_000)
    disk.append(fileOf(DIR, 0, 'index'), Uint8Array.of(1, 2, 3))
    disk.append(fileOf(DIR, 77, 'index'), Uint8Array.of())
    open(disk, config)
    expect(disk.read(fileOf(DIR, 0, 'index'), 0, 1_000)).toEqual(before)
    expect(disk.size(fileOf(DIR, 77, 'index'))).toBe(-1)
  })
})

describe('power is cut', () => {
  test('before anything was flushed: an empty log', () => {
    const disk = written(3)
    disk.powerCut()
    expect(open(disk, config, { clean: false }).logEndOffset).toBe(0)
  })

  test('after a roll: what was rolled is there, the rest is not', () => {
    const disk = written(10)
    disk.powerCut()
    const log = open(disk, config, { clean: false, recoveryPoint: 8 })
    expect(allOf(log)).toBe('0:v0 1:v1 2:v2 3:v3 4:v4 5:v5 6:v6 7:v7')
  })

  test('after a flush: all of it', () => {
    const disk = new MemoryDisk(), log = open(disk)
    log.appendAsLeader(batchOf(['a']), client())
    log.flush('mine')
    disk.powerCut()
    expect(allOf(open(disk, {}, { clean: false }))).toBe('0:a')
    expect(disk.flushes).toContain('mine')
  })
})

test('records that were deleted do not come back when the log behind them is lost', () => {
  const disk = written(10)
  const log = open(disk, config, { logStartOffset: 20 })
  expect([log.logStartOffset, log.logEndOffset, log.sizeBytes]).toEqual([20, 20, 0])
})
