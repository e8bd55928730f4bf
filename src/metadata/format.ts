import type { Disk } from '../env/disk.ts'
import type { Millis } from '../env/units.ts'
import { writeMetaProperties, type MetaProperties } from '../log/properties.ts'
import { encode } from '../protocol/codec.ts'
import { SnapshotFooterRecord, SnapshotHeaderRecord } from '../protocol/messages/control-records.ts'
import { CONTROL, controlBatch, recordBatch } from './batches.ts'
import { features } from './features.ts'
import { record } from './records.ts'

/** What `kafka-storage.sh format` writes to a log directory, of a broker or a controller: with what its cluster begins, and whose it is (Formatter). */
export function formatDirectory(disk: Disk, root: string, meta: MetaProperties, now: Millis): void {
  const file = `${root}/bootstrap.checkpoint`
  disk.write(file, bootstrapCheckpoint(now))
  disk.flush(file, { is: 'checkpoint', file })
  writeMetaProperties(disk, root, meta)
}

/** The feature levels as a snapshot of a metadata log that has not begun (BatchFileWriter, BootstrapDirectory). */
export function bootstrapCheckpoint(now: Millis): Uint8Array {
  const levels = features.map(({ name, initial }) => record('FeatureLevelRecord', { name, featureLevel: initial })), leaderEpoch = 0
  return Uint8Array.of(
    ...controlBatch(CONTROL.snapshotHeader, encode(SnapshotHeaderRecord, 0, {}), now, { leaderEpoch }),
    ...recordBatch(levels, now, { baseOffset: 1, leaderEpoch }),
    ...controlBatch(CONTROL.snapshotFooter, encode(SnapshotFooterRecord, 0, {}), now, { baseOffset: 1 + levels.length, leaderEpoch }),
  )
}
