import { expect, test } from 'vitest'
import { troubled } from '../testing/view-fixture.ts'
import type { ClusterView } from '../world/view.ts'
import { previewReset, reset } from './reset.ts'
import type { Scenario } from './reset.ts'
import type { Session } from './session.ts'

const inactive: ClusterView = { ...troubled, groups: { ...troubled.groups, billing: { ...troubled.groups['billing']!, state: 'Empty', members: [] } } }

/** A cluster that has one answer to everything. */
const cluster = (result: unknown, refusal: string | null = null) => {
  const asked: unknown[] = []
  const ask = (async (command: unknown) => {
    asked.push(command)
    return refusal === null ? { result, error: null } : { result: null, error: 'REFUSED', message: refusal }
  }) as Session['ask']
  return { ask, asked }
}
const preview = (view: ClusterView, scenario: Scenario) => previewReset(view, { group: 'billing', topics: ['orders'], scenario }, cluster([]).ask)
const moves = (rows: Awaited<ReturnType<typeof preview>>['rows']) => rows.slice(2, 4).map(r => `${r.partition} ${r.committed} → ${r.next}`)

test('the preview is the plan the tool prints', async () => {
  expect(moves((await preview(inactive, { is: 'to-earliest' })).rows)).toEqual(['orders-2 11312 → 0', 'orders-3 11175 → 0'])
  expect(moves((await preview(inactive, { is: 'shift-by', by: -10 })).rows)).toEqual(['orders-2 11312 → 11302', 'orders-3 11175 → 11165'])
  expect(moves((await preview(inactive, { is: 'to-offset', offset: 99_999 })).rows)).toEqual(['orders-2 11312 → 12502', 'orders-3 11175 → 12459'])
})

test('times are looked up in the cluster', async () => {
  const { ask, asked } = cluster([2, 3].map(partition => ({ topic: 'orders', partition, offset: 11_251 - partition, timestamp: 0, leaderEpoch: 0, error: null, message: null })))
  const { rows } = await previewReset(inactive, { group: 'billing', topics: ['orders'], scenario: { is: 'to-datetime', text: '2026-01-01T00:01:08.000' } }, ask)
  expect(moves(rows)).toEqual(['orders-2 11312 → 11249', 'orders-3 11175 → 11248'])
  expect(asked).toMatchObject([{ do: 'listOffsets', partitions: [{ topic: 'orders', partition: 0, at: 1_767_225_668_000 }, {}, {}, {}, {}, {}] }])
})

test('an active group is refused in the words of Kafka, with the plan still to be seen', async () => {
  const { refusal, rows, command } = await preview(troubled, { is: 'to-earliest' })
  expect(refusal).toBe("Assignments can only be reset if the group 'billing' is inactive, but the current state is Stable.")
  expect(rows).toHaveLength(6)
  expect(command).toMatchInlineSnapshot(`
    "kafka-consumer-groups.sh --bootstrap-server broker-1:9092 --group billing \\
      --topic orders --reset-offsets \\
      --to-earliest --execute"
  `)
})

test('some partitions of a topic are reset alone, and only those that are there', async () => {
  const some = (topics: string[], scenario: Scenario) => previewReset(inactive, { group: 'billing', topics, scenario }, cluster([]).ask)
  const { rows, command } = await some(['orders:2,3'], { is: 'to-earliest' })
  expect(rows.map(row => row.partition)).toEqual(['orders-2', 'orders-3'])
  expect(command).toContain('--topic orders:2,3 --reset-offsets')
  expect(await some(['orders:9'], { is: 'to-earliest' })).toMatchObject({ rows: [], refusal: 'The partitions "orders-9" do not exist' })
  const { ask, asked } = cluster({})
  await reset({ group: 'billing', topics: ['orders:2'], scenario: { is: 'to-latest' } }, ask)
  expect(asked).toMatchObject([{ topics: [{ topic: 'orders', partitions: [2] }] }])
})

test('a file names its own partitions', async () => {
  const asking = { group: 'billing', topics: ['orders'], scenario: { is: 'from-file', text: 'orders,3,11000\n' } } as const
  const { rows, command } = await previewReset(inactive, asking, cluster([]).ask)
  expect(rows.map(r => `${r.partition} ${r.committed} → ${r.next}`)).toEqual(['orders-3 11175 → 11000'])
  expect(command).toContain('  --reset-offsets \\\n  --from-file plan.csv --execute')
  const { ask, asked } = cluster({})
  await reset(asking, ask)
  expect(asked).toEqual([{ do: 'resetOffsets', group: 'billing', scenario: { to: 'file', rows: [{ topic: 'orders', partition: 3, offset: 11_000 }] }, execute: true }])
})

test('what cannot be read as a time is refused too', async () => {
  expect(await preview(inactive, { is: 'by-duration', text: 'P' })).toMatchObject({ rows: [], refusal: 'Text cannot be parsed to a Duration' })
})

test('a reset that the cluster refuses says why', async () => {
  const ask = { group: 'billing', topics: ['orders'], scenario: { is: 'to-latest' } } as const
  expect(await reset(ask, cluster({}).ask)).toBe(null)
  expect(await reset(ask, cluster(null, 'no').ask)).toBe('no')
})
