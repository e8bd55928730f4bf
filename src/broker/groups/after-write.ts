import type { ReplyTo } from '../../net/handler.ts'
import { OffsetCommit } from '../../protocol/apis/08-offset-commit.ts'
import { OffsetDelete } from '../../protocol/apis/47-offset-delete.ts'
import { Errors } from '../../protocol/errors.ts'
import { answer } from '../answers.ts'
import type { Broker } from '../context.ts'
import { commitOffsets, commitRefusal, type CommitAnswer } from './commit.ts'
import { forgetGroup, forgetOffset, onDeleted } from './delete.ts'
import type { OffsetDeleteAnswer } from './delete-offsets.ts'
import type { CommittedOffset } from './groups.ts'
import { answerStaticMember } from './static-join.ts'
import { afterAssignmentStored } from './sync.ts'
import { memberError } from './writes.ts'

/** What follows when records are committed, or could not be: data, because it waits. */
export type AfterWrite =
  | { readonly is: 'nothing' }
  | { readonly is: 'assigned'; readonly generation: number; readonly member: string; readonly assignments: Map<string, Uint8Array> } & InGroup
  | { readonly is: 'replaced'; readonly member: string; readonly formerLeader: string | null; readonly to: ReplyTo } & InGroup
  | Committed
  | { readonly is: 'deleted'; readonly partition: number; readonly groups: readonly string[]; readonly deletion: number | null }
  | OffsetsDeleted
  | { readonly is: 'forgotten'; readonly partition: number; readonly groups: readonly string[]; readonly offsets: readonly OffsetOf[] }

interface InGroup { readonly partition: number; readonly group: string }
interface OffsetOf { readonly group: string; readonly key: string }
/** Offsets, with the answer they wait for; `to` is null once an error was given instead. */
interface Committed extends InGroup {
  readonly is: 'committed'
  readonly offsets: readonly CommittedOffset[]
  readonly by: 'member' | 'admin'
  readonly to: ReplyTo | null
  readonly body: CommitAnswer
}

/** Offsets somebody asked to forget, by `topic-partition`. */
interface OffsetsDeleted extends InGroup {
  readonly is: 'offsetsDeleted'
  readonly keys: readonly string[]
  readonly to: ReplyTo | null
  readonly body: OffsetDeleteAnswer
}

export function afterWrite(broker: Broker, then: AfterWrite, error: number): void {
  switch (then.is) {
    case 'nothing': return
    case 'assigned': return afterAssignmentStored(broker, then, error)
    case 'replaced': return answerStaticMember(broker, then, error)
    case 'committed': return afterCommit(broker, then, error)
    case 'deleted': return afterDelete(broker, then, error)
    case 'offsetsDeleted': return afterOffsetsDeleted(broker, then, error)
    case 'forgotten': return afterForget(broker, then, error)
  }
}

/** The same without the answer, given now: an error that is not final. Null when the effect hangs on the answer. */
export function withoutAnswer(broker: Broker, then: AfterWrite): AfterWrite | null {
  if (then.is === 'committed' && then.to) {
    answer(broker, OffsetCommit, then.to, commitRefusal(then.body, Errors.COORDINATOR_NOT_AVAILABLE))
    return { ...then, to: null }
  }
  if (then.is === 'offsetsDeleted' && then.to) {
    answer(broker, OffsetDelete, then.to, { errorCode: Errors.COORDINATOR_NOT_AVAILABLE })
    return { ...then, to: null }
  }
  if (then.is === 'deleted' && then.deletion !== null) {
    onDeleted(broker, then.deletion, then.groups, Errors.COORDINATOR_NOT_AVAILABLE)
    return { ...then, deletion: null }
  }
  return null
}

function afterCommit(broker: Broker, then: AfterWrite & { is: 'committed' }, error: number): void {
  if (error === Errors.NONE) commitOffsets(broker, then)
  if (then.to) answer(broker, OffsetCommit, then.to, error === Errors.NONE ? then.body : commitRefusal(then.body, memberError(error)))
}

function afterDelete(broker: Broker, then: AfterWrite & { is: 'deleted' }, error: number): void {
  const shard = broker.groups.shards.get(then.partition)
  if (error === Errors.NONE && shard) for (const group of then.groups) forgetGroup(broker, shard, group)
  if (then.deletion !== null) onDeleted(broker, then.deletion, then.groups, memberError(error))
}

function afterOffsetsDeleted(broker: Broker, { partition, group, keys, to, body }: OffsetsDeleted, error: number): void {
  const shard = broker.groups.shards.get(partition)
  if (error === Errors.NONE && shard) for (const key of keys) forgetOffset(shard, group, key)
  if (to) answer(broker, OffsetDelete, to, error === Errors.NONE ? body : { errorCode: memberError(error) })
}

function afterForget(broker: Broker, then: AfterWrite & { is: 'forgotten' }, error: number): void {
  const shard = broker.groups.shards.get(then.partition)
  if (error !== Errors.NONE || !shard) return
  for (const { group, key } of then.offsets) forgetOffset(shard, group, key)
  for (const group of then.groups) forgetGroup(broker, shard, group)
}
