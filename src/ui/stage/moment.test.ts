import { expect, test } from 'vitest'
import { momentWorld } from '../../testing/moment/bring.ts'
import { PARTITIONS } from '../../testing/moment/told.ts'
import { isQuick } from '../../testing/strength.ts'
import { stageModel } from './model.ts'

const inTold = ({ id }: { id: string }): number => PARTITIONS.findIndex(told => told.id === id)

test.skipIf(isQuick)('the moment the visual reference draws comes about by what is done to a cluster', async () => {
  const { world, shared } = await momentWorld(), view = world.view()
  const seen = stageModel(view, { internal: false }).rows.map(({ partition: id, topic, index, replicas, leaderless, underMinIsr }) => ({
    id, replicas: view.metadata.topics[topic]!.partitions[index]!.replicas,
    stands: Object.fromEntries(replicas.map(({ broker, state }) => [broker, state])),
    ...leaderless ? { alarm: 'leaderless' } : underMinIsr && { alarm: 'under min ISR' },
  }))
  expect(seen.toSorted((a, b) => inTold(a) - inTold(b))).toEqual(PARTITIONS)
  expect([view.ledger.totals.lost, view.invariants, shared.past.now]).toEqual([0, [], world.now])
})
