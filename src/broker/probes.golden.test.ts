import { describe, expect, test } from 'vitest'
import { joined } from '../env/bytes.ts'
import * as apis from '../protocol/apis/index.ts'
import { Produce } from '../protocol/apis/00-produce.ts'
import { Fetch } from '../protocol/apis/01-fetch.ts'
import { SyncGroup } from '../protocol/apis/14-sync-group.ts'
import { decodeRequestBody, decodeRequestHeader, decodeResponse, withoutSize } from '../protocol/frame.ts'
import { batchAt } from '../protocol/records/batch.ts'
import { BatchBuilder, type BatchOptions } from '../protocol/records/builder.ts'
import { coordinatorPartition } from '../protocol/records/java-hash.ts'
import type { Api } from '../protocol/schema.ts'
import { utf8Encode } from '../protocol/utf8.ts'
import { BrokerKit } from '../testing/broker-kit.ts'
import { fromHex, goldenLines } from '../testing/golden.ts'
import { codecs } from '../testing/log-fixture.ts'

/*
 * What Apache Kafka 4.3 answered to single requests (golden/errors.jsonl), asked again, in order, of three brokers in the same
 * state. Topic `probe` has partitions led by 1, 2 and 3. Ids and generations are those of the run: each is matched with ours when
 * it first appears, and must fit ever after.
 */
interface Probe {
  name: string; broker: number
  request: { key: number; version: number; hex: string; raw?: string }
  response: { hex?: string; ms?: number; reply?: string; closed?: boolean; json?: unknown }
}

/** What the slice does not have: these ask of it, or of what it would have left behind. */
const BEYOND: readonly [RegExp, why: string][] = [
  [/^(txn-|init-producer-id\/(again|new|timeout|with)|list-offsets\/open-transaction|fetch\/aborted|find-coordinator\/transaction)/, 'transactions'],
  [/^(consumer-heartbeat\/|describe-groups\/consumer-group)/, 'KIP-848 groups'],
  [/^describe-producers\/ok$/, 'has producers of transactions'],
  [/^produce\/null-records$/, 'Kafka answers nothing, which is its bug'],
  [/^metadata\/v0-all$/, 'lists topics of other probes'],
]

/** Nobody asked Kafka for log directories and config resources; our stories do (`handlers/admin.test.ts`). */
const UNPROBED = [34, 35, 74]

/** Facts of the run that the cluster must share. */
const all = goldenLines<Probe>('errors.jsonl')
const answerOf = <T>(name: string): T => all.find(probe => probe.name === name)!.response.json as T
const topicIdOf = (name: string): string => answerOf<{ topics: { topicId: string }[] }>(name).topics[0]!.topicId
const { producerId } = answerOf<{ producerId: number | string }>('init-producer-id/idempotent')
/** When the first probes were: a record's timestamp may be an hour ahead of the clock, and no more. */
const wall = batchIn(all.find(probe => probe.name === 'produce/ok')!).maxTimestamp + 2000

function batchIn({ request }: Probe) {
  const frame = withoutSize(fromHex(request.hex)), { bodyAt } = decodeRequestHeader(Produce as unknown as Api, frame)
  return batchAt(joined(decodeRequestBody(Produce, request.version, frame, bodyAt).topicData[0]!.partitionData[0]!.records!), 0)
}

const served = new Map((Object.values(apis) as unknown as Api[]).map(api => [api.key, api]))
const kits = new Map([1, 2, 3].map(id => [id, cluster(id)]))
const isOurs = ({ request, broker }: Probe): boolean => request.raw === undefined
  && kits.get(broker)!.part.handlers().some(each => each.api.key === request.key)
const probes = all.filter(isOurs)
const asked = probes.filter(({ name, request }) => !request.hex.includes('…') && !BEYOND.some(([pattern]) => pattern.test(name)))

function cluster(nodeId: number): BrokerKit {
  const kit = new BrokerKit({ nodeId, wall, codecs })
  const led = (partition: number) => partition === 30 ? 2 : partition === coordinatorPartition('probe-group-static', 50)
    ? 3 : partition === coordinatorPartition('probe-group-simple', 50) ? 2
    : partition === coordinatorPartition('probe-group-none', 50) ? 2 : 1
  const one = (leader: number) => ({ replicas: [leader], isr: [leader], leader })
  kit.topics({
    probe: {
      id: topicIdOf('metadata/known-topic'), partitions: [1, 2, 3].map(leader => ({ replicas: [1, 2, 3], isr: [leader], leader })),
      configs: { 'retention.ms': '-1', 'cleanup.policy': 'delete' },
    },
    'probe-one': { partitions: [one(1)], configs: { 'max.message.bytes': '2000' } },
    __consumer_offsets: { partitions: Array.from({ length: 50 }, (_, i) => one(led(i))) },
  })
  if (nodeId === 1) for (let i = 0; i < 5; i++) produce(kit, 1_700_000_000_000 + i * 1000, {}, ['k0', 'v0'])
  return kit
}

