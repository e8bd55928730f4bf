import { describe, expect, test } from 'vitest'
import { joined, together } from '../env/bytes.ts'
import { Errors } from '../protocol/errors.ts'
import { batchAt, compressionOf } from '../protocol/records/batch.ts'
import { allOf, batchOf, client, DIR, open, recordsOf, reload, textOf } from '../testing/log-fixture.ts'
import { MemoryDisk } from '../testing/memory-disk.ts'
import { inPieces } from '../testing/pieces.ts'

const everything = { upTo: Number.MAX_SAFE_INTEGER, minOneMessage: false }

describe('a leader appends', () => {
  test('offsets go on from the log end, and the epoch is stamped outside the checksum', () => {
    const log = open(new MemoryDisk())
    log.appendAsLeader(batchOf(['a', 'b']), client(3))
    const sent = batchOf(['c'])
    expect(log.appendAsLeader(sent, client(4)))
      .toMatchObject({ ok: true, firstOffset: 2, lastOffset: 2, epoch: 4, crc: batchAt(sent, 0).crc, batches: 1 })
    expect(allOf(log)).toBe('0:a 1:b 2:c')
    expect(log.epochs()).toEqual([{ epoch: 3, startOffset: 0 }, { epoch: 4, startOffset: 2 }])
    expect(batchAt(sent, 0).baseOffset).toBe(0)
  })

  test('message.timestamp.type=LogAppendTime stamps the broker\'s time on all of the batch', () => {
    const log = open(new MemoryDisk(), { timestampType: 'LogAppendTime' })
    expect(log.appendAsLeader(batchOf(['a', 'b']), client(0, 777))).toMatchObject({ logAppendTime: 777, maxTimestamp: 777 })
    expect(recordsOf(log.read(0, 1e6, everything)).map(record => record.timestamp)).toEqual([777, 777])
  })

  test.each(['gzip', 'snappy', 'lz4', 'zstd'] as const)('compression.type=%s packs what came plain', codec => {
    const log = open(new MemoryDisk(), { compressionType: codec })
    log.appendAsLeader(batchOf(['a', 'k=b'], { producerId: 7, producerEpoch: 0, baseSequence: 0 }), client())
    const stored = joined(log.read(0, 1e6, everything))
    expect(compressionOf(batchAt(stored, 0))).toBe(codec)
    expect(batchAt(stored, 0)).toMatchObject({ producerId: 7, baseSequence: 0, count: 2 })
    expect(textOf(stored)).toBe('0:a 1:b')
  })

  test('compression.type=uncompressed unpacks, producer leaves as it came', () => {
    const sent = batchOf(['a', 'b'], { compression: 'gzip' })
    const stored = (compressionType: 'uncompressed' | 'producer'): string => {
      const log = open(new MemoryDisk(), { compressionType })
      log.appendAsLeader(sent, client())
      return compressionOf(batchAt(joined(log.read(0, 1e6, everything)), 0))
    }
    expect([stored('uncompressed'), stored('producer')]).toEqual(['none', 'gzip'])
  })

  /** KIP-467: the answer names each record that is refused. */
  test('a compacted topic refuses records without keys, and says which', () => {
    const log = open(new MemoryDisk(), { cleanupPolicy: ['compact'] })
    expect(log.appendAsLeader(batchOf(['k=a', 'b', 'c']), client())).toMatchObject({
      ok: false, error: Errors.INVALID_RECORD,
      recordErrors: [{ index: 1 }, { index: 2, message: 'Compacted topic cannot accept message without key in topic partition orders-0' }],
    })
    expect(log.sizeBytes).toBe(0)
  })

  test('a timestamp too far ahead is refused in Kafka\'s words', () => {
    const log = open(new MemoryDisk(), { timestampAfterMaxMs: 3_600_000 })
    const now = 1_795_228_036_850
    expect(log.appendAsLeader(batchOf(['a'], { from: 1_795_235_326_849 }), client(0, now))).toEqual({
      ok: false, error: Errors.INVALID_TIMESTAMP, message: 'One or more records have been rejected due to invalid timestamp',
      recordErrors: [{
        index: 0, message: 'Timestamp 1795235326849 of message with offset 0 is out of range. '
          + 'The timestamp should be within [-9223370241626738957, 1795231636850]',
      }],
    })
  })

  test('max.message.bytes limits a batch, segment.bytes all of it', () => {
    const large = batchOf(['x'.repeat(100)])
    expect(open(new MemoryDisk(), { maxMessageBytes: 100 }).appendAsLeader(large, client())).toMatchObject({ error: Errors.MESSAGE_TOO_LARGE })
    expect(open(new MemoryDisk(), { segmentBytes: 100 }).appendAsLeader(large, client())).toMatchObject({ error: Errors.RECORD_LIST_TOO_LARGE })
    expect(open(new MemoryDisk(), { maxMessageBytes: 100 }).appendAsLeader(large, { ...client(), origin: 'raft' }).ok).toBe(true)
  })
})

