import { annotateFile } from '../../protocol/annotate/file.ts'
import { AT, HEADER_BYTES, crcOf, ensureValid } from '../../protocol/records/batch.ts'
import { int32At, putInt32 } from '../../protocol/records/ints.ts'
import { cursorOver, recordsIn } from '../../protocol/records/records.ts'
import { batchesIn } from '../../protocol/records/walk.ts'
import { fromHex, goldenLines } from '../golden.ts'
import { client, codecs, open } from '../log-fixture.ts'
import { MemoryDisk } from '../memory-disk.ts'
import { KIB, MIB, refusing, type Target } from './target.ts'

/** What the batches of one input may expand to here. */
const MAX_EXPANDED = MIB

/** Every batch of `batches.jsonl`, half of them sealed with a right length and checksum again: so mutations come deeper. */
export function batchesTarget(): Target {
  const origins = goldenLines<{ case: string; hex: string }>('batches.jsonl').map(each => ({ label: each.case, bytes: fromHex(each.hex) }))
  return { name: 'batches', share: 30, origins, feed, room: size => 16 * MIB + size * 4 * KIB }
}

function feed(bytes: Uint8Array): void {
  const input = bytes.length % 2 === 0 ? bytes : sealed(bytes)
  refusing(() => readAll(input))
  refusing(() => { if (input.length < 64 * KIB) annotateFile('00000000000000000000.log', input, bounded) })
  refusing(() => { open(new MemoryDisk(), { cleanupPolicy: ['compact'] }).appendAsLeader(input, client(5)) })
  refusing(() => { open(new MemoryDisk(), { compressionType: 'lz4' }).appendAsFollower(input, 0) })
}

const bounded = { ...codecs, expand: (codec: Parameters<typeof codecs.expand>[0], bytes: Uint8Array) => codecs.expand(codec, bytes, MAX_EXPANDED) }

function readAll(bytes: Uint8Array): void {
  for (const batch of batchesIn(bytes)) {
    ensureValid(bytes, batch)
    for (const _ of recordsIn(bytes, batch, codecs, MAX_EXPANDED)) { /* each is made */ }
    if (batch.magic === 2) cursorOver(bytes, batch, codecs, MAX_EXPANDED)
  }
}

/** Its first batch ends where the bytes end, and its checksum is right. */
function sealed(bytes: Uint8Array): Uint8Array {
  if (bytes.length < HEADER_BYTES || bytes[AT.magic] !== 2) return bytes
  const owned = bytes.slice()
  putInt32(owned, AT.length, bytes.length - 12)
  putInt32(owned, AT.crc, crcOf(owned, 0, int32At(owned, AT.length) + 12))
  return owned
}
