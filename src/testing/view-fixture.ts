import type {
  ClusterView, ConsumerView, FrameView, LedgerCounts, MachineView, PartitionId, PartitionView, ProducerView,
  ReplicaView, RunningView, ServerView, TopicView,
} from '../world/view.ts'

/*
 * One moment of a troubled cluster, for tests and for looking at components: broker 2 has lost its log directory, broker 3
 * is slow, one partition has no leader, one is under min ISR. Every figure agrees with every other.
 */

interface Part { replicas: number[]; leader: number | null; epoch: number; hw: number; end: Record<number, number>; isr: number[]; elr?: number[] }

const orders: Part[] = [
  { replicas: [1, 2, 3], leader: 1, epoch: 5, hw: 12_414, end: { 1: 12_418, 2: 12_414, 3: 10_271 }, isr: [1, 2] },
  { replicas: [2, 3, 1], leader: 2, epoch: 4, hw: 12_371, end: { 2: 12_377, 3: 10_240, 1: 12_371 }, isr: [2, 1] },
  { replicas: [3, 1, 2], leader: 1, epoch: 6, hw: 12_502, end: { 3: 10_398, 1: 12_502, 2: 12_502 }, isr: [1, 2] },
  { replicas: [1, 3, 2], leader: 1, epoch: 5, hw: 12_459, end: { 1: 12_466, 3: 10_322, 2: 12_459 }, isr: [1, 2] },
  { replicas: [2, 1, 3], leader: 1, epoch: 7, hw: 11_201, end: { 2: 11_207, 1: 11_204, 3: 10_118 }, isr: [1], elr: [4] },
  { replicas: [3, 2, 1], leader: 2, epoch: 6, hw: 12_384, end: { 3: 10_266, 2: 12_391, 1: 12_384 }, isr: [2, 1] },
]
const clicks: Part[] = [
  { replicas: [1, 2], leader: 1, epoch: 3, hw: 18_640, end: { 1: 18_642, 2: 18_640 }, isr: [1, 2] },
  { replicas: [4, 3], leader: null, epoch: 5, hw: 17_004, end: { 4: 17_004, 3: 14_112 }, isr: [], elr: [4] },
  { replicas: [3, 1], leader: 1, epoch: 4, hw: 18_655, end: { 3: 15_290, 1: 18_655 }, isr: [1] },
]
orders[4] = { ...orders[4]!, replicas: [4, 1, 3], end: { 4: 11_207, 1: 11_204, 3: 10_118 } }

const counts = (some: Partial<LedgerCounts>): LedgerCounts =>
  ({ sent: 0, pending: 0, acknowledged: 0, failed: 0, visible: 0, lost: 0, vanished: 0, duplicated: 0, reordered: 0, ...some })

const replicasOf = (topic: string, parts: Part[]) => Object.fromEntries(parts.map((p, i): [PartitionId, Record<number, ReplicaView>] => [`${topic}-${i}`,
  Object.fromEntries(p.replicas.map(b => [b, replica(topic, i, p, b)]))]))

const replica = (topic: string, partition: number, p: Part, broker: number): ReplicaView => {
  const end = p.end[broker]!
  const tail = Array.from({ length: 4 }, (_, k) => ({
    baseOffset: end - 20 + k * 5, lastOffset: end - 16 + k * 5, bytes: 540, epoch: p.epoch - (k === 3 && broker === 4 ? 1 : 0),
    count: 5,
  }))
  return {
    topic, partition, epoch: p.epoch, role: p.leader === broker
      ? 'leader'
      : 'follower', start: 0, end, hw: Math.min(p.hw, end), bytes: end * 108, logDir: '/data', tail,
    segments: [{ baseOffset: 0, bytes: 1_048_394 }, { baseOffset: 4_482, bytes: 1_048_417 }, { baseOffset: 8_964, bytes: end * 108 - 2_096_811 }],
  }
}
const topicOf = (id: string, minIsr: number, parts: Part[]): TopicView => ({
  topicId: id, internal: false, configs: { 'min.insync.replicas': String(minIsr) },
  partitions: parts.map((p): PartitionView => ({
    replicas: p.replicas, isr: p.isr, elr: p.elr ?? [], lastKnownElr: [], leader: p.leader, epoch: p.epoch,
    partitionEpoch: p.epoch + 3, minIsr,
  })),
})

