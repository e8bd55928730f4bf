import { describe, expect, test } from 'vitest'
import { goldenLines } from '../testing/golden.ts'
import { CreateTopics } from '../protocol/apis/19-create-topics.ts'
import { DeleteTopics } from '../protocol/apis/20-delete-topics.ts'
import { CreatePartitions } from '../protocol/apis/37-create-partitions.ts'
import { ElectLeaders } from '../protocol/apis/43-elect-leaders.ts'
import { IncrementalAlterConfigs } from '../protocol/apis/44-incremental-alter-configs.ts'
import { AlterPartitionReassignments } from '../protocol/apis/45-alter-partition-reassignments.ts'
import type { Api, Request } from '../protocol/schema.ts'
import { incrementalAlterConfigs } from './alter-configs.ts'
import { alterPartitionReassignments } from './alter-partition-reassignments.ts'
import { createPartitions } from './create-partitions.ts'
import { createTopics } from './create-topics.ts'
import type { Decision, Knowledge } from './deciding.ts'
import { deleteTopics } from './delete-topics.ts'
import { decoded, Desk } from './desk.testing.ts'
import { electLeaders } from './elect-leaders.ts'

/*
 * What a broker of Apache Kafka 4.3 answered to probes that only its controller can answer (golden/errors.jsonl), asked of
 * ours: the same three brokers, the topic `probe` with three partitions, led by 1, 2 and 3.
 */

interface Probe { name: string; request?: { key: number; version: number; json: object }; response?: { json: object } }
const deciders = new Map<number, { api: Api; decide: (knowledge: Knowledge, request: never) => Decision<object> }>([
  [19, { api: CreateTopics as never, decide: createTopics }],
  [20, { api: DeleteTopics as never, decide: deleteTopics }],
  [37, { api: CreatePartitions as never, decide: createPartitions }],
  [43, { api: ElectLeaders as never, decide: electLeaders }],
  [44, { api: IncrementalAlterConfigs as never, decide: incrementalAlterConfigs }],
  [45, { api: AlterPartitionReassignments as never, decide: alterPartitionReassignments }],
])
/** The broker itself says no to these, before any controller hears of them. */
const byBroker = new Set(['incremental-alter-configs/unknown-broker'])
const probes = goldenLines<Probe>('errors.jsonl')
  .filter(({ name, request, response }) => request?.json && response?.json && deciders.has(request.key) && !byBroker.has(name)) as Required<Probe>[]

const desk = new Desk()
desk.join(1, 2, 3)
desk.create('probe', [[1, 2, 3], [2, 3, 1], [3, 1, 2]])
desk.create('probe-auto', [[1]])

/** Ids are random; the order of results is that of a hash table there. */
const comparable = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(comparable).sort((a, b) => JSON.stringify(a) < JSON.stringify(b) ? -1 : 1)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).filter(([name, field]) => name !== 'topicId' && name !== 'unknownTags' && field !== undefined).map(([name, field]) => [name, comparable(field)]))
}

describe(`${probes.length} probes`, () => {
  test.each(probes.map(probe => [probe.name, probe] as const))('%s', (_, { request, response }) => {
    const { api, decide } = deciders.get(request.key)!
    const asked = decoded(api.request, request.version, request.json as never)
    const answer = decoded(api.response, request.version, decide(desk.knowledge, asked as Request<Api> as never).response as never)
    expect(comparable(answer)).toMatchObject(comparable(response.json) as object)
  })
})
