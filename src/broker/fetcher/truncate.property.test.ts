import { expect, test } from 'vitest'
import { EpochCache } from '../../log/epoch-cache.ts'
import { MemoryDisk } from '../../testing/memory-disk.ts'
import { fc } from '../../testing/property.ts'
import { truncationOffset } from './truncate.ts'

/** A log as the epochs of its records: offset 0 first, never falling. */
type Epochs = readonly number[]
const NOW = 99

function replica(log: Epochs, leads: boolean) {
  const entries = log.flatMap((epoch, startOffset) => epoch === log[startOffset - 1] ? [] : [{ epoch, startOffset }])
  const cache = new EpochCache(new MemoryDisk(), '/data/orders-0', leads ? [...entries, { epoch: NOW, startOffset: log.length }] : entries)
  return { logEndOffset: log.length, endOffsetForEpoch: (epoch: number) => cache.endOffsetFor(epoch, log.length) }
}

/** What a leader answers a fetch at the follower's end (Partition.readRecords): null when they agree. */
function divergence(leader: Epochs, follower: Epochs): { epoch: number; endOffset: number } | null {
  if (follower.length === 0) return null
  const last = follower.at(-1)!, end = replica(leader, true).endOffsetForEpoch(last)
  return end.epoch < last || end.endOffset < follower.length ? end : null
}

/** Two replicas that share a prefix; behind it each has what it wrote or fetched in epochs of others: an epoch has one leader, so none is in both. */
const epochs = (from: number) => fc.array(fc.nat(3), { maxLength: 6 }).map(each => each.sort((a, b) => a - b).map(epoch => from + epoch * 2))
const replicas = fc.record({ prefix: epochs(0), follower: epochs(8), leader: epochs(9) })
  .map(({ prefix, follower, leader }) => ({ common: prefix.length, leader: [...prefix, ...leader], follower: [...prefix, ...follower] }))

// KIP-101, KIP-279: fast leader fail over, with any history of short epochs.
test('following cuts all that the leader has not, and nothing that it has', () => {
  fc.assert(fc.property(replicas, ({ common, leader, follower }) => {
    let log = follower
    for (let answer; (answer = divergence(leader, log));) {
      const { offset } = truncationOffset(replica(log, false), answer)
      expect(offset).toBeLessThan(log.length)
      log = log.slice(0, offset)
    }
    expect(log).toEqual(leader.slice(0, common))
  }))
})
