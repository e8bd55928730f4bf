import { met, not, type Act, type Lesson, type Past, type Verdict } from '../../src/lesson/types.ts'
import { brokerRuns, partitionFacts, userTopics } from '../../src/world/view-helpers.ts'
import type { ClusterView } from '../../src/world/view.ts'
import { edit, lasting, run, until } from '../acts.ts'

const MEANT = 'orders'
const REFUSED = /Topic (\S+) not present in metadata after (\d+) ms/

const factorIn = (view: ClusterView, topic: string) => view.metadata.topics[topic]?.partitions[0]?.replicas.length ?? 0
/** Command lines that made a topic. */
const byCommand = (past: Past, topic: string) => Object.values(past.now.processes).some(({ view }) => {
  const { kind, argv = [] } = (view ?? {}) as { kind?: string; argv?: readonly string[] }
  return kind === 'tool' && argv.includes('--create') && argv.includes(topic)
})
const created = (past: Past) => past.events('topic.created').filter(({ topic }) => !topic.startsWith('__'))
const accidents = (past: Past) => created(past).filter(({ topic }) => !byCommand(past, topic))
const first = (past: Past) => accidents(past)[0]
/** A send that gave up because its topic was not there, as the client says it. */
function givenUp(past: Past): { topic: string; ms: string } | undefined {
  const line = past.events('console').findLast(({ text }) => REFUSED.test(text))
  const [, topic, ms] = REFUSED.exec(line?.text ?? '') ?? []
  return topic && ms ? { topic, ms } : undefined
}
const running = (past: Past) => Object.values(past.now.processes).some(({ state, view }) => state === 'up' && view?.kind === 'script')
/** Who was asked to start again since the first accident. */
const restarted = (past: Past) => [1, 2].filter(id => past.now.processes[`broker-${id}`]!.startedAt > (first(past)?.at ?? Infinity))

function isAccident(past: Past): Verdict {
  const found = first(past)
  if (found) return met({ topic: found.topic, factor: factorIn(past.now, found.topic), partitions: found.partitions })
  return created(past).length > 0 ? not('by-command', { topic: created(past)[0]!.topic }) : not('nothing-new')
}
function isClosed(past: Past): Verdict {
  if (!first(past)) return not('no-accident')
  const failed = givenUp(past)
  if (failed && past.now.metadata.topics[failed.topic] === undefined) return met(failed)
  if (accidents(past).length > 1) return not('again', { topic: accidents(past).at(-1)!.topic })
  const done = restarted(past).length
  if (done < 2) return not('still-on', { done })
  return running(past) ? not('waiting') : not('not-tried', { topic: first(past)!.topic })
}

function whatCame(past: Past): string {
  const found = first(past)
  return !found ? 'error' : factorIn(past.now, found.topic) === factorIn(past.now, MEANT) ? 'same' : 'one'
}

const turnOff = (broker: number): Act[] => [
  { do: { edit: `broker-${broker}.properties`, replace: ['auto.create.topics.enable=true', 'auto.create.topics.enable=false'] } },
  run(`broker-${broker}.properties`),
  lasting(2_000_000),
  until(({ now }) => brokerRuns(now, broker), 30_000_000),
]
const misspell = (as: string): Act => (edit('order.ts', "topic = 'oders'", `topic = '${as}'`))
const untilAccident = until(past => isAccident(past).met && givenUp(past) === undefined, 10_000_000)
const untilClosed = until(past => isClosed(past).met, 80_000_000)
const create = (topic: string): Act => ({
  do: {
    act: {
      do: 'process.start', process: 'terminal', program: 'tool',
      args: { argv: ['kafka-topics.sh', '--bootstrap-server', 'broker-1:9092', '--create', '--topic', topic] },
    },
  },
})

