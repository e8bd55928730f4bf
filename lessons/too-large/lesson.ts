import { met, not, type Act, type Lesson, type Past, type Verdict } from '../../src/lesson/types.ts'
import { brokerRuns, partitionFacts } from '../../src/world/view-helpers.ts'
import type { PartitionId } from '../../src/world/view.ts'
import { edit, lasting, run, until } from '../acts.ts'

const LOG: PartitionId = 'photos-0'
const GROUP = 'album'
const BIG = 2_000_000
/** Kafka's default of `max.message.bytes`, which a topic takes from `message.max.bytes`. */
const TOPIC_LIMIT = 1_048_588

/** What a producer refuses takes no number and goes into no batch: only its own words say so (RecordTooLargeException). */
const byClient = (past: Past) => past.events('console').filter(({ text }) => text.includes('which is the value of the max.request.size configuration'))
const byBroker = (past: Past) => past.events('producer.failed', { partition: LOG, error: 'MESSAGE_TOO_LARGE' })
/** Refusals of either kind, oldest first. */
const refusals = (past: Past) => [...byClient(past), ...byBroker(past)].sort((a, b) => a.at - b.at)

const stored = (past: Past) => past.records(LOG).find(({ value }) => (value?.length ?? 0) >= BIG)
const copies = (past: Past) => Object.values(past.now.replicas[LOG] ?? {})
const isCopied = (past: Past, offset: number) => copies(past).length === 3 && copies(past).every(({ end }) => end > offset)
const delivered = (past: Past) => {
  const photo = stored(past)
  return photo && past.events('consumer.delivered', { partition: LOG }).find(({ offsets }) => offsets.from <= photo.offset && offsets.to >= photo.offset)
}

function isRefused(past: Past): Verdict {
  const [refused] = byClient(past)
  if (refused) return met({ words: refused.text })
  return byBroker(past).length > 0 ? not('by-broker') : stored(past) ? not('through') : not('not-sent')
}
function isStored(past: Past): Verdict {
  const photo = stored(past)
  if (photo) return isCopied(past, photo.offset) ? met({ offset: photo.offset, copies: copies(past).length }) : not('copying')
  const last = refusals(past).at(-1)
  if (!last) return past.records(LOG).length > 0 ? not('small') : not('not-sent')
  return last.is === 'console' ? not('client') : not('broker')
}
function isDelivered(past: Past): Verdict {
  const photo = stored(past), handed = delivered(past)
  if (!photo) return not('not-stored')
  if (handed) return met({ group: handed.group ?? '–', bytes: photo.value!.length })
  return (past.now.groups[GROUP]?.members.length ?? 0) > 0 ? not('at-the-end') : not('nobody')
}

function whoRefuses(past: Past): string {
  const [first] = refusals(past)
  return first ? first.is === 'console' ? 'client' : 'broker' : 'consumer'
}

const raiseClient: Act = edit('send.ts', "'message.max.bytes': 1_000_000", "'message.max.bytes': 3_000_000")
const raiseTopic: Act = {
  do: { admin: { do: 'incrementalAlterConfigs', resources: [{ type: 'topic', name: 'photos', changes: [{ name: 'max.message.bytes', op: 'set', value: '3000000' }] }] } },
}
const untilRefused = until(past => isRefused(past).met, 10_000_000)
const untilBroker = until(past => byBroker(past).length > 0, 10_000_000)
const untilStored = until(past => isStored(past).met, 20_000_000)
const untilDelivered = until(past => isDelivered(past).met, 20_000_000)
const bothRefused = [run('send.ts'), untilRefused, raiseClient, run('send.ts', 'send-2'), untilBroker]

