import { decode, encode } from '../protocol/codec.ts'
import { MalformedError } from '../protocol/malformed.ts'
import { ProducerSnapshot } from '../protocol/messages/producer-snapshot.ts'
import { crc32cOf } from '../protocol/records/crc32c.ts'
import { int16At, putInt16, putInt32, uint32At } from '../protocol/records/ints.ts'
import { lastSequence, type BatchMetadata, type ProducerEntry } from './producer-entry.ts'

/*
 * A `.snapshot` file: producers as they stood at the offset in its name (ProducerStateManager.writeSnapshot). Of each
 * producer's batches only the last is kept.
 *
 *   ┌────────────┬──────────────────┬────────────┬─────────┬───────────┈
 *   │ version: 1 │ CRC-32C: u32     │ count: i32 │ entry 1 │ entry 2 …
 *   └────────────┴──────────────────┴────────────┴─────────┴───────────┈
 *                                   ╰─ the checksum covers from here on
 */
const VERSION = 1
const CRC = 2
const ENTRIES = 6

export function printSnapshot(entries: Iterable<ProducerEntry>): Uint8Array {
  const body = encode(ProducerSnapshot, VERSION, { crc: 0, producerEntries: [...entries].map(toWire) })
  const bytes = new Uint8Array(CRC + body.length)
  putInt16(bytes, 0, VERSION)
  bytes.set(body, CRC)
  putInt32(bytes, CRC, crc32cOf(bytes, ENTRIES))
  return bytes
}

/** Throws a MalformedError when the snapshot is not sound: it is thrown away then, and the log read instead. */
export function parseSnapshot(bytes: Uint8Array): ProducerEntry[] {
  if (bytes.length < ENTRIES || int16At(bytes, 0) !== VERSION) throw new MalformedError('Snapshot contained an unknown file version')
  if (uint32At(bytes, CRC) !== crc32cOf(bytes, ENTRIES)) throw new MalformedError('Snapshot is corrupt (CRC is no longer valid)')
  return decode(ProducerSnapshot, VERSION, bytes.subarray(CRC)).producerEntries.map(fromWire)
}

interface WireEntry {
  producerId: number; epoch: number; lastSequence: number; lastOffset: number; offsetDelta: number
  timestamp: number; coordinatorEpoch: number; currentTxnFirstOffset: number
}

function toWire(entry: ProducerEntry): WireEntry {
  const last = entry.batches.at(-1)
  return {
    producerId: entry.producerId, epoch: entry.epoch, lastSequence: lastSequence(entry), lastOffset: last?.lastOffset ?? -1,
    offsetDelta: last?.offsetDelta ?? 0, timestamp: entry.lastTimestamp, coordinatorEpoch: entry.coordinatorEpoch,
    currentTxnFirstOffset: entry.currentTxnFirstOffset,
  }
}

const fromWire = (wire: WireEntry): ProducerEntry => ({
  producerId: wire.producerId, epoch: wire.epoch, coordinatorEpoch: wire.coordinatorEpoch, lastTimestamp: wire.timestamp,
  currentTxnFirstOffset: wire.currentTxnFirstOffset,
  batches: wire.lastOffset < 0 ? [] : [lastBatchOf(wire)],
})
const lastBatchOf = ({ lastSequence, lastOffset, offsetDelta, timestamp }: WireEntry): BatchMetadata =>
  ({ lastSequence, lastOffset, offsetDelta, timestamp })