export const lesson: Lesson = {
  id: 'topics-by-accident', track: 1, after: ['first-record'], minutes: 5,
  sources: [
    { note: 'C', quote: '자동으로 토픽을 생성해줄지 선택하는 옵션입니다', holds: 'half', since: '2.3 (KIP-361)' },
    { note: 'I', quote: 'auto.create.topics.enable : topic을 자동으로 생성하게 함 (default true)', holds: 'yes' },
    { note: 'C', quote: 'Topic peter-topic is marked for deletion', holds: 'then', since: '1.0.0' },
  ],
  world: {
    brokers: 2, controller: 'apart', speed: 2,
    properties: { 'auto.create.topics.enable': 'true' },       // Kafka's default, as it stands in the brokers' files
    opening: [
      until(({ now }) => [1, 2].every(id => brokerRuns(now, id)), 30_000_000),
      { do: { admin: { do: 'createTopics', topics: [{ name: MEANT, partitions: 1, replicationFactor: 2 }] } } },
      until(({ now }) => partitionFacts(now, 'orders-0')?.isr.length === 2, 10_000_000),
    ],
  },
  files: ['order.ts', 'broker-1.properties', 'broker-2.properties'], opens: 'editor',
  inputs: { meant: MEANT },
  values: past => {
    const found = first(past), failed = givenUp(past)
    return {
      topic: found?.topic ?? 'oders', factor: found ? factorIn(past.now, found.topic) : '–', meantFactor: factorIn(past.now, MEANT),
      partitions: found?.partitions ?? '–', topics: userTopics(past.now).length, ms: failed?.ms ?? '–',
      acknowledged: past.now.ledger.totals.acknowledged, lost: past.now.ledger.totals.lost,
    }
  },
  sees: {
    meant: () => ({ partition: 'orders-0' }),
    made: past => ({ partition: `${first(past)?.topic ?? 'oders'}-0` }),
    event: past => ({ event: first(past) }),
  },
  steps: [
    { kind: 'ask', id: 'typo', options: ['error', 'same', 'one'], settles: past => first(past) !== undefined || givenUp(past) !== undefined, right: whatCame },
    { kind: 'act', id: 'send', goal: 'accident' },
    { kind: 'card', id: 'typo', ask: 'typo' },
    { kind: 'act', id: 'close', goal: 'closed' },
  ],
  goals: [
    { id: 'accident', within: 10_000_000, check: isAccident },
    { id: 'closed', within: 120_000_000, check: isClosed },
  ],
  solution: [
    { say: 'send', ...run('order.ts') }, untilAccident, lasting(1_000_000),
    { say: 'close', ...turnOff(1)[0]! }, ...turnOff(1).slice(1), ...turnOff(2),
    { say: 'again', ...misspell('ordres') }, run('order.ts', 'order-2'), untilClosed,
  ],
  recall: ['who-made-it', 'both-names', 'marked'],
  tests: {
    otherWays: [
      // the made topic is deleted, and the same mistake made again
      [
        run('order.ts'), untilAccident, ...turnOff(2), ...turnOff(1),
        { do: { admin: { do: 'deleteTopics', topics: ['oders'] } } }, lasting(2_000_000), run('order.ts', 'order-2'), untilClosed,
      ],
    ],
    mistakes: [
      { acts: [lasting(2_000_000)], goal: 'accident', because: 'nothing-new' },
      { acts: [create('oders'), lasting(5_000_000)], goal: 'accident', because: 'by-command' },
      { acts: [run('order.ts'), untilAccident, ...turnOff(1)], goal: 'closed', because: 'still-on' },
      { acts: [run('order.ts'), untilAccident, misspell('ordres'), run('order.ts', 'order-2'), lasting(5_000_000)], goal: 'closed', because: 'again' },
      { acts: [run('order.ts'), untilAccident, ...turnOff(1), ...turnOff(2), run('order.ts', 'order-2'), lasting(5_000_000)], goal: 'closed', because: 'not-tried' },
      { acts: [run('order.ts'), untilAccident, ...turnOff(1), ...turnOff(2), misspell('ordres'), run('order.ts', 'order-2'), lasting(10_000_000)], goal: 'closed', because: 'waiting' },
    ],
    ends: past => past.now.ledger.totals.lost === 0,
  },
}
