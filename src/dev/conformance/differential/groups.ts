import {
  DeleteGroups, DescribeGroups, FindCoordinator, Heartbeat, JoinGroup, LeaveGroup, ListGroups, OffsetCommit, OffsetDelete, OffsetFetch, SyncGroup,
} from '../../../protocol/apis/index.ts'
import { until, step, type Side, type Step } from './step.ts'

const GROUP = 'billing'
/** Nobody knows it; of the same partition of `__consumer_offsets` as the other, so that one broker speaks for both wherever that is placed. */
const UNKNOWN = 'dunning'
const coordinator = { to: 'coordinator' } as const
const metadata = Uint8Array.of(0, 0, 0, 0, 0, 1, 0, 6, 0x6f, 0x72, 0x64, 0x65, 0x72, 0x73, 0xff, 0xff, 0xff, 0xff)
const join = (memberId: string, more: object = {}) => ({
  groupId: GROUP, sessionTimeoutMs: 30_000, rebalanceTimeoutMs: 5_000, memberId, groupInstanceId: null, protocolType: 'consumer',
    protocols: [{ name: 'range', metadata }], ...more,
})
const member = ({ memo }: Side): string => memo.get('member') ?? ''
const generation = 1
interface Coordinators { readonly coordinators: readonly { readonly errorCode: number; readonly nodeId: number }[] }

const found: Step = {
  name: 'settled: the coordinator is there', except: new Set(),
  async ask(side) {
    await until(async () => {
      const { coordinators: [first] } = await side.wire.ask(1, FindCoordinator, 4, { keyType: 0, coordinatorKeys: [GROUP] }) as Coordinators
      side.coordinator = first!.nodeId
      if (first!.errorCode !== 0) return false
      const { errorCode } = await side.wire.ask(first!.nodeId, Heartbeat, 4, { groupId: GROUP, generationId: 1,
        memberId: 'nobody' }) as { errorCode: number }
      return errorCode === 25
    }, 'the coordinator')
    return null
  },
}

const commit = (more: object = {}, committedOffset = 2) => (side: Side) => ({
  groupId: GROUP, generationIdOrMemberEpoch: generation, memberId: member(side), groupInstanceId: null,
  topics: [{ name: 'orders', partitions: [{ partitionIndex: 0, committedOffset, committedLeaderEpoch: 0, committedMetadata: 'm' }] }], ...more,
})

