import { joined } from '../env/bytes.ts'
import type { PartitionId } from '../env/domain-event.ts'
import { handler, noAnswer, type Handler } from '../net/handler.ts'
import { ServerConnections } from '../net/server-connections.ts'
import {
  ApiVersions, DescribeCluster, Fetch, FindCoordinator, Heartbeat, InitProducerId, JoinGroup, LeaveGroup, ListOffsets, Metadata, OffsetCommit,
  OffsetFetch, OffsetForLeaderEpoch, Produce, SyncGroup,
} from '../protocol/apis/index.ts'
import { Errors } from '../protocol/errors.ts'
import { batchAt, batchSizeAt, stampBatch } from '../protocol/records/batch.ts'
import type { Api, Fields, Request, ResponseInput } from '../protocol/schema.ts'
import { ZERO_UUID } from '../protocol/uuid.ts'
import { TinyWorld } from './tiny-world.ts'

type Answer<A> = (request: Request<A>, node: number) => ResponseInput<A>
interface Line { node: number; api: string; request: unknown }

/**
 * Brokers that say what a test wants them to: real frames over real connections, and a log that is a list of batches. Without
 * a script they answer as a cluster does in which nothing goes wrong; `next` puts another answer in front.
 */
export class ScriptedBrokers {
  readonly world = new TinyWorld()
  /** Requests in order of arrival, but for ApiVersions and Metadata. */
  readonly seen: Line[] = []
  readonly logs = new Map<PartitionId, Uint8Array[]>()
  readonly committed = new Map<PartitionId, number>()
  readonly topics = new Map<string, { id: string; leaders: number[]; epoch: number }>()
  readonly #nodes: number
  readonly #scripts = new Map<number, ((request: unknown, node: number) => unknown)[]>()
  generation = 0

  constructor(nodes = 1) {
    this.#nodes = nodes
    for (let node = 1; node <= nodes; node++) this.start(node)
  }