const metadata = {
  offset: 2_841, epoch: 3, clusterId: '5L6g3nShT-eMCtK--X86sw',
  brokers: Object.fromEntries([1, 2, 3, 4].map(id => [
    id,
    { id, epoch: id + 9, rack: `rack-${'abcd'[id - 1]}`, host: `broker-${id}`, port: 9092, fenced: id === 4, inControlledShutdown: false },
  ])),
  topics: { orders: topicOf('x7h2Qm1ORR2mWk0nPFqA2g', 2, orders), clicks: topicOf('9sKfP3mzT7aVb1yqLw8dNQ', 1, clicks) },
}
const quorum = { leader: 5, epoch: 3, end: 2_842, hw: 2_842, voters: [5] }
const server = (nodeId: number, role: 'broker' | 'controller'): ServerView => ({
  kind: 'server', nodeId, roles: [role], logDir: '/data', lifecycle: 'RUNNING', replicas: {}, groups: {}, metadata, quorum, purgatory: {
    produce: nodeId === 1 ? 4 : 0, fetch: 2,
  },
})
const process = (name: string, machine: string, program: string, view: RunningView['view'], state: RunningView['state'] = 'up'): RunningView =>
  ({ name, machine, program, state, exit: null, startedAt: 0, view })
const machine = (name: string, rack: string | null, usedBytes = 9_000_000): MachineView =>
  ({
    name, rack, power: true, bootedAt: 0, profile: 'laptop',
    disk: { usedBytes, capBytes: 64_000_000, dirtyBytes: 120_000, slow: name === 'broker-3' ? 40 : null, offline: false },
    busy: {},
  })

const producer = (clientId: string, acks: ProducerView['acks'], partitions: ProducerView['partitions'], lastError: string | null): ProducerView =>
  ({ kind: 'producer', clientId, acks, idempotent: acks === -1, producerId: 4_001, partitions, lastError })
const consumer = (clientId: string, group: string, positions: ConsumerView['positions']): ConsumerView =>
  ({
    kind: 'consumer', clientId, group, memberId: `${clientId}-5b2c`, generation: 9, state: 'stable', positions, paused: [],
    delivered: 0, lastError: null,
  })

const lags = {
  billing: { 'orders-0': 38, 'orders-1': 41, 'orders-2': 1_190, 'orders-3': 1_284, 'orders-4': 0, 'orders-5': 33 },
  analytics: {
    'orders-0': 210, 'orders-1': 190, 'orders-2': 240, 'orders-3': 221, 'orders-4': 0, 'orders-5': 205, 'clicks-0': 96,
    'clicks-1': 24, 'clicks-2': 74,
  },
} as const satisfies Record<string, Partial<Record<PartitionId, number>>>
const part = (id: string) => (id.startsWith('orders') ? orders : clicks)[Number(id.slice(-1))]!
const committed = (of: Partial<Record<PartitionId, number>>) =>
  Object.fromEntries(Object.entries(of).map(([id, lag]) => [id, part(id).hw - (lag ?? 0)])) as Record<PartitionId, number>
const member = (group: string, n: number, partitions: PartitionId[]) =>
  ({ id: `${group}-${n}-5b2c`, clientId: `${group}-${n}`, host: `/client-${group}-${n}`, instanceId: null, partitions })

const frame = (api: string, correlation: number, dir: FrameView['dir'], from: string, to: string, at: number, carries: Record<string, number>, error: string | null = null): FrameView => ({
  connection: `${dir === 'request'
    ? from
    : to}:7`, from, to, api, version: api === 'Produce'
      ? 12
      : 17, correlation, dir, sentAt: 74_208_000 - Math.round(at * 4_000), arrivesAt: 74_208_000 + Math.round((1 - at) * 4_000),
  bytes: 120 + 108 * Object.values(carries).reduce((a, b) => a + b, 0),
  carries: Object.entries(carries).map(([partition, records]) => ({
    partition: partition as PartitionId, records, offset: part(partition).hw, error,
  })),
})

