import { handler } from '../../net/handler.ts'
import { OffsetDelete } from '../../protocol/apis/47-offset-delete.ts'
import { answering } from '../answers.ts'
import type { Broker } from '../context.ts'
import { deleteOffsets } from '../groups/delete-offsets.ts'

/** Forgets what a group committed for topics that none of its members reads (KIP-496). */
export const offsetDelete = (broker: Broker) => handler({
  api: OffsetDelete,
  handle: (request, { replyTo }) => answering<typeof OffsetDelete>(broker, replyTo, () => deleteOffsets(broker, request, replyTo)),
  refuse: (_, errorCode) => ({ errorCode }),
})
