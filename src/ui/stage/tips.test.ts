import { expect, test } from 'vitest'
import { troubled } from '../../testing/view-fixture.ts'
import { en } from '../i18n/en.ts'
import { translate, type Translate } from '../i18n/index.ts'
import type { Selection } from '../desk.ts'
import { stageModel } from './model.ts'
import { tipOf } from './tips.ts'

const t: Translate = (key, values) => translate(en, key, values)
const model = stageModel(troubled, { internal: false })
const said = (of: Selection) => { const tip = tipOf(t, troubled, model, of); return tip && [tip.title, tip.fact, tip.source].join(' | ') }

test('every mark says the fact, and where it is from', () => {
  expect(([
    { is: 'replica', partition: 'orders-2', broker: 3 }, { is: 'replica', partition: 'orders-2', broker: 1 }, { is: 'partition', partition: 'clicks-1' }, { is: 'broker', broker: 3 },
    { is: 'process', process: 'checkout' }, { is: 'group', group: 'billing' }, { is: 'controller', node: 5 }, { is: 'link', from: 'broker-1', to: 'broker-3' },
  ] satisfies Selection[]).map(said)).toMatchInlineSnapshot(`
    [
      "orders-2 · broker 3 · lagging | 0–10,398 · LEO 10,398 · −2,104 · preferred leader | kafka.log:type=Log LogStartOffset, LogEndOffset · PartitionRecord leader, isr, replicas",
      "orders-2 · broker 1 · leader | 0–12,502 · LEO 12,502 · HW 12,502 | kafka.log:type=Log LogStartOffset, LogEndOffset · PartitionRecord leader, isr, replicas",
      "clicks-1 · leaderless | ISR ∅ · ELR 4 · min.insync.replicas 1 · leader epoch 5 | PartitionRecord isr, eligibleLeaderReplicas, leaderEpoch · config min.insync.replicas",
      "broker 3 · rack-c · running | leads 0 of 9 · behind with 7 | kafka.server:type=KafkaServer BrokerState · type=ReplicaManager LeaderCount · config broker.rack",
      "checkout | acks=all · 1,119 buffered · 14 in flight | config acks, enable.idempotence · kafka.producer:type=producer-metrics",
      "billing · Stable | 3 members | DescribeGroups groupState, members · OffsetFetch committedOffset",
      "node 5 | active controller, epoch 3 | kafka.server:type=raft-metrics current-leader, current-epoch",
      "broker-1 – broker-3 | link.slow | done to the world; in its action log",
    ]
  `)
})