function produce(kit: BrokerKit, timestamp: number, options: BatchOptions = {}, [key, value] = ['k', 'v']): void {
  const builder = new BatchBuilder(options)
  builder.append(timestamp, utf8Encode(key!), utf8Encode(value!))
  kit.ask(Produce, 9, { acks: 1, timeoutMs: 1000, topicData: [{ name: 'probe', partitionData: [{ index: 0, records: builder.close() }] }] })
}

/** The leader of a group assigns nothing in particular. */
function assign(kit: BrokerKit, groupId: string, instance?: string): void {
  const { leader, generation } = kit.part.view().groups[groupId]!
  kit.ask(SyncGroup, 5, {
    groupId, memberId: leader!, generationId: generation, protocolType: 'consumer', protocolName: 'range', ...(
      instance && { groupInstanceId: instance }
    ),
    assignments: [{ memberId: leader!, assignment: Uint8Array.of(0, 1, 0, 0, 0, 0, 0, 0, 0, 0) }],
  })
}

/** What happened to the cluster before a probe. */
const BEFORE: Readonly<Record<string, (kit: BrokerKit) => void>> = {
  'idempotent/old-duplicate-seq-0-beyond-5-cached-batches': kit => {
    for (let baseSequence = 2; baseSequence <= 7; baseSequence++) produce(
      kit, wall - 2000, { producerId: Number(producerId), producerEpoch: 0, baseSequence },
    )
  },
  'produce/stale-leader-after-move': kit => kit.partition('probe', 0, { leader: 2, leaderEpoch: 1 }),
  'metadata/leader-epoch-after-moves': kit => {
    kit.partition('probe', 0, { leader: 1, leaderEpoch: 1, isr: [1] })
    for (let i = 0; i < 3; i++) produce(kit, wall + 4000)
    kit.partition('probe', 0, { leaderEpoch: 2 })
    for (let i = 0; i < 2; i++) produce(kit, wall + 4000)
  },
  'heartbeat/ok': kit => assign(kit, 'probe-group'),
  'static/rejoin-same-instance-unknown-member-id': kit => assign(kit, 'probe-group-static', 'i-1'),
  'metadata/unknown-auto-create-again': kit => {
    kit.topics({ 'probe-auto': { id: topicIdOf('metadata/unknown-auto-create-again'), partitions: [{ replicas: [1] }] } })
  },
}

/** What happened while a probe waited, after so many ms. */
const MEANWHILE: Readonly<Record<string, { ms: number; act: (kit: BrokerKit) => void }>> = {
  'delete-records/to-3': { ms: 156, act: kit => { follow(kit, 2); follow(kit, 3) } },
}

/** A follower of `probe-0` that begins at offset 3 now, and lags. */
function follow(kit: BrokerKit, replicaId: number): void {
  kit.ask(Fetch, 17, {
    replicaState: { replicaId, replicaEpoch: 100 + replicaId }, maxWaitMs: 0, minBytes: 0, sessionEpoch: -1,
    topics: [{ topicId: kit.image.topics.get('probe')!.id, partitions: [{ partition: 0, fetchOffset: 3, logStartOffset: 3, partitionMaxBytes: 1 }] }],
  })
}

/** Golden ids, generations and sessions, and ours in their place. */
const ours = new Map<unknown, unknown>()
const NAMES: ReadonlySet<string> = new Set(['memberId', 'leader', 'generationId', 'generationIdOrMemberEpoch', 'sessionId'])
const isNamed = (key: string, value: unknown): boolean => NAMES.has(key) && (
  typeof value === 'number' ? value > 0 : typeof value === 'string' && /-[0-9a-f]{8}-/.test(value)
)
const SET_BY_THE_RUN: ReadonlySet<string> = new Set([
  'host', 'port', 'rack', 'clusterId', 'controllerId', 'logAppendTimeMs', 'batchIndexErrorMessage', 'replicaNodes', 'isrNodes', 'brokers', 'topicId',
  'clientHost',
])