export const groupSteps: readonly Step[] = [
  found,
  step('two of them', FindCoordinator, 4, { keyType: 0, coordinatorKeys: [GROUP, GROUP] }, { except: ['nodeId'] }),
  step('a kind nobody knows', FindCoordinator, 4, { keyType: 9, coordinatorKeys: [GROUP] }),
  step('without a member id', JoinGroup, 9,
    join(''), { ...coordinator, keep: ((answer: { memberId: string }, { memo }: Side) => memo.set('member', answer.memberId)) as never }),
  step('with one', JoinGroup, 9, side => join(member(side)), coordinator),
  step('a member nobody knows', JoinGroup, 9, join('nobody-1'), coordinator),
  step('a session too short', JoinGroup, 9, join('', { sessionTimeoutMs: 1 }), coordinator),
  step('another protocol', JoinGroup, 9, join('', { protocolType: 'connect' }), coordinator),
  step('no protocols', JoinGroup, 9, join('', { protocols: [] }), coordinator),
  step('no group', JoinGroup, 9, join('', { groupId: '' }), coordinator),
  step('the leader\'s', SyncGroup, 5,
    side => ({ groupId: GROUP, generationId: generation, memberId: member(side), protocolType: 'consumer', protocolName: 'range',
      assignments: [{ memberId: member(side), assignment: metadata }] }), coordinator),
  step('another protocol', SyncGroup, 5,
    side => ({ groupId: GROUP, generationId: generation, memberId: member(side), protocolType: 'connect', protocolName: 'range', assignments: [] }),
      coordinator),
  step('another generation', SyncGroup, 5, side => ({ groupId: GROUP, generationId: 9, memberId: member(side), assignments: [] }), coordinator),
  step('the member\'s', Heartbeat, 4, side => ({ groupId: GROUP, generationId: generation, memberId: member(side) }), coordinator),
  step('another generation', Heartbeat, 4, side => ({ groupId: GROUP, generationId: 9, memberId: member(side) }), coordinator),
  step('a member nobody knows', Heartbeat, 4, { groupId: GROUP, generationId: generation, memberId: 'nobody' }, coordinator),
  step('a group nobody knows', Heartbeat, 4, { groupId: UNKNOWN, generationId: generation, memberId: 'nobody' }, coordinator),
  ...[2, 5, 8, 9].map(version => step('the member\'s', OffsetCommit, version, commit(), coordinator)),
  step('another generation', OffsetCommit, 9, commit({ generationIdOrMemberEpoch: 9 }), coordinator),
  step('a member nobody knows', OffsetCommit, 9, commit({ memberId: 'nobody' }), coordinator),
  step('an unknown topic', OffsetCommit, 9,
    side => ({ ...commit()(side), topics: [{ name: 'no-such', partitions: [{ partitionIndex: 0, committedOffset: 1, committedLeaderEpoch: -1,
      committedMetadata: '' }] }] }), coordinator),
  step('a metadata too long', OffsetCommit, 9,
    side => ({ ...commit()(side), topics: [{ name: 'orders', partitions: [{ partitionIndex: 0, committedOffset: 1, committedLeaderEpoch: -1,
      committedMetadata: 'x'.repeat(5_000) }] }] }), coordinator),
  step('by nobody, a group that has members', OffsetCommit, 9, commit({ generationIdOrMemberEpoch: -1, memberId: '' }), coordinator),
  step('one', OffsetFetch, 7, { groupId: GROUP, topics: [{ name: 'orders', partitionIndexes: [0, 1] }], requireStable: false }, coordinator),
  step('all', OffsetFetch, 8, { groups: [{ groupId: GROUP, topics: null }], requireStable: true }, coordinator),
  step('two groups', OffsetFetch, 9,
    { groups: [{ groupId: GROUP, topics: [{ name: 'orders', partitionIndexes: [0] }] }], requireStable: false }, coordinator),
  step('by id', OffsetFetch, 10,
    ({ memo }) => ({ groups: [{ groupId: GROUP, topics: [{ topicId: memo.get('orders')!, partitionIndexes: [0] }] }], requireStable: false }),
      coordinator),
  ...[0, 3, 5, 6].map(version => step('one, and one nobody knows', DescribeGroups, version, { groups: [GROUP, UNKNOWN] }, coordinator)),
  ...[0, 3, 4, 5].map(version => step('all', ListGroups, version, {}, coordinator)),
  step('by state', ListGroups, 5, { statesFilter: ['Stable'], typesFilter: ['classic'] }, coordinator),
  step('by a state nobody has', ListGroups, 5, { statesFilter: ['Dead'], typesFilter: [] }, coordinator),
  step('with what one may do', DescribeGroups, 6, { groups: [GROUP], includeAuthorizedOperations: true }, coordinator),
  step('one that has members', DeleteGroups, 2, { groupsNames: [GROUP] }, coordinator),
  step('one nobody knows', DeleteGroups, 2, { groupsNames: [UNKNOWN] }, coordinator),
  step('of a topic that is read', OffsetDelete, 0,
    { groupId: GROUP, topics: [{ name: 'orders', partitions: [{ partitionIndex: 0 }] }] }, coordinator),
  step('of a group nobody knows', OffsetDelete, 0,
    { groupId: UNKNOWN, topics: [{ name: 'orders', partitions: [{ partitionIndex: 0 }] }] }, coordinator),
  step('a member nobody knows', LeaveGroup, 5,
    { groupId: GROUP, members: [{ memberId: 'nobody', groupInstanceId: null, reason: null }] }, coordinator),
  step('the member\'s', LeaveGroup, 5,
    side => ({ groupId: GROUP, members: [{ memberId: member(side), groupInstanceId: null, reason: 'done' }] }), coordinator),
  step('when it is empty', DescribeGroups, 6, { groups: [GROUP] }, coordinator),
  step('by nobody, an empty group', OffsetCommit, 9, commit({ generationIdOrMemberEpoch: -1, memberId: '' }, 5), coordinator),
  step('of an empty group', OffsetDelete, 0, { groupId: GROUP, topics: [{ name: 'orders', partitions: [{ partitionIndex: 0 }] }] }, coordinator),
  step('one that is empty', DeleteGroups, 2, { groupsNames: [GROUP] }, coordinator),
  step('when it is gone', DescribeGroups, 6, { groups: [GROUP] }, coordinator),
]