  get bootstrap(): string { return Array.from({ length: this.#nodes }, (_, i) => `b${i + 1}:9092`).join(',') }

  start(node: number): void {
    const server = new ServerConnections(this.world.env(`broker-${node}`, `b${node}`), { name: 'server', nodeId: node, requestMaxBytes: 100_000_000, idleMs: 600_000_000 })
    const own = handler({ api: ApiVersions, handle: () => ({ apiKeys: server.advertised('broker') }), refuse: (_, errorCode) => ({ errorCode }) })
    server.serve('broker', [own, ...this.#handlers(node)])
    this.world.runs(`broker-${node}`, event => { server.handle(event) })
    server.listen(9092, 'broker')
  }

  topic(name: string, leaders: number[], epoch = 0): void {
    this.topics.set(name, { id: idOf(name), leaders, epoch })
    leaders.forEach((_, partition) => { if (!this.logs.has(`${name}-${partition}`)) this.logs.set(`${name}-${partition}`, []) })
  }

  /** The next request of this API is answered so. Several wait their turn. */
  next<Q extends Fields, S extends Fields>(api: Api<Q, S>, answer: Answer<Api<Q, S>>): void {
    const script = this.#scripts.get(api.key) ?? []
    script.push(answer as never)
    this.#scripts.set(api.key, script)
  }

  saw(api: Api): string[] { return this.seen.filter(line => line.api === api.name).map(line => JSON.stringify(line.request)) }
  endOf(id: PartitionId): number { return this.logs.get(id)!.reduce((end, batch) => Math.max(end, batchAt(batch, 0).lastOffset + 1), 0) }

  #handlers(node: number): Handler[] {
    const answer = <Q extends Fields, S extends Fields>(api: Api<Q, S>, standard: Answer<Api<Q, S>>): Handler => handler({
      api,
      handle: (request: Request<Api<Q, S>>) => {
        if (api.key !== Metadata.key) this.seen.push({ node, api: api.name, request })
        const scripted = this.#scripts.get(api.key)?.shift() as Answer<Api<Q, S>> | undefined
        const response = (scripted ?? standard)(request, node)
        return api.key === Produce.key && (request as { acks?: number }).acks === 0 ? noAnswer : response
      },
      refuse: () => ({}) as never,
    })
    return [
      answer(Metadata, request => this.#metadata(request)),
      answer(Produce, request => this.#produce(request)),
      answer(InitProducerId, () => ({ producerId: 1000, producerEpoch: 0 })),
      answer(Fetch, request => this.#fetch(request)),
      answer(ListOffsets, request => ({
        topics: request.topics.map(topic => ({
          name: topic.name,
          partitions: topic.partitions.map(({ partitionIndex, timestamp }) => ({ partitionIndex, offset: timestamp === -2 ? 0 : this.endOf(`${topic.name}-${partitionIndex}`), leaderEpoch: 0 })),
        })),
      })),
      answer(OffsetForLeaderEpoch, request => ({
        topics: request.topics.map(({ topic, partitions }) => ({ topic, partitions: partitions.map(({ partition, leaderEpoch }) => ({ partition, leaderEpoch, endOffset: this.endOf(`${topic}-${partition}`) })) })),
      })),
      answer(FindCoordinator, request => ({ coordinators: request.coordinatorKeys.map(key => ({ key, nodeId: 1, host: 'b1', port: 9092, errorMessage: null })) })),
      answer(JoinGroup, request => request.memberId === '' ? { errorCode: Errors.MEMBER_ID_REQUIRED, memberId: 'member-1' } : {
        generationId: ++this.generation, protocolType: 'consumer', protocolName: request.protocols[0]!.name, leader: request.memberId, memberId: request.memberId,
        members: [{ memberId: request.memberId, metadata: request.protocols[0]!.metadata }],
      }),
      answer(SyncGroup, request => ({ assignment: request.assignments[0]!.assignment })),
      answer(Heartbeat, () => ({})),
      answer(LeaveGroup, request => ({ members: request.members.map(({ memberId }) => ({ memberId, groupInstanceId: null })) })),
      answer(OffsetCommit, request => this.#commit(request)),
      answer(OffsetFetch, request => ({ groups: request.groups.map(group => this.#committed(group)) })),
      answer(DescribeCluster, () => ({ clusterId: 'scripted', controllerId: 1, brokers: this.#brokers().map(({ nodeId, host, port }) => ({ brokerId: nodeId, host, port })) })),
    ]
  }

  #brokers() { return Array.from({ length: this.#nodes }, (_, i) => ({ nodeId: i + 1, host: `b${i + 1}`, port: 9092 })) }

  #metadata(request: Request<typeof Metadata>): ResponseInput<typeof Metadata> {
    const names = request.topics?.map(topic => topic.name!) ?? [...this.topics.keys()]
    return {
      clusterId: 'scripted', controllerId: 1, brokers: this.#brokers(),
      topics: names.map(name => {
        const topic = this.topics.get(name)
        if (!topic) return { name, errorCode: Errors.UNKNOWN_TOPIC_OR_PARTITION }
        return {
          name, topicId: topic.id,
          partitions: topic.leaders.map((leaderId, partitionIndex) => ({ partitionIndex, leaderId, leaderEpoch: topic.epoch, replicaNodes: [leaderId], isrNodes: [leaderId] })),
        }
      }),
    }
  }

  #nameOf(topic: { name?: string; topic?: string; topicId: string }): string {
    return topic.name || topic.topic || [...this.topics].find(([, known]) => known.id === topic.topicId)![0]
  }

  #produce(request: Request<typeof Produce>): ResponseInput<typeof Produce> {
    return {
      responses: request.topicData.map(topic => ({
        name: this.#nameOf(topic), topicId: topic.topicId,
        partitionResponses: topic.partitionData.map(({ index, records }) => ({ index, baseOffset: this.append(`${this.#nameOf(topic)}-${index}`, joined(records!)), errorMessage: null })),
      })),
    }
  }

  append(id: PartitionId, records: Uint8Array): number {
    const batch = records.slice(), baseOffset = this.endOf(id)
    stampBatch(batch, 0, baseOffset, 0)
    this.logs.get(id)!.push(batch)
    return baseOffset
  }

  /** Answers with what there is at once: a test that wants a long poll scripts it. */
  #fetch(request: Request<typeof Fetch>): ResponseInput<typeof Fetch> {
    return {
      sessionId: 0,
      responses: request.topics.map(topic => ({
        topic: this.#nameOf(topic), topicId: topic.topicId,
        partitions: topic.partitions.map(({ partition, fetchOffset, partitionMaxBytes }) => {
          const id: PartitionId = `${this.#nameOf(topic)}-${partition}`, end = this.endOf(id)
          return { partitionIndex: partition, highWatermark: end, lastStableOffset: end, logStartOffset: 0, abortedTransactions: null, records: this.#read(id, fetchOffset, partitionMaxBytes) }
        }),
      })),
    }
  }

  #read(id: PartitionId, from: number, maxBytes: number): Uint8Array {
    const batches: Uint8Array[] = []
    let size = 0
    for (const batch of this.logs.get(id)!) {
      if (batchAt(batch, 0).lastOffset < from) continue
      if (size > 0 && size + batchSizeAt(batch, 0) > maxBytes) break
      batches.push(batch)
      size += batch.length
    }
    const all = new Uint8Array(size)
    let at = 0
    for (const batch of batches) { all.set(batch, at); at += batch.length }
    return all
  }

  #commit(request: Request<typeof OffsetCommit>): ResponseInput<typeof OffsetCommit> {
    return {
      topics: request.topics.map(topic => ({
        name: this.#nameOf(topic), topicId: topic.topicId,
        partitions: topic.partitions.map(({ partitionIndex, committedOffset }) => {
          this.committed.set(`${this.#nameOf(topic)}-${partitionIndex}`, committedOffset)
          return { partitionIndex }
        }),
      })),
    }
  }

  #committed(group: Request<typeof OffsetFetch>['groups'][number]) {
    return {
      groupId: group.groupId,
      topics: (group.topics ?? []).map(topic => ({
        name: this.#nameOf(topic), topicId: topic.topicId,
        partitions: topic.partitionIndexes.map(partitionIndex => ({
          partitionIndex, committedOffset: this.committed.get(`${this.#nameOf(topic)}-${partitionIndex}`) ?? -1, metadata: '',
        })),
      })),
    }
  }
}

/** 22 letters that are a uuid and can be told apart. */
const idOf = (name: string): string => (name.replace(/[^A-Za-z0-9]/g, '') + ZERO_UUID).slice(0, 21) + 'A'
