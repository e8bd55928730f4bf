import * as Comlink from 'comlink'
import type { HostedRegion } from '../world/hosted-region.ts'
import type { Answer, Letter, Post } from '../world/letters.ts'
import { copyPlain } from '../world/plain.ts'

/** A region's thread as its conductor has it. */
export interface RegionDoor {
  answer(letter: Letter): Promise<Answer>
  ping(): Promise<void>
}

export const doorOf = (region: Promise<HostedRegion>): RegionDoor => ({
  answer: async letter => answerParcel((await region).answer(letter)),
  ping: async () => {},
})

/** Brings letters through a port. */
export const postThrough = (door: Pick<RegionDoor, 'answer'>): Post =>
  (letter, answered, failed) => { door.answer(letterParcel(letter)).then(answered, failed) }

/*
 * Bytes are shared freely within a thread, also with those who keep them: so what crosses is a copy, made once, that is transferred. A
 * view of a larger buffer would otherwise take all of that along. States go as they are: nearly all their buffers are theirs.
 */

function letterParcel(letter: Letter): Letter {
  if (letter.is !== 'run') return letter
  const { plain: events, buffers } = ownBytes(letter.events)
  return Comlink.transfer({ ...letter, events }, buffers)
}

function answerParcel(answer: Answer): Answer {
  if (answer === null || 'state' in answer) return answer
  if (!('outbox' in answer)) {
    const { plain: flights, buffers } = ownBytes(answer.flights)
    return Comlink.transfer({ ...answer, flights }, [...buffers, ...answer.changes.flatMap(({ pieces }) => pieces.map(piece => piece.bytes.buffer as ArrayBuffer))])
  }
  const { plain: outbox, buffers } = ownBytes(answer.outbox)
  return Comlink.transfer({ ...answer, outbox }, buffers)
}

function ownBytes<T>(shared: T): { plain: T; buffers: ArrayBuffer[] } {
  const copies = new Map<Uint8Array, Uint8Array<ArrayBuffer>>()
  const plain = copyPlain(shared, bytes => {
    const copy = copies.get(bytes) ?? bytes.slice()
    copies.set(bytes, copy)
    return copy
  })
  return { plain, buffers: [...copies.values()].map(copy => copy.buffer) }
}
