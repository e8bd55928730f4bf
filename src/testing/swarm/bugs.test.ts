import { describe, expect, test } from 'vitest'
import { makeBroker } from '../../broker/broker.ts'
import { KAFKA_RULES, type ReplicationRules } from '../../broker/replica/rules.ts'
import { Errors } from '../../protocol/errors.ts'
import { kafkaServerWith } from '../../node/server.ts'
import { programs } from '../../world/programs.ts'
import type { FaultName } from './faults.ts'
import { isQuick } from '../strength.ts'
import { planOf } from './plan.ts'
import { runPlan } from './swarm-world.ts'

/*
 * The net is only as good as what it catches: a mistake Kafka once made, or guards against, is put in, and random worlds are lived with
 * faults of the kinds that provoke it. The same worlds without the mistake are well.
 */

/** They see every trace of each mistake together. `check` lives the shortest that sees one. */
const SEEDS = Array.from({ length: 10 }, (_, index) => index + 1)

/** What is wrong in these worlds, by what found it: an invariant's name, or `ledger`. */
function findings(rules: Partial<ReplicationRules>, faults: readonly FaultName[], seeds = SEEDS): string[] {
  const server = kafkaServerWith(node => makeBroker(node, { ...KAFKA_RULES, ...rules })) as never
  const wrong = seeds.flatMap(seed => runPlan(planOf(seed, faults), { ...programs, server }).wrong)
  return [...new Set(wrong.map(text => text.split(/, at |: /, 1)[0]!))].sort()
}

interface Bug { readonly rules: Partial<ReplicationRules>; readonly provokedBy: readonly FaultName[]; readonly foundBy: readonly string[]; readonly seenOn: number }

const BUGS: Readonly<Record<string, Bug>> = {
  // KIP-101, KIP-279: a follower's high watermark is always behind its leader's.
  'a follower cuts to its high watermark': {
    rules: { truncationOnFollow: log => log.highWatermark },
    provokedBy: ['leadersInARow', 'rollingRestart', 'kill'],
    foundBy: ['acks=all records stay', 'committed records are not cut', 'ledger'],
    seenOn: 3,
  },
  // KIP-320, KIP-497: it serves whoever asks in any epoch, and holds an ISR for smaller before the controller agreed.
  'an old leader is not fenced': {
    rules: { checkLeaderEpoch: () => Errors.NONE, isrForHighWatermark: ({ isr, pending }) => pending?.isr ?? isr },
    provokedBy: ['islandLeader'],
    foundBy: ['committed records are not cut', 'ledger', 'logs match below the high watermark'],
    seenOn: 3,
  },
  'acks=all is acknowledged by the leader alone': {
    rules: { isAcknowledged: () => true },
    provokedBy: ['aloneThenKilled', 'islandLeader'],
    foundBy: ['acks=all records stay', 'ledger'],
    seenOn: 5,
  },
}

describe.each(Object.entries(BUGS))('%s', (_, { rules, provokedBy, foundBy, seenOn }) => {
  test('and it is found', { timeout: 300_000 }, () => {
    const found = (seeds: number[]) => findings(rules, provokedBy, seeds).filter(name => foundBy.includes(name))
    if (isQuick) expect(found([seenOn])).not.toEqual([])
    else expect(found(SEEDS)).toEqual(foundBy)
  })

  test.skipIf(isQuick)('and without it the same worlds are well', { timeout: 300_000 }, () => {
    expect(findings({}, provokedBy)).toEqual([])
  })
})
