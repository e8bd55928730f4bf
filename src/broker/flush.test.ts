import { expect, test } from 'vitest'
import { world, type ClusterStory } from '../testing/cluster.ts'

/*
 * flush.messages (UnifiedLog.append): the thread that appends waits for the disk, so that what was acknowledged outlives a power cut.
 */

const MACHINES = [1, 2, 3]

function cutAllPower(w: ClusterStory): void {
  for (const id of MACHINES) w.powerOff(`m${id}`)
  w.run(1).seconds
  for (const id of MACHINES) w.powerOn(`m${id}`)
  for (const id of MACHINES) w.start(`broker-${id}`)
  w.run(20).seconds
}

/** Sends for three seconds, then the power of all brokers goes and comes back. */
function afterPowerCut(replicationFactor: number, acks: string, configs: Readonly<Record<string, string>>) {
  const w = world({ profile: 'laptop' })
  w.topic('orders', 1, replicationFactor, configs)
  w.produce('checkout', 'orders', { configs: { acks } })
  w.run(3).seconds
  const wait = meanWait(w)
  w.kill('checkout')
  cutAllPower(w)
  const { acknowledged, lost } = w.world.view().ledger.totals
  expect(acknowledged).toBeGreaterThan(200)
  return { lost, wait }
}

/** From the latest send to each acknowledgement, on average, in microseconds. */
function meanWait(w: ClusterStory): number {
  let sentAt = 0
  const waits: number[] = []
  for (const { is, at } of w.told()) {
    if (is === 'producer.sent') sentAt = at
    if (is === 'producer.acknowledged') waits.push(at - sentAt)
  }
  return waits.reduce((sum, each) => sum + each, 0) / waits.length
}

test.each([['all', 3], ['1', 1]])('acks=%s on %i replicas: nothing acknowledged is lost, and every acknowledgement comes later', (acks, replicas) => {
  const [never, always] = [afterPowerCut(replicas, acks, {}), afterPowerCut(replicas, acks, { 'flush.messages': '1' })]
  expect(never.lost).toBeGreaterThan(0)
  expect(always.lost).toBe(0)
  expect(always.wait).toBeGreaterThan(never.wait)
})
