import type { Codecs } from '../env/codecs.ts'
import { DiskError, type Disk } from '../env/disk.ts'
import { isControl } from '../protocol/records/batch.ts'
import { recordsIn } from '../protocol/records/records.ts'
import { batchesIn } from '../protocol/records/walk.ts'
import { utf8Decode } from '../protocol/utf8.ts'
import type { ClusterView, Millis, PartitionId } from './view.ts'
import { brokerProcess, partitionFacts, type PartitionFacts } from './view-helpers.ts'

/** A record as it lies in a log. `value` is a view of stored bytes: do not change it. */
export interface StoredRecord { readonly offset: number; readonly timestamp: Millis; readonly key: string | null; readonly value: Uint8Array | null }

type Readable = Pick<Disk, 'list' | 'read' | 'size'>
/** How far a log has been read: bytes by file. A log of another leader, epoch or topic id is read anew. */
interface Reading { reign: string; end: number; records: StoredRecord[]; readonly taken: Map<string, number> }

/** What the logs of leaders hold, read from their machines' disks, on from where it was read before. */
export class StoredRecords {
  readonly #diskOf: (machine: string) => Readable | undefined
  readonly #codecs: Codecs
  readonly #readings = new Map<PartitionId, Reading>()

  constructor(diskOf: (machine: string) => Readable | undefined, codecs: Codecs) {
    this.#diskOf = diskOf
    this.#codecs = codecs
  }

  /** Nothing of a partition that has no leader, and none of what retention has taken. */
  of(partition: PartitionId, view: ClusterView): readonly StoredRecord[] {
    const facts = partitionFacts(view, partition)
    const disk = this.#leaderDisk(partition, view)
    if (!facts || !disk) return []
    const reading = this.#readingOf(facts, view.metadata.topics[facts.topic]!.topicId)
    if (reading.end !== facts.end) this.#readOn(reading, partition, disk)
    reading.end = facts.end
    return facts.start > 0 ? reading.records.filter(({ offset }) => offset >= facts.start) : reading.records
  }

  /** A file of a partition's folder on its leader's disk, by name; null when it is not there. */
  file(partition: PartitionId, name: string, view: ClusterView): Uint8Array | null {
    const disk = this.#leaderDisk(partition, view), path = disk?.list('/').find(each => each.endsWith(`/${partition}/${name}`))
    return disk && path !== undefined ? disk.read(path, 0, disk.size(path)) : null
  }

  #leaderDisk(partition: PartitionId, view: ClusterView): Readable | undefined {
    const leader = partitionFacts(view, partition)?.leader ?? null
    const machine = leader === null ? undefined : brokerProcess(view, leader)?.machine
    return machine === undefined ? undefined : this.#diskOf(machine)
  }

  #readingOf({ id, leader, epoch, end }: PartitionFacts, topicId: string): Reading {
    const reign = `${topicId} ${leader} ${epoch}`, found = this.#readings.get(id)
    if (found?.reign === reign && found.end <= end) return found
    const reading = { reign, end: 0, records: [], taken: new Map<string, number>() }
    this.#readings.set(id, reading)
    return reading
  }

  #readOn(reading: Reading, partition: PartitionId, disk: Readable): void {
    try {
      for (const file of disk.list('/')) if (file.includes(`/${partition}/`) && file.endsWith('.log')) this.#readFile(reading, file, disk)
    } catch (error) {
      if (!(error instanceof DiskError)) throw error
    }
  }

  #readFile({ records, taken }: Reading, file: string, disk: Readable): void {
    const from = taken.get(file) ?? 0
    const bytes = disk.read(file, from, disk.size(file) - from)
    const fresh: StoredRecord[] = []
    let end = 0
    for (const batch of batchesIn(bytes)) {
      if (!isControl(batch)) for (const { offset, timestamp, key, value } of recordsIn(bytes, batch, this.#codecs)) fresh.push({ offset, timestamp, key: key && utf8Decode(key), value })
      end = batch.at + batch.size
    }
    records.push(...fresh)
    taken.set(file, from + end)
  }
}