export const lesson: Lesson = {
  id: 'too-large', track: 1, after: ['segments'], minutes: 5,
  sources: [
    { note: 'I', quote: 'message.max.bytes : 브로커가 받을 수 있는 메시지 최대 크기. (default 1M)', holds: 'half' },
    { note: 'I', quote: 'consumer의 fetch.message.max.bytes와 연관하여 고려해야함', holds: 'then', since: '0.10.1 (KIP-74)' },
    { note: 'C', quote: '하나의 topic + partition에서 가져올 데이터의 최대 크기', holds: 'half', since: '0.10.1 (KIP-74)' },
  ],
  world: {
    brokers: 3, controller: 'apart', speed: 1,
    opening: [
      until(({ now }) => [1, 2, 3].every(id => brokerRuns(now, id)), 30_000_000),
      { do: { admin: { do: 'createTopics', topics: [{ name: 'photos', assignments: [[1, 2, 3]] }] } } },
      until(({ now }) => partitionFacts(now, LOG)?.isr.length === 3, 10_000_000),
    ],
  },
  files: ['send.ts', 'read.ts'], opens: 'editor',
  inputs: { big: BIG, topicLimit: TOPIC_LIMIT },
  values: past => {
    const { acknowledged, failed, lost } = past.now.ledger.totals
    return {
      words: byClient(past)[0]?.text ?? '–', requests: past.events('producer.requested', { partition: LOG }).filter(({ at }) => at < (refusals(past)[0]?.at ?? 0)).length,
      acknowledged, failed, lost,
    }
  },
  sees: {
    log: () => ({ partition: LOG, mark: 'log' }),
    follower: () => ({ partition: LOG, broker: 2 }),
    fetch: () => ({ frame: 'Fetch', by: 'read' }),
  },
  steps: [
    { kind: 'ask', id: 'who', options: ['consumer', 'client', 'broker'], settles: past => refusals(past).length > 0 || delivered(past) !== undefined, right: whoRefuses },
    { kind: 'act', id: 'send', goal: 'refused' },
    { kind: 'card', id: 'who', ask: 'who' },
    { kind: 'act', id: 'raise', goal: 'stored' },
    { kind: 'act', id: 'read', goal: 'delivered' },
  ],
  goals: [
    { id: 'refused', within: 10_000_000, check: isRefused },
    { id: 'stored', within: 40_000_000, check: isStored },
    { id: 'delivered', within: 20_000_000, check: isDelivered },
  ],
  solution: [
    { say: 'send', ...run('send.ts') }, untilRefused, lasting(1_000_000),
    { say: 'client', ...raiseClient }, run('send.ts', 'send-2'), untilBroker, lasting(1_000_000),
    { say: 'topic', ...raiseTopic }, lasting(1_000_000), run('send.ts', 'send-3'), untilStored,
    { say: 'read', ...run('read.ts') }, untilDelivered,
  ],
  recall: ['which-refuse', 'compressed', 'stuck'],
  tests: {
    otherWays: [
      // the topic first, by its own tool, and a reader that waits already
      [
        run('send.ts'), untilRefused, run('read.ts'),
        {
          do: {
            act: {
              do: 'process.start', process: 'terminal', program: 'tool',
              args: { argv: ['kafka-configs.sh', '--bootstrap-server', 'broker-1:9092', '--alter', '--entity-type', 'topics', '--entity-name', 'photos', '--add-config', 'max.message.bytes=3000000'] },
            },
          },
        },
        lasting(5_000_000), raiseClient, run('send.ts', 'send-2'), untilStored, untilDelivered,
      ],
    ],
    mistakes: [
      { acts: [lasting(2_000_000)], goal: 'refused', because: 'not-sent' },
      { acts: [raiseClient, run('send.ts'), lasting(3_000_000)], goal: 'refused', because: 'by-broker' },
      { acts: [run('send.ts'), untilRefused], goal: 'stored', because: 'client' },
      { acts: bothRefused, goal: 'stored', because: 'broker' },
      { acts: [edit('send.ts', '2_000_000', '200_000'), run('send.ts'), lasting(3_000_000)], goal: 'stored', because: 'small' },
      { acts: [...bothRefused, run('read.ts'), lasting(5_000_000)], goal: 'delivered', because: 'not-stored' },
      { acts: [...bothRefused, raiseTopic, lasting(1_000_000), run('send.ts', 'send-3'), untilStored], goal: 'delivered', because: 'nobody' },
      {
        acts: [
          ...bothRefused, raiseTopic, lasting(1_000_000), run('send.ts', 'send-3'), untilStored,
          edit('read.ts', 'fromBeginning: true', 'fromBeginning: false'), run('read.ts'), lasting(8_000_000),
        ],
        goal: 'delivered', because: 'at-the-end',
      },
    ],
    ends: past => past.now.ledger.totals.lost === 0,
  },
}
