import { expect, test } from 'vitest'
import { joined, together } from '../../env/bytes.ts'
import type { LogConfig } from '../../log/api.ts'
import { createLog } from '../../log/log-manager.ts'
import type { UnifiedLog } from '../../log/partition-log.ts'
import { BatchBuilder } from '../../protocol/records/builder.ts'
import { batchesIn } from '../../protocol/records/walk.ts'
import { ZERO_UUID } from '../../protocol/uuid.ts'
import { MemoryDisk } from '../../testing/memory-disk.ts'
import { noCodecs } from '../../testing/no-codecs.ts'
import { fc } from '../../testing/property.ts'
import { align } from './move.ts'

/*
 * KIP-113: a future log follows the current one through all that happens to it: it is cut, begins later, and is led by others in later
 * epochs, also while nobody copies.
 */

const CONFIG: LogConfig = {
  segmentBytes: 300, segmentMs: 1e9, indexIntervalBytes: 100, segmentIndexBytes: 1000, retentionMs: -1, retentionBytes: -1, maxMessageBytes: 1e6,
  timestampType: 'CreateTime', timestampBeforeMaxMs: 1e15, timestampAfterMaxMs: 1e15, compressionType: 'producer', cleanupPolicy: ['delete'],
  fileDeleteDelayMs: 0, flushMessages: Infinity,
}
const logs = (): [current: UnifiedLog, future: UnifiedLog] => {
  const deps = { disk: new MemoryDisk(), codecs: noCodecs }
  return [createLog(deps, '/data-1', 'orders-0', ZERO_UUID, CONFIG, 0), createLog(deps, '/data-2', 'orders-0', ZERO_UUID, CONFIG, 0, 'orders-0.0-future')]
}
const append = (log: UnifiedLog, epoch: number, records: number): void => {
  const builder = new BatchBuilder()
  for (let i = 0; i < records; i++) builder.append(0, null, Uint8Array.of(epoch, i))
  log.appendAsLeader(builder.close(), { epoch, now: 0, origin: 'client' })
  log.updateHighWatermark(log.logEndOffset)
}
const copy = (current: UnifiedLog, future: UnifiedLog, bytes: number): void => {
  align(current, future)
  const records = current.read(future.logEndOffset, bytes, { upTo: current.logEndOffset, minOneMessage: true })
  if (records.length > 0) future.appendAsFollower(records, 0)
  future.updateHighWatermark(current.highWatermark)
  future.moveStartTo(current.logStartOffset)
}
/** One read ends with its segment, and two logs need not have rolled at the same batches. */
function bytesOf(log: UnifiedLog): Uint8Array {
  const read: Uint8Array[] = []
  for (let at = log.logStartOffset; at < log.logEndOffset;) {
    const bytes = joined(log.read(at, 1e6, { upTo: log.logEndOffset, minOneMessage: true }))
    for (const batch of batchesIn(bytes)) at = batch.lastOffset + 1
    read.push(bytes)
  }
  return joined(together(read))
}

const happening = fc.oneof(
  fc.record({ is: fc.constant('append' as const), records: fc.integer({ min: 1, max: 3 }) }),
  fc.record({ is: fc.constant('copy' as const), bytes: fc.integer({ min: 1, max: 400 }) }),
  fc.record({ is: fc.constant('elect' as const), lost: fc.integer({ min: 0, max: 5 }) }),
)

test('once it has caught up, a future log has the very bytes of the current one', () => {
  fc.assert(fc.property(fc.array(happening, { minLength: 5, maxLength: 60 }), all => {
    const [current, future] = logs()
    let epoch = 0
    for (const each of all) {
      if (each.is === 'append') append(current, epoch, each.records)
      else if (each.is === 'copy') copy(current, future, each.bytes)
      else {
        const batches = current.tail(each.lost)
        current.truncateTo(batches[0]?.baseOffset ?? current.logEndOffset)
        current.startEpoch(++epoch)
      }
    }
    for (let steps = 0; steps < 100 && (steps === 0 || future.logEndOffset < current.logEndOffset); steps++) copy(current, future, 200)
    expect(future.logEndOffset).toBe(current.logEndOffset)
    expect(bytesOf(future)).toEqual(bytesOf(current))
  }))
})
