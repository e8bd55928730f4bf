import { isWhole, joined, type Bytes } from '../../env/bytes.ts'
import { AT, LOG_OVERHEAD, batchAt, batchSizeAt, type BatchHeader } from './batch.ts'
import { corrupt, failed } from './failure.ts'
import { int32At } from './ints.ts'

/** An empty message of magic 0 counts this much: nothing shorter can follow a length. */
const LEAST_LENGTH = 14

/**
 * Size of the batch at `at`, or 0 when less than a whole batch is there: readers ignore a cut batch at the end of what
 * they fetched. Impossible lengths and magics are refused (ByteBufferLogInputStream).
 */
export function nextBatchSize(bytes: Uint8Array, at: number, end: number): number {
  const left = end - at
  if (left < LOG_OVERHEAD) return 0
  const length = int32At(bytes, at + AT.length)
  if (length < LEAST_LENGTH) throw corrupt(`Record size ${length} is less than the minimum record overhead (${LEAST_LENGTH})`)
  if (left <= AT.magic) return 0
  const magic = bytes[at + AT.magic]!
  if (magic > 2) throw corrupt(`Invalid magic found in record: ${magic << 24 >> 24}`)
  const size = length + LOG_OVERHEAD
  if (size > 0x7fff_ffff) throw failed(`Record size ${length} is beyond any buffer`)
  return size <= left ? size : 0
}

/** The batches of a records field, in order; checksums are not looked at. */
export function* batchesIn(bytes: Uint8Array, from = 0, to = bytes.length): Generator<BatchHeader, void> {
  for (let at = from; ;) {
    const size = nextBatchSize(bytes, at, to)
    if (size === 0) return
    yield batchAt(bytes, at)
    at += size
  }
}

/** Batches that came in pieces, as pieces none of which cuts a batch in two; when one does, they are joined. */
export const wholeBatches = (bytes: Bytes): readonly Uint8Array[] =>
  isWhole(bytes) ? [bytes] : bytes.pieces.every(holdsWholeBatches) ? bytes.pieces : [joined(bytes)]

function holdsWholeBatches(piece: Uint8Array): boolean {
  let at = 0
  while (piece.length - at >= LOG_OVERHEAD && batchSizeAt(piece, at) > LOG_OVERHEAD) at += batchSizeAt(piece, at)
  return at === piece.length
}
