import { describe, expect, test } from 'vitest'
import { makeBroker } from '../../broker/broker.ts'
import { KAFKA_RULES, type ReplicationRules } from '../../broker/replica/rules.ts'
import { Errors } from '../../protocol/errors.ts'
import { kafkaServerWith } from '../../node/server.ts'
import { programs } from '../../world/programs.ts'
import type { FaultName } from './faults.ts'
import { atStrength, isQuick } from '../strength.ts'
import { planOf } from './plan.ts'
import { runPlan } from './swarm-world.ts'

/*
 * The net is only as good as what it catches: a mistake Kafka once made, or guards against, is put in, and random worlds are lived with
 * faults of the kinds that provoke it. The same worlds without the mistake are well.
 */

/** Three of them are enough to catch each mistake by one of its traces, ten to see them all. */
const SEEDS = atStrength([3, 4, 5], Array.from({ length: 10 }, (_, index) => index + 1))

/** What is wrong in these worlds, by what found it: an invariant's name, or `ledger`. */
function findings(rules: Partial<ReplicationRules>, faults: readonly FaultName[]): string[] {
  const server = kafkaServerWith(node => makeBroker(node, { ...KAFKA_RULES, ...rules })) as never
  const wrong = SEEDS.flatMap(seed => runPlan(planOf(seed, faults), { ...programs, server }).wrong)
  return [...new Set(wrong.map(text => text.split(/, at |: /, 1)[0]!))].sort()
}

interface Bug { readonly rules: Partial<ReplicationRules>; readonly provokedBy: readonly FaultName[]; readonly foundBy: readonly string[] }

const BUGS: Readonly<Record<string, Bug>> = {
  // KIP-101, KIP-279: a follower's high watermark is always behind its leader's.
  'a follower cuts to its high watermark': {
    rules: { truncationOnFollow: log => log.highWatermark },
    provokedBy: ['leadersInARow', 'rollingRestart', 'kill'],
    foundBy: ['acks=all records stay', 'committed records are not cut', 'ledger'],
  },
  // KIP-320, KIP-497: it serves whoever asks in any epoch, and holds an ISR for smaller before the controller agreed.
  'an old leader is not fenced': {
    rules: { checkLeaderEpoch: () => Errors.NONE, isrForHighWatermark: ({ isr, pending }) => pending?.isr ?? isr },
    provokedBy: ['islandLeader'],
    foundBy: ['committed records are not cut', 'ledger', 'logs match below the high watermark'],
  },
  'acks=all is acknowledged by the leader alone': {
    rules: { isAcknowledged: () => true },
    provokedBy: ['aloneThenKilled', 'islandLeader'],
    foundBy: ['acks=all records stay', 'ledger'],
  },
}

describe.each(Object.entries(BUGS))('%s', (_, { rules, provokedBy, foundBy }) => {
  test('and it is found', { timeout: 300_000 }, () => {
    const found = findings(rules, provokedBy).filter(name => foundBy.includes(name))
    if (isQuick) expect(found).not.toEqual([])
    else expect(found).toEqual(foundBy)
  })

  test.skipIf(isQuick)('and without it the same worlds are well', { timeout: 300_000 }, () => {
    expect(findings({}, provokedBy)).toEqual([])
  })
})