export const troubled: ClusterView = {
  now: 74_208_000, wall: 1_767_225_674_208, clusterId: metadata.clusterId, metadata,
  machines: {
    ...Object.fromEntries([1, 2, 3].map(id => [`broker-${id}`, machine(`broker-${id}`, `rack-${'abc'[id - 1]}`, 9_000_000 + id * 1_100_000)])),
    'broker-4': { ...machine('broker-4', 'rack-d'), power: false },
    'controller-5': machine('controller-5', 'rack-a', 400_000),
    'client-checkout': machine('client-checkout', null, 0), 'client-web': machine('client-web', null, 0),
  },
  processes: {
    'broker-1': process('broker-1', 'broker-1', 'server', server(1, 'broker')), 'broker-2': process('broker-2', 'broker-2', 'server', server(2, 'broker')),
    'broker-3': process('broker-3', 'broker-3', 'server', server(3, 'broker')), 'broker-4': process('broker-4', 'broker-4', 'server', server(4, 'broker'), 'down'),
    'controller-5': process('controller-5', 'controller-5', 'server', server(5, 'controller')),
    checkout: process('checkout', 'client-checkout', 'producer', producer('checkout', -1, {
      'orders-0': { waiting: 6, inFlight: 14, acknowledged: 12_414, failed: 0 }, 'orders-4': {
        waiting: 1_113, inFlight: 0, acknowledged: 11_201, failed: 12,
      },
    }, 'NOT_ENOUGH_REPLICAS')),
    web: process('web', 'client-web', 'producer', producer('web', 1, { 'clicks-1': {
      waiting: 1_668, inFlight: 0, acknowledged: 17_004, failed: 0,
    } }, 'LEADER_NOT_AVAILABLE')),
    'billing-1': process('billing-1', 'client-billing-1', 'consumer', consumer('billing-1', 'billing', { 'orders-0': 12_376, 'orders-1': 12_330 })),
    'billing-2': process('billing-2', 'client-billing-2', 'consumer', consumer('billing-2', 'billing', { 'orders-2': 11_312, 'orders-3': 11_175 })),
    'analytics-1': process('analytics-1', 'client-analytics-1', 'consumer', consumer('analytics-1', 'analytics', { 'clicks-2': 18_581 })),
  },
  controller: { active: 5, epoch: 3, voters: [5] },
  replicas: { ...replicasOf('orders', orders), ...replicasOf('clicks', clicks) },
  groups: {
    billing: {
      group: 'billing', state: 'Stable', generation: 9, protocol: 'cooperative-sticky', leader: 'billing-1-5b2c', coordinator: 1, committed: committed(lags.billing),
      members: [
        member('billing', 1, ['orders-0', 'orders-1']), member('billing', 2, ['orders-2', 'orders-3']),
        member('billing', 3, ['orders-4', 'orders-5']),
      ],
    },
    analytics: {
      group: 'analytics', state: 'Stable', generation: 4, protocol: 'range', leader: 'analytics-1-77aa', coordinator: 2, committed: committed(lags.analytics),
      members: [
        member('analytics', 1, ['orders-0', 'orders-1', 'orders-2', 'clicks-0', 'clicks-2']),
        member('analytics', 2, ['orders-3', 'orders-4', 'orders-5', 'clicks-1']),
      ],
    },
  },
  frames: [
    frame('Produce', 5_121, 'request', 'checkout', 'broker-1', 0.62, { 'orders-0': 14, 'orders-2': 11, 'orders-3': 16 }),
    frame('Produce', 5_118, 'response', 'broker-2', 'checkout', 0.55, { 'orders-1': 9, 'orders-5': 9 }),
    frame('Produce', 5_117, 'response', 'broker-1', 'checkout', 0.5, { 'orders-4': 0 }, 'NOT_ENOUGH_REPLICAS'),
    frame('Produce', 3_340, 'request', 'web', 'broker-1', 0.3, { 'clicks-0': 22, 'clicks-2': 19 }),
    frame('Fetch', 8_812, 'response', 'broker-1', 'broker-2', 0.5, { 'orders-0': 4, 'orders-3': 7, 'clicks-0': 2 }),
    frame('Fetch', 7_790, 'response', 'broker-2', 'broker-1', 0.4, { 'orders-1': 6, 'orders-5': 7 }),
    frame('Fetch', 2_207, 'response', 'broker-1', 'broker-3', 0.62, { 'orders-2': 512, 'clicks-2': 640 }),
    frame('Fetch', 2_209, 'request', 'broker-3', 'broker-2', 0.35, { 'orders-1': 0, 'orders-5': 0 }),
    frame('Fetch', 611, 'response', 'broker-1', 'billing-1', 0.6, { 'orders-0': 24 }),
    frame('Fetch', 604, 'response', 'broker-2', 'billing-1', 0.72, { 'orders-1': 26 }),
    frame('Fetch', 377, 'response', 'broker-1', 'analytics-1', 0.75, { 'clicks-2': 60 }),
    frame('BrokerHeartbeat', 4_406, 'request', 'broker-3', 'controller-5', 0.45, {}),
    frame('Heartbeat', 212, 'request', 'billing-2', 'broker-1', 0.4, {}),
  ],
  framesMore: 0,
  faults: [
    { id: 'power:broker-4', is: 'machine.powerOff', on: ['broker-4'], since: 68_640_000, detail: {} },
    { id: 'link:broker-1:broker-3', is: 'link.slow', on: ['broker-1', 'broker-3'], since: 60_000_000, detail: { bytesPerSecond: 1_000 } },
    { id: 'disk:broker-3', is: 'disk.slow', on: ['broker-3'], since: 41_200_000, detail: { factor: 40 } },
  ],
  ledger: {
    totals: counts({ sent: 130_611, pending: 2_870, acknowledged: 127_608, failed: 12, visible: 127_630 }),
    partitions: Object.fromEntries([...orders.map((p, i): [PartitionId, LedgerCounts] => [
      `orders-${i}`, counts({ sent: p.hw, acknowledged: p.hw, visible: p.hw }),
    ]),
      ...clicks.map((p, i): [PartitionId, LedgerCounts] => [`clicks-${i}`, counts({ sent: p.hw, acknowledged: p.hw, visible: p.hw })])]),
    processes: { checkout: counts({ sent: 74_500, acknowledged: 73_361 }), web: counts({ sent: 56_111, acknowledged: 54_247 }) },
    delivered: {}, deliveredCount: { billing: 70_745, analytics: 126_370 }, lost: [],
  },
  invariants: [],
}

