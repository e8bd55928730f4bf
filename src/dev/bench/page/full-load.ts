import type { Page } from 'playwright'
import type { Action } from '../../../world/action.ts'
import { bootstrapServers } from '../../../world/topology.ts'

const configs = { 'bootstrap.servers': bootstrapServers({ brokers: 3 }) }

/** Those whom the free world begins with; others take their place. */
const LEAVE = ['checkout', 'billing-1', 'billing-2', 'billing-3', 'analytics-1']

const reader = (group: string, member: number): Action => ({
  do: 'process.start', process: `${group}-${member}`, program: 'consumer',
  args: { configs: { ...configs, 'group.id': group, 'auto.offset.reset': 'earliest' }, topics: ['orders'] },
})

/** A lesson at work: 1,000 records of 100 B a second with 200 keys, a group of three members and a group of one. */
const actions: readonly Action[] = [
  ...LEAVE.map((process): Action => ({ do: 'process.stop', process })),
  {
    do: 'process.start', process: 'shop', program: 'producer',
    args: { configs: { ...configs, 'linger.ms': '5' }, topic: 'orders', recordsPerSecond: 1_000, valueBytes: 100, keys: 200 },
  },
  ...[1, 2, 3].map(member => reader('invoices', member)), reader('reports', 1),
]

/** The free world at full load. */
export async function openAtFullLoad(page: Page, url: string): Promise<void> {
  await page.goto(`${url}#/world`)
  await page.waitForFunction(() => (window.terrarium?.view()?.ledger.totals.acknowledged ?? 0) > 0)
  await page.evaluate(async actions => {
    for (const action of actions) await window.terrarium.act(action)
    await window.terrarium.run({ until: { path: ['groups', 'invoices', 'members', 'length'], equals: 3 }, for: 60_000_000 })
  }, actions)
}
