import type { Random } from '../env/random.ts'
import { METADATA_TOPIC_ID, uuidText, ZERO_UUID } from '../protocol/uuid.ts'

/** A random UUID (version 4) that is not reserved and does not look like an option of a command (Uuid.randomUuid). */
export function randomUuid(random: Random): string {
  for (;;) {
    const bytes = random.bytes16()
    bytes[6] = (bytes[6]! & 0x0f) | 0x40
    bytes[8] = (bytes[8]! & 0x3f) | 0x80
    const text = uuidText(bytes)
    if (text !== ZERO_UUID && text !== METADATA_TOPIC_ID && !text.startsWith('-')) return text
  }
}