/** Three brokers with one small topic: every record is a cell. `killed` = broker 1 died with three records nobody else had. */
export const small = ({ killed = false } = {}): ClusterView => {
  const payments: Part[] = [killed
    ? { replicas: [1, 2, 3], leader: 2, epoch: 2, hw: 9, end: { 1: 12, 2: 10, 3: 10 }, isr: [2, 3] }
    : { replicas: [1, 2, 3], leader: 1, epoch: 1, hw: 8, end: { 1: 9, 2: 8, 3: 8 }, isr: [1, 2, 3] }]
  const topics = { payments: topicOf('J4mP1cUuQaq0XvD8sT2kEw', 1, payments) }
  const brokers = Object.fromEntries([1, 2, 3].map(id => [id, { ...metadata.brokers[id]!, fenced: killed && id === 1 }]))
  const replicas = replicasOf('payments', payments)
  return {
    ...troubled, now: 15_352_000, wall: 1_767_225_615_352, metadata: { ...metadata, topics, brokers }, replicas, frames: [], faults: [],
    machines: Object.fromEntries([1, 2, 3].map(id => [`broker-${id}`, machine(`broker-${id}`, `rack-${'abc'[id - 1]}`)])),
    processes: {
      'broker-1': process('broker-1', 'broker-1', 'server', { ...server(1, 'broker'), roles: ['broker', 'controller'] }, killed ? 'down' : 'up'),
      'broker-2': process('broker-2', 'broker-2', 'server', server(2, 'broker')), 'broker-3': process('broker-3', 'broker-3', 'server', server(3, 'broker')),
      'pay.ts': process('pay.ts', 'client-pay', 'script', {
        kind: 'script', file: 'pay.ts', state: 'running', error: null, consumers: [], lines: [],
        producers: [producer('pay', 1, { 'payments-0': { waiting: 0, inFlight: 1, acknowledged: 13, failed: 0 } }, null)],
      }),
    },
    controller: { active: killed ? null : 1, epoch: 2, voters: [1] },
    groups: { audit: {
      group: 'audit', state: 'Stable', generation: 1, protocol: 'range', leader: 'audit-1', coordinator: 2,
      committed: { 'payments-0': 8 }, members: [member('audit', 1, ['payments-0'])],
    } },
    ledger: {
      ...troubled.ledger, totals: counts({
        sent: 14, pending: 1, acknowledged: 13, visible: 9, lost: killed ? 3 : 0,
      }), partitions: { 'payments-0': counts({ lost: killed ? 3 : 0, visible: 9 }) },
      processes: { 'pay.ts': counts({ sent: 14, acknowledged: 13 }) }, deliveredCount: { audit: 9 },
      lost: killed ? [{ partition: 'payments-0', offsets: { from: 9, to: 11 }, at: 15_127_000 }] : [],
    },
  }
}

/** Nothing yet: machines are there, no broker has registered. */
export const empty: ClusterView = {
  ...troubled, now: 0, machines: {}, processes: {}, replicas: {}, groups: {}, frames: [], faults: [],
  metadata: { offset: -1, epoch: 0, clusterId: '', brokers: {}, topics: {} }, controller: { active: null, epoch: 0, voters: [] },
  ledger: { totals: counts({}), partitions: {}, processes: {}, delivered: {}, deliveredCount: {}, lost: [] },
}
