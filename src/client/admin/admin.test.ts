import { beforeEach, describe, expect, test } from 'vitest'
import { FindCoordinator, ListOffsets, OffsetCommit } from '../../protocol/apis/index.ts'
import { Errors } from '../../protocol/errors.ts'
import { BatchBuilder } from '../../protocol/records/builder.ts'
import { utf8Encode } from '../../protocol/utf8.ts'
import { ScriptedBrokers } from '../../testing/scripted-brokers.ts'
import { Admin, type AdminAnswer } from './admin.ts'
import type { AdminCommand } from './operations.ts'

let brokers: ScriptedBrokers
let admin: Admin
let answers: AdminAnswer[]

beforeEach(() => {
  brokers = new ScriptedBrokers(2)
  brokers.topic('orders', [1, 2])
  answers = []
  admin = new Admin(brokers.world.env('admin', 'client-admin'), { 'bootstrap.servers': brokers.bootstrap, 'default.api.timeout.ms': 5000 })
  brokers.world.runs('admin', event => {
    admin.handle(event)
    answers.push(...admin.takeAnswers())
  })
})

function answer(command: AdminCommand, ms = 1000): AdminAnswer {
  answers = []
  admin.ask(command, 'tag')
  answers.push(...admin.takeAnswers())
  brokers.world.runMs(ms)
  expect(answers.map(({ tag }) => tag)).toEqual(['tag'])
  return answers[0]!
}

function write(partition: number, records: number): void {
  const builder = new BatchBuilder()
  for (let i = 0; i < records; i++) builder.append(i, null, utf8Encode(`value ${i}`))
  brokers.append(`orders-${partition}`, builder.close())
}

test('listOffsets asks each leader once, and follows a leader that moved', () => {
  write(0, 5)
  write(1, 7)
  brokers.next(ListOffsets, request => ({
    topics: request.topics.map(({ name, partitions }) => ({ name, partitions: partitions.map(({ partitionIndex }) => ({ partitionIndex, errorCode: Errors.NOT_LEADER_OR_FOLLOWER })) })),
  }))
  const listed = answer({ do: 'listOffsets', partitions: [{ topic: 'orders', partition: 0, at: 'latest' }, { topic: 'orders', partition: 1, at: 'latest' }] })
  expect(listed.result).toMatchObject([{ offset: 5 }, { offset: 7 }].reverse())
  expect(brokers.seen.map(({ node, api }) => `${api} ${node}`).sort()).toEqual(['ListOffsets 1', 'ListOffsets 1', 'ListOffsets 2'])
})

test('a command that nobody answers in time is told so', () => {
  brokers.world.cut('broker-1')
  brokers.world.cut('broker-2')
  expect(answer({ do: 'describeCluster' }, 6000)).toMatchObject({ error: 'REQUEST_TIMED_OUT' })
})

test('a command that says nothing sensible is refused, and the next is answered', () => {
  expect(answer({ do: 'createTopics' } as never)).toMatchObject({ error: 'INVALID_REQUEST' })
  expect(answer({ do: 'nothing' } as never)).toMatchObject({ error: 'INVALID_REQUEST', message: 'There is no nothing' })
  expect(answer({ do: 'describeCluster' })).toMatchObject({ error: null })
})

test('a coordinator that is not there yet is looked for again', () => {
  brokers.next(FindCoordinator, request => ({ coordinators: request.coordinatorKeys.map(key => ({ key, nodeId: -1, errorCode: Errors.COORDINATOR_NOT_AVAILABLE, errorMessage: null })) }))
  brokers.committed.set('orders-0', 3)
  const offsets = answer({ do: 'listGroupOffsets', group: 'billing', partitions: [{ topic: 'orders', partition: 0 }] })
  expect(offsets.result).toMatchObject({ offsets: [{ topic: 'orders', partition: 0, offset: 3 }] })
})

describe('offsets of an active group', () => {
  test('are refused by its coordinator, in Kafka\'s words', () => {
    brokers.next(OffsetCommit, request => ({
      topics: request.topics.map(({ name, partitions }) => ({ name, partitions: partitions.map(({ partitionIndex }) => ({ partitionIndex, errorCode: Errors.UNKNOWN_MEMBER_ID })) })),
    }))
    const altered = answer({ do: 'alterGroupOffsets', group: 'billing', offsets: [{ topic: 'orders', partition: 0, offset: 1 }] })
    expect(altered.result).toEqual([{ topic: 'orders', partition: 0, error: 'UNKNOWN_MEMBER_ID', message: 'The coordinator is not aware of this member.' }])
    expect(brokers.saw(OffsetCommit)[0]).toContain('"generationIdOrMemberEpoch":-1')
  })
})

test('saved in the middle of a command, it finishes elsewhere', () => {
  write(0, 5)
  brokers.world.runs('admin', event => {
    const again = new Admin(brokers.world.env('admin', 'client-admin'), { 'bootstrap.servers': brokers.bootstrap })
    again.load(structuredClone(admin.save()))
    admin = again
    admin.handle(event)
    answers.push(...admin.takeAnswers())
  })
  expect(answer({ do: 'listOffsets', partitions: [{ topic: 'orders', partition: 0, at: 'latest' }] }).result).toMatchObject([{ offset: 5 }])
})
