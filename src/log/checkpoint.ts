import type { Disk } from '../env/disk.ts'
import { MalformedError } from '../protocol/malformed.ts'
import { utf8Decode, utf8Encode } from '../protocol/utf8.ts'
import { readWhole } from './files.ts'

/*
 * Kafka's checkpoint files (CheckpointFile): text of a version, a count, and one entry a line.
 *
 *   0
 *   2
 *   orders 0 36
 *   orders 1 41
 */
const VERSION = '0'

export const printCheckpoint = (lines: readonly string[]): string => [VERSION, lines.length, ...lines, ''].join('\n')

export function parseCheckpoint(text: string): string[] {
  const [version, count, ...lines] = text.split('\n').filter(line => line !== '')
  if (version !== VERSION) throw new MalformedError(`Unrecognized version of the checkpoint file: ${version}`)
  if (Number(count) !== lines.length) throw new MalformedError(`Expected ${count} entries in checkpoint file, found ${lines.length}`)
  return lines
}

/** The lines of a checkpoint; none when there is no such file. A file that is no checkpoint is an error, as in Kafka. */
export function readCheckpoint(disk: Disk, file: string): string[] {
  const bytes = readWhole(disk, file)
  if (bytes === null || bytes.length === 0) return []
  return parseCheckpoint(utf8Decode(bytes))
}

/** Replaces the file, and asks that it outlive a power cut. */
export function writeCheckpoint(disk: Disk, file: string, lines: readonly string[]): void {
  disk.write(file, utf8Encode(printCheckpoint(lines)))
  disk.flush(file, { is: 'checkpoint', file })
}

/** One line of the checkpoints a log directory has: an offset for a partition (OffsetCheckpointFile). */
export interface OffsetEntry { topic: string; partition: number; offset: number }

export const printOffset = ({ topic, partition, offset }: OffsetEntry): string => `${topic} ${partition} ${offset}`
export function parseOffset(line: string): OffsetEntry {
  const [topic, partition, offset, ...rest] = line.split(' ')
  const entry = { topic: topic!, partition: Number(partition), offset: Number(offset) }
  const isSound = rest.length === 0 && Number.isSafeInteger(entry.partition) && Number.isSafeInteger(entry.offset)
  if (!isSound) throw new MalformedError(`Malformed line in checkpoint file: ${line}`)
  return entry
}