describe('segments', () => {
  const small = { segmentBytes: 200, indexIntervalBytes: 1 }

  test('roll when the next batch would be too much for them; the old one and its snapshot are flushed', () => {
    const disk = new MemoryDisk()
    const log = open(disk, small)
    const rolled = ['a', 'b', 'c', 'd'].map(value => log.appendAsLeader(batchOf([value]), client())).map(result => result.ok && result.rolled)
    expect(rolled).toEqual([false, false, true, false])
    expect(log.segments()).toEqual([{ baseOffset: 0, bytes: 138 }, { baseOffset: 2, bytes: 138 }])
    expect(disk.list(`${DIR}/`).map(file => file.slice(DIR.length + 16))).toMatchInlineSnapshot(`
      [
        "00000.index",
        "00000.log",
        "00000.timeindex",
        "00002.index",
        "00002.log",
        "00002.snapshot",
        "00002.timeindex",
        "eckpoint",
      ]
    `)
    expect(allOf(log)).toBe('0:a 1:b 2:c 3:d')
    expect(log.recoveryPoint).toBe(0)
    for (const flush of disk.flushes.filter(tag => (tag as { is: string }).is === 'log.flushed')) log.flushed(flush as never)
    expect(log.recoveryPoint).toBe(2)
  })

  // UnifiedLog.append: unflushedMessages >= flush.messages
  test('are flushed after every so many records, and whoever appended the last waits for it', () => {
    const disk = new MemoryDisk(), log = open(disk, { flushMessages: 2 })
    const append = (value: string): boolean => {
      log.appendAsLeader(batchOf([value]), client())
      return log.awaitsFlush(log.logEndOffset)
    }
    expect([append('a'), append('b'), append('c')]).toEqual([false, true, true])
    for (const flush of disk.flushes.filter(tag => (tag as { is: string }).is === 'log.flushed')) log.flushed(flush as never)
    expect([log.recoveryPoint, log.awaitsFlush(3)]).toEqual([2, false])
  })

  test('roll by the time between records, or by the clock where records have none', () => {
    const log = open(new MemoryDisk(), { segmentMs: 1_000 })
    const at = (from: number): boolean | undefined => {
      const result = log.appendAsLeader(batchOf(['x'], { from }), client(0, 50))
      return result.ok && result.rolled
    }
    expect([at(5_000), at(6_000), at(6_001)]).toEqual([false, false, true])
  })

  test('go by retention.bytes and retention.ms, never above the high watermark', () => {
    const log = open(new MemoryDisk(), { ...small, retentionMs: 1_000 })
    for (let i = 0; i < 6; i++) log.appendAsLeader(batchOf([`v${i}`], { from: i * 100 }), client(0, i * 100))
    expect(log.applyRetention(5_000)).toEqual([])
    log.updateHighWatermark(5)
    expect(log.applyRetention(5_000)).toEqual([0, 2])
    expect(log.logStartOffset).toBe(4)
    log.updateHighWatermark(6)
    expect(log.applyRetention(5_000)).toEqual([4])
    expect([log.logStartOffset, log.logEndOffset, log.segments()]).toEqual([6, 6, [{ baseOffset: 6, bytes: 0 }]])
  })

  test('retention.bytes keeps at least that much', () => {
    const log = open(new MemoryDisk(), { ...small, retentionMs: -1, retentionBytes: 300 })
    for (let i = 0; i < 8; i++) log.appendAsLeader(batchOf(['v']), client())
    log.updateHighWatermark(8)
    expect(log.applyRetention(0)).toEqual([0])
    expect(log.sizeBytes).toBeGreaterThanOrEqual(300)
  })

  test('that are gone lie aside for file.delete.delay.ms', () => {
    const disk = new MemoryDisk()
    const log = open(disk, { ...small, retentionMs: 0 })
    for (let i = 0; i < 3; i++) log.appendAsLeader(batchOf(['v']), client())
    log.updateHighWatermark(3)
    log.applyRetention(1_000)
    const aside = (): number => disk.list(`${DIR}/`).filter(file => file.endsWith('.deleted')).length
    expect([log.deletionDue, aside() > 0]).toEqual([61_000, true])
    log.removeDeleted(60_999)
    expect(aside()).toBeGreaterThan(0)
    log.removeDeleted(61_000)
    expect([log.deletionDue, aside()]).toEqual([null, 0])
  })

  test('DeleteRecords moves the start at once, whole segments before it go with the next look', () => {
    const log = open(new MemoryDisk(), { ...small, cleanupPolicy: ['compact'] })
    for (let i = 0; i < 5; i++) log.appendAsLeader(batchOf([`k=v${i}`]), client(i))
    log.updateHighWatermark(5)
    log.moveStartTo(3)
    expect([log.logStartOffset, allOf(log), log.epochs()[0]]).toEqual([3, '3:v3 4:v4', { epoch: 3, startOffset: 3 }])
    expect(log.applyRetention(0)).toEqual([0])
  })
})

