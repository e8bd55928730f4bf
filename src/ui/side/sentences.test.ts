import { expect, test } from 'vitest'
import { small, troubled } from '../../testing/view-fixture.ts'
import { translate } from '../i18n/index.ts'
import { en } from '../i18n/en.ts'
import { stageModel } from '../stage/model.ts'
import { brokerSays, partitionSays, type Sentence } from './sentences.ts'

const model = stageModel(troubled, { internal: false })
const read = (sentences: Sentence[]) => sentences.map(s => translate(en, s.key, s.values)).join(' ')
const row = (id: string) => read(partitionSays(model.rows.find(r => r.partition === id)!))

test('a partition says the worst first', () => {
  expect(row('orders-4')).toMatchInlineSnapshot(`"1 in sync, and the topic asks for 2. Producers with acks=all get NOT_ENOUGH_REPLICAS, and the high watermark waits. Broker 3 is 1,086 records away from rejoining."`)
  expect(row('clicks-1')).toMatchInlineSnapshot(`"Nobody leads this partition: it can be neither written nor read. It waits for broker 4, which is sure to hold every acknowledged record."`)
  expect(row('orders-0')).toMatchInlineSnapshot(`"2 of 3 replicas are in sync. Broker 3 is 2,147 records away from rejoining."`)
})
test('a dead leader that nobody has replaced yet', () => {
  const view = small()
  const dead = stageModel({
    ...view, processes: { ...view.processes, 'broker-1': { ...view.processes['broker-1']!, state: 'down' } },
  }, { internal: false })
  expect(read(partitionSays(dead.rows[0]!))).toMatchInlineSnapshot(`"Broker 1 leads by metadata, and it is gone. Its clients wait until the controller misses its heartbeats and elects another leader."`)
})
test('a broker says what its state means', () => {
  expect(read(brokerSays(model.brokers[2]!))).toMatchInlineSnapshot(`"This broker runs. It is behind with 7 replicas that are outside their ISR. Its disk takes 40 times as long as it should."`)
})