type Any = Record<string, unknown>
function walk(value: unknown, change: (key: string, value: unknown) => unknown, key = ''): unknown {
  if (value instanceof Uint8Array) return change(key, value)
  if (Array.isArray(value)) return value.map(each => walk(each, change, key))
  if (typeof value === 'object' && value !== null) return Object.fromEntries(
    Object.entries(value as Any).map(([name, each]) => [name, walk(each, change, name)]),
  )
  return change(key, value)
}
const translated = (request: unknown): unknown => walk(
  request, (key, value) => isNamed(key, value) ? ours.get(value) ?? (typeof value === 'number' ? value + 1000 : value) : value,
)

/** Matches names as they first appear, side by side. */
function learn(golden: unknown, mine: unknown, key = ''): void {
  if (isNamed(key, golden) && !ours.has(golden)) ours.set(golden, mine)
  if (Array.isArray(golden)) golden.forEach((each, i) => learn(each, (mine as unknown[])[i], key))
  else if (typeof golden === 'object' && golden !== null && !(golden instanceof Uint8Array)) for (const [name, each] of Object.entries(golden)) learn(
    each, (mine as Any | undefined)?.[name], name,
  )
}
/** As Kafka said it, with what differs from run to run left out; records by size. */
const comparable = (answer: unknown): unknown => walk(answer, (key, value) => SET_BY_THE_RUN.has(key)
  ? '' : key === 'records' && value instanceof Uint8Array ? value.length : value)
const withoutRun = (answer: unknown): unknown => typeof answer !== 'object' || answer === null || answer instanceof Uint8Array ? answer
  : Array.isArray(answer) ? answer.map(withoutRun) : Object.fromEntries(
    Object.entries(answer).map(([key, each]) => [key, SET_BY_THE_RUN.has(key) ? '' : withoutRun(each)]),
  )

function ask({ name, broker, request }: Probe): { answer: unknown; ms: number } {
  const kit = kits.get(broker)!, api = served.get(request.key)!, frame = withoutSize(fromHex(request.hex))
  BEFORE[name]?.(kit)
  const { bodyAt, clientId } = decodeRequestHeader(api, frame)
  const body = translated(decodeRequestBody(api, request.version, frame, bodyAt))
  const answer = kit.ask(api, request.version, body as never, clientId ?? undefined)
  if (name === 'init-producer-id/idempotent') kit.asked.splice(0, kit.asked.length - 1)
  if (name === 'init-producer-id/idempotent') kit.controller({ errorCode: 0, producerIdStart: Number(producerId), producerIdLen: 1000 })
  if (typeof answer !== 'number') return { answer, ms: 0 }
  let ms = 0
  while (kit.answered(api, answer) === undefined && ms < 60_000) {
    kit.pass(1)
    if (++ms === MEANWHILE[name]?.ms) MEANWHILE[name]!.act(kit)
  }
  return { answer: kit.answered(api, answer), ms: name === 'init-producer-id/idempotent' ? 0 : ms }
}

describe('what Kafka answered', () => {
  test.each(asked)('$name', probe => {
    const { answer, ms } = ask(probe)
    if (probe.response.reply === 'none') return expect(answer).toBe(Symbol.for('noAnswer'))
    if (probe.response.closed) return expect(answer).toBe(Symbol.for('hangUp'))
    const golden = decodeResponse(served.get(probe.request.key)!, probe.request.version, withoutSize(fromHex(probe.response.hex!))).body
    learn(golden, answer)
    expect(comparable(withoutRun(answer))).toEqual(comparable(withoutRun(translated(golden))))
    if (Math.max(ms, probe.response.ms!) >= 100) expect(Math.abs(ms - probe.response.ms!)).toBeLessThan(20)
  })

  test('was asked again, but for what this slice leaves out', () => {
    const left = probes.filter(({ name }) => BEYOND.some(([pattern]) => pattern.test(name)))
    console.info(`${asked.length} probes asked, ${left.length} left out: ${BEYOND.map(([, why]) => why).join('; ')}`)
    expect(asked.length).toBeGreaterThan(left.length * 5)
    const keys = new Set(asked.map(({ request }) => request.key))
    expect(kits.get(1)!.part.handlers().map(({ api }) => api.key).filter(key => !keys.has(key))).toEqual(UNPROBED)
  })
})