describe('reading', () => {
  const log = open(new MemoryDisk(), { segmentBytes: 400, indexIntervalBytes: 100 })
  for (let i = 0; i < 12; i++) log.appendAsLeader(batchOf([`v${2 * i}`, `v${2 * i + 1}`], { from: 1_000 + 10 * i }), client())

  test('gives whole batches within the limit, one at least if asked', () => {
    const size = batchOf(['v0', 'v1']).length
    expect(textOf(log.read(1, 2 * size, everything))).toBe('0:v0 1:v1 2:v2 3:v3')
    expect(textOf(log.read(0, size - 1, everything))).toBe('')
    expect(textOf(log.read(3, 1, { upTo: 24, minOneMessage: true }))).toBe('2:v2 3:v3')
  })

  test('stops at the high watermark, and at the end of a segment', () => {
    expect(textOf(log.read(0, 1e6, { upTo: 4, minOneMessage: true }))).toBe('0:v0 1:v1 2:v2 3:v3')
    expect(textOf(log.read(0, 1e6, { upTo: 3, minOneMessage: true }))).toBe('0:v0 1:v1')
    expect(log.read(24, 1e6, everything).length).toBe(0)
    expect(recordsOf(log.read(0, 1e6, everything)).length).toBeLessThan(24)
  })

  test('by time: the first record at or after it', () => {
    expect(log.offsetForTimestamp(1_000, 24)).toEqual({ offset: 0, timestamp: 1_000, epoch: 0 })
    expect(log.offsetForTimestamp(1_051, 24)).toEqual({ offset: 11, timestamp: 1_051, epoch: 0 })
    expect(log.offsetForTimestamp(1_052, 24)).toEqual({ offset: 12, timestamp: 1_060, epoch: 0 })
    expect([log.offsetForTimestamp(1_052, 12), log.offsetForTimestamp(9_999, 24)]).toEqual([null, null])
    expect(log.offsetOfMaxTimestamp()).toEqual({ offset: 23, timestamp: 1_111, epoch: 0 })
  })

  test('the last few batches, for the loupe', () => {
    expect(log.tail(3).map(batch => `${batch.baseOffset}–${batch.lastOffset}`)).toEqual(['18–19', '20–21', '22–23'])
    expect(log.tail(99)).toHaveLength(12)
  })
})

