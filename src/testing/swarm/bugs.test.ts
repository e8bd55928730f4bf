import { expect, test } from 'vitest'
import { makeBroker } from '../../broker/broker.ts'
import { KAFKA_RULES, type ReplicationRules } from '../../broker/replica/rules.ts'
import { kafkaServerWith } from '../../node/server.ts'
import type { Action } from '../../world/action.ts'
import { programs } from '../../world/programs.ts'
import type { Deed, Plan } from './plan.ts'
import { runPlan, type Outcome } from './swarm-world.ts'

/*
 * The net is only as good as what it catches: a mistake Kafka guards against is put in, in worlds whose faults provoke it.
 * The same worlds without the mistake are well.
 */
const SEEDS = 10

function worlds(rules: Partial<ReplicationRules>, deedsOf: (seed: number) => Deed[], minIsr: number): Outcome[] {
  const server = kafkaServerWith(node => makeBroker(node, { ...KAFKA_RULES, ...rules })) as never
  return Array.from({ length: SEEDS }, (_, index) => {
    const seed = index + 1
    const plan: Plan = {
      seed, topics: [{ name: 'orders', partitions: 3 }], minIsr, consumers: 0, recordsPerSecond: 100, faults: [], deeds: deedsOf(seed), trafficMs: 8_000,
    }
    return runPlan(plan, { ...programs, server })
  })
}
const wrongIn = (outcomes: readonly Outcome[]): string[] => outcomes.flatMap(({ wrong }) => wrong)

const at = (atMs: number, ...actions: Action[]): Deed[] => actions.map(action => ({ atMs, action }))
const brokers = [1, 2, 3]
const kill = (id: number): Action => ({ do: 'process.kill', process: `broker-${id}` })
const start = (id: number): Action => ({ do: 'process.start', process: `broker-${id}` })
const pause = (id: number): Action => ({ do: 'process.pause', process: `broker-${id}` })
const resume = (id: number): Action => ({ do: 'process.resume', process: `broker-${id}` })

/** Followers of each broker stand still for a while, then it is killed. */
const stillFollowers = (seed: number): Deed[] => brokers.flatMap((id, index) => {
  const others = brokers.filter(other => other !== id)
  const atMs = 200 + seed * 10 + index * 2_600
  return [...at(atMs, ...others.map(pause)), ...at(atMs + 300, kill(id), ...others.map(resume)), ...at(atMs + 2_590, start(id))]
})

test('acks=all acknowledged by the leader alone is found', () => {
  const bug: Partial<ReplicationRules> = { isAcknowledged: () => true }
  expect(wrongIn(worlds({}, stillFollowers, 2))).toEqual([])
  expect(wrongIn(worlds(bug, stillFollowers, 2)).join('\n')).toMatch(/acks=all records stay|are lost/)
})