/** KIP-101, KIP-279: how a follower finds where it and its leader part ways. */
describe('leader epochs', () => {
  test('the end of an epoch is where the next began', () => {
    const log = open(new MemoryDisk())
    for (const epoch of [1, 1, 4, 4, 6]) log.appendAsLeader(batchOf(['x']), client(epoch))
    log.startEpoch(9)
    expect([0, 1, 2, 4, 5, 6, 9, 10, -1].map(epoch => Object.values(log.endOffsetForEpoch(epoch)).join('@'))).toEqual(
      ['0@0', '1@2', '1@2', '4@4', '4@4', '6@5', '9@5', '-1@-1', '-1@-1'])
  })

  test('truncation forgets epochs that begin behind it', () => {
    const log = open(new MemoryDisk())
    for (const epoch of [1, 2, 3]) log.appendAsLeader(batchOf(['x']), client(epoch))
    log.truncateTo(1)
    expect([log.latestEpoch, log.logEndOffset]).toEqual([1, 1])
  })
})

test('truncation below all segments, and a fresh start elsewhere', () => {
  const log = open(new MemoryDisk(), { segmentBytes: 200 })
  for (let i = 0; i < 5; i++) log.appendAsLeader(batchOf([`v${i}`]), client())
  log.updateHighWatermark(5)
  log.truncateTo(2)
  expect([log.highWatermark, allOf(log)]).toEqual([2, '0:v0 1:v1'])
  log.truncateFullyAndStartAt(40)
  expect([log.logStartOffset, log.logEndOffset, log.highWatermark]).toEqual([40, 40, 40])
  log.appendAsFollower(batchOf(['w'], { baseOffset: 40 }), 0)
  expect(allOf(log)).toBe('40:w')
})

describe('a follower appends', () => {
  test('what the leader stamped, gaps and all; several batches at once', () => {
    const log = open(new MemoryDisk())
    const fetched = [batchOf(['a', 'b'], { leaderEpoch: 3 }), batchOf(['f'], { baseOffset: 5, leaderEpoch: 4 })]
    expect(log.appendAsFollower(Uint8Array.from(fetched.flatMap(bytes => [...bytes])), 0))
      .toMatchObject({ firstOffset: 0, lastOffset: 5, batches: 2, epoch: 4 })
    expect([allOf(log), log.latestEpoch]).toEqual(['0:a 1:b 5:f', 4])
  })

  test('never below its end, never what is broken', () => {
    const log = open(new MemoryDisk())
    log.appendAsFollower(batchOf(['a', 'b']), 0)
    expect(() => log.appendAsFollower(batchOf(['c'], { baseOffset: 1 }), 0)).toThrow('less than the next offset 2')
    const broken = batchOf(['c'], { baseOffset: 2 })
    broken[66]! ^= 1
    expect(() => log.appendAsFollower(broken, 0)).toThrow('Record is corrupt')
    expect(log.logEndOffset).toBe(2)
  })

  test.each(['together', 'in a piece each', 'cut anywhere'])('rolls where its leader rolled, though it fetched all at once, %s', how => {
    const config = { segmentBytes: 200 }
    const leader = open(new MemoryDisk(), config), follower = open(new MemoryDisk(), config)
    for (let i = 0; i < 5; i++) leader.appendAsLeader(batchOf([`v${i}`]), client())
    const fetched = together(leader.segments().map(({ baseOffset, bytes }) => joined(leader.read(baseOffset, bytes, everything))))
    follower.appendAsFollower(how === 'together' ? joined(fetched) : how === 'cut anywhere' ? inPieces(joined(fetched), [90, 130]) : fetched, 0)
    expect(follower.segments()).toEqual(leader.segments())
  })
})

test('saved and loaded, the log goes on as if nothing had been', () => {
  const disk = new MemoryDisk(), twinDisk = new MemoryDisk()
  const config = { segmentBytes: 300, indexIntervalBytes: 100 }
  let log = open(disk, config)
  const twin = open(twinDisk, config)
  for (let i = 0; i < 12; i++) {
    const sent = batchOf([`v${i}`], { from: i, producerId: 9, producerEpoch: 0, baseSequence: i })
    expect(log.appendAsLeader(sent, client(i >> 2, i))).toEqual(twin.appendAsLeader(sent, client(i >> 2, i)))
    log = reload(log, disk)
  }
  expect(log.save()).toEqual(twin.save())
  expect(disk.list('/').map(file => [...disk.read(file, 0, 1e6)])).toEqual(twinDisk.list('/').map(file => [...twinDisk.read(file, 0, 1e6)]))
})
