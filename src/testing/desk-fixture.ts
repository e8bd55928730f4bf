import { createStore, type StoreApi } from 'zustand'
import type { DeskDo, DeskState, Trouble } from '../ui/desk.ts'
import type { LessonScreen } from '../ui/lesson/types.ts'
import { NO_HISTORY, remember } from '../ui/history.ts'
import type { Desk } from '../ui/hooks.ts'
import { gather, markOfAction, markOfTold } from '../ui/time/marks.ts'
import { NO_FORKS } from '../session/time/time.ts'
import type { ClusterView, PartitionId, Told } from '../world/view.ts'
import { troubled } from './view-fixture.ts'

/* A desk filled by hand, for tests of components and for looking at them. */

const seconds = (n: number) => n * 1_000_000
const at = (time: number, seq: number, machine: string, event: object): Told =>
  ({ at: seconds(time), seq, machine, process: machine, ...event }) as Told
const line = (time: number, seq: number, machine: string, level: string, logger: string, text: string) =>
  at(time, seq, machine, { is: 'log.line', level, logger, text })

export const told: readonly Told[] = [
  line(0.412, 1, 'broker-1', 'INFO', 'kafka.server.BrokerServer', '[BrokerServer id=1] Transition from STARTING to STARTED'),
  line(0.655, 2, 'broker-2', 'INFO', 'kafka.server.BrokerServer', '[BrokerServer id=2] Transition from STARTING to STARTED'),
  line(50.201, 3, 'controller-5', 'INFO', 'org.apache.kafka.controller.BrokerHeartbeatManager', '[QuorumController id=5] Fencing broker 3 because its session has timed out.'),
  ...[0, 1, 2].map(i => at(50.203, 4 + i, 'controller-5', {
    is: 'leader.elected', partition: `orders-${i}`, leader: 1, epoch: 5, isr: [1, 2], from: 'isr',
  })),
  at(59.1, 8, 'controller-5', { is: 'broker.unfenced', broker: 3 }),
  line(64.02, 9, 'broker-1', 'INFO', 'kafka.cluster.Partition', '[Partition orders-0 broker=1] Shrinking ISR from 1,2,3 to 1,2. Leader: (highWatermark: 10270, endOffset: 11840). Out of sync replicas: (brokerId: 3, endOffset: 10271, lastCaughtUpTimeMs: 1767225630000).'),
  at(64.021, 10, 'broker-1', { is: 'isr.shrank', partition: 'orders-0', isr: [1, 2], out: [3], by: 'leader' }),
  line(68.64, 11, 'broker-1', 'WARN', 'kafka.server.ReplicaFetcherThread', '[ReplicaFetcher replicaId=1, leaderId=4, fetcherId=0] Error in response for fetch request (type=FetchRequest, replicaId=1)'),
  at(68.71, 12, 'controller-5', { is: 'leader.none', partition: 'clicks-1', epoch: 5, isr: [], elr: [4] }),
  line(68.72, 13, 'broker-1', 'ERROR', 'kafka.server.ReplicaManager', '[ReplicaManager broker=1] Error processing append operation on partition orders-4'),
]
const actions = [
  { at: seconds(12), action: { do: 'script.run', script: 'checkout', file: 'checkout.ts', source: '' } as const },
  { at: seconds(41.2), action: { do: 'process.kill', process: 'broker-3' } as const },
  { at: seconds(68.64), action: { do: 'machine.powerOff', machine: 'broker-4' } as const },
]
const marks = gather([
  ...told.flatMap(t => markOfTold(t) ?? []), ...actions.flatMap(({ at: when, action }, i) => markOfAction(when, action, i) ?? []),
])

/** A minute before the view, in which two partitions of a group fell behind. */
const history = (view: ClusterView) => Array.from({ length: 60 }, (_, i) => i + 1).reduce((memory, s) => {
  const share = s / 60
  const groups = Object.fromEntries(Object.entries(view.groups).map(([name, group]) => [name, { ...group, committed: Object.fromEntries(Object.entries(group.committed).map(([id, offset]) => {
    const hw = Math.max(...Object.values(view.replicas[id as PartitionId] ?? {}).map(r => r.hw), 0)
    const lag = (hw - offset) * (hw - offset > 1_000 ? share ** 3 : 0.95 + Math.sin(s / 7) / 12)
    return [id, Math.max(0, Math.round(hw - (60 - s) * 200 - lag))]
  })) as Record<PartitionId, number> }]))
  const replicas = Object.fromEntries(Object.entries(view.replicas)
    .map(([id, logs]) => [id, Object.fromEntries(Object.entries(logs).map(([b, r]) => [b, { ...r, hw: r.hw - (60 - s) * 200 }]))]))
  const totals = { ...view.ledger.totals, visible: view.ledger.totals.visible - (60 - s) * 1_500 }
  const processes = Object.fromEntries(Object.entries(view.ledger.processes)
    .map(([name, counts]) => [name, { ...counts, sent: counts.sent - (60 - s) * (name === 'web' ? 900 : 1_200) }]))
  return remember(memory, { ...view, now: view.now - (60 - s) * 1_000_000, groups, replicas, ledger: { ...view.ledger, totals, processes } })
}, NO_HISTORY)

export const deskState = (some: Partial<DeskState> = {}): DeskState => {
  const view = some.view === undefined ? troubled : some.view
  return {
    screen: 'explore', world: { name: 'three-racks', seed: '7f3a-09c2' }, firstVisit: true, trouble: null,
    view, history: view ? history(view) : NO_HISTORY, told, actions, marks, unmarked: 0, crossed: [],
    time: { now: view?.now ?? 0, head: view?.now ?? 0, playing: false, speed: 0.01, next: { text: 'Fetch #611', at: 74_209_000 }, live: false, limitedBy: null, stands: null },
    forks: { ...NO_FORKS, undo: null, redo: null }, runAsked: false, compared: null,
    selection: null, inspected: {}, ring: null,
    settings: { theme: 'light', language: 'en', internal: false, outline: false, zoom: null, placement: 'one' },
    layout: { side: 312, dock: 322, lesson: 520, dockOpen: false, dockFills: false, tab: 'log', pane: 'stage' },
    lesson: null, palette: false, importing: false, sharing: false, sharedLink: '', worldId: '', recording: null, attached: false, offline: { stored: 'unknown', done: 0, of: 0, newer: false },
    lessons: [
      { id: 'first-record', track: 1, title: 'First record', minutes: 3, state: 'new' },
      { id: 'isr', track: 3, title: 'ISR', minutes: 6, state: 'new' }, { id: 'leaders', track: 3, title: 'Leaders', minutes: 6, state: 'new' },
      { id: 'reset-tool', track: 4, title: 'Reset tool', minutes: 6, state: 'new' }, { id: 'lag', track: 4, title: 'Lag', minutes: 6, state: 'new' },
    ],
    ...some,
  }
}

/** A desk whose world stands still; what is asked for changes the page and is told to `asked`. */
export const deskFixture = (some: Partial<DeskState> = {}, asked: (what: string, ...args: unknown[]) => void = () => {}): Desk => {
  const store: StoreApi<DeskState> = createStore(() => deskState(some))
  const set = store.setState
  const told = (what: string) => (...args: unknown[]) => asked(what, ...args)
  const door: DeskDo = {
    go: screen => set({ screen }), act: told('act'), play: () => set(s => ({ time: { ...s.time, playing: true } })), pause: () => set(s => ({ time: { ...s.time, playing: false } })),
    step: told('step'), stepBack: told('stepBack'), seek: now => set(s => ({ time: { ...s.time, now } })), setSpeed: speed => set(s => ({ time: { ...s.time, speed } })),
    select: selection => set({ selection }), inspect: (tab, of) => set(s => ({ inspected: { ...s.inspected, [tab]: of } })), ring: ring => set({ ring }), set: more => set(s => ({ settings: { ...s.settings, ...more } })), arrange: more => set(s => ({ layout: { ...s.layout, ...more } })),
    forks: {
      continueFrom: told('continueFrom'), undo: told('undo'), redo: told('redo'), switchTo: told('switchTo'), rename: told('rename'), remove: told('remove'),
      cancel: told('cancel'), withoutLast: told('withoutLast'), without: told('without'), withConfig: told('withConfig'), runFor: told('runFor'), runUntilEvent: told('runUntilEvent'), runUntil: told('runUntil'),
      openRun: runAsked => set({ runAsked }), compare: compared => set({ compared }), lookBack: async () => null,
    },
    openPalette: palette => set({ palette }), crossed: crossed => set({ crossed }), openImport: importing => set({ importing }),
    openShare: sharing => set({ sharing }), share: async () => null, worlds: async () => [], makeWorld: async () => {}, openWorld: told('openWorld'), renameWorld: async () => {}, removeWorld: async () => {}, openShared: async () => {}, own: { begin: async () => {}, drop: told('drop'), did: async () => [], make: async () => {}, opened: async () => null, keep: async () => {} }, recallDue: async () => [], recalled: async () => {}, takeBackup: async () => 0, readBackup: async () => ({ plan: { madeAt: 0, steps: [], scripts: 0, lessons: 0 }, restore: async () => {} }), keepOffline: async () => {}, switchVersion: told('switchVersion'),
    readShared: () => Promise.reject(new Error('nothing was shared')),
    exportReplica: told('exportReplica'), replicaFiles: async () => ({}), replicaParts: async () => ({ files: {}, pieces: {} }), readFolder: async () => ({ partitions: [], groups: [] }), importFolder: async () => ({ partitions: 0, records: 0, groups: [] }), electPreferred: told('electPreferred'), reassign: told('reassign'), typeInTerminal: told('typeInTerminal'), shell: () => { throw new Error('no world to start a tool in') }, describeConfigs: async () => ({ entries: [] }), alterConfig: async () => null, look: () => Promise.reject(new Error('no world to look into')), startOver: told('startOver'), takeOver: told('takeOver'), again: told('again'), openLesson: told('openLesson'),
    previewReset: async ask => ({
      command: `kafka-consumer-groups.sh --bootstrap-server broker-1:9092 --group ${ask.group} \\\n  --topic ${ask.topics.join(' --topic ')} --reset-offsets \\\n  --${ask.scenario.is} --dry-run`,
      refusal: `Assignments can only be reset if the group '${ask.group}' is inactive, but the current state is Stable.`,
      rows: Object.entries(store.getState().view?.groups[ask.group]?.committed ?? {})
        .map(([partition, committed], i) => ({
          partition: partition as PartitionId, committed, next: committed + (i === 3 ? 44 : -1_100 - i * 20), start: 0,
          end: committed + 100,
        })),
    }),
    reset: async () => 'refused', lesson: {
      next: told('next'), predict: told('predict'), hint: told('hint'), solution: told('solution'), stop: told('stop'), replay: told('replay'), own: told('own'), see: told('see'),
    },
  }
  return { store, do: door }
}

/** One trouble of each kind. */
export const troubles: readonly Trouble[] = [
  { is: 'loading', part: 0.4 }, { is: 'held-elsewhere' }, {
    is: 'refused', problem: 'newer', message: 'format 9; this page reads up to 1',
  }, { is: 'crashed', message: 'the worker does not answer' },
  {
    is: 'broken',
    report: {
      error: 'RangeError: below the log start', stack: 'at append', seed: 4_711, now: 74_208_000,
      log: [{ at: 0, action: { do: 'process.kill', process: 'broker-1' } }],
    },
  },
  { is: 'hidden' }, { is: 'storage-limited' }, {
    is: 'storage-stopped', problem: 'quota', message: '',
  }, { is: 'not-kept', problem: 'unavailable' }, { is: 'forked', engine: '0.1.0' },
]

export const lessonScreen: LessonScreen = {
  id: 'acks', track: 2, place: 5, of: 9, title: 'acks: when is a record safe?',
  lede: 'With `acks=1` the [[leader]] answers as soon as the record is in its own log. The followers fetch it a moment later. Until every replica of the [[ISR]] has it, the record stays above the [[high watermark]]: acknowledged, and not yet safe.',
  steps: [
    {
      kind: 'text', id: 'look',
      body: 'You killed broker 1 just after it had answered for record 11. Look at [what the new leader never saw](see:lost): your next record took offset 9 again.',
    },
    {
      kind: 'card', id: 'left', question: 'The followers hold 0–8 when the leader dies. What is left?', chosen: 'all', reply: '',
      options: [
        { id: 'all', line: 'all 12', right: false }, { id: 'nine', line: '9 of 12', right: true },
        { id: 'none', line: 'nothing', right: false },
      ],
      rows: {
        happened: '**9 of 12.** Broker 2 was elected at 0:15.13 and its log ends at offset 9.',
        why: 'An ack with acks=1 speaks for one log only.', changes: '`acks=all` together with `min.insync.replicas=2`',
        ledger: '13 acknowledged · **3 lost**',
      },
    },
    {
      kind: 'ask', id: 'next', question: 'Now the same with `acks=all`. How many are lost?', chosen: null,
      options: [{ id: 'none', line: 'None: an answer waits for the ISR.' }, { id: 'three', line: 'Three, as before.' }],
    },
  ],
  goals: [
    { id: 'a', title: 'Lose a record with acks=0', met: true, because: '1 lost, and the producer was never told', hints: [], more: false },
    { id: 'b', title: 'Lose an acknowledged record with acks=1', met: true, because: '3 lost: payments-0, offsets 9 to 11', hints: [], more: false },
    {
      id: 'c', title: 'Kill the leader with acks=all and lose none', met: false,
      because: 'Not yet: the script still says acks: 1, line 5',
      hints: ['The acknowledgement has to wait for the followers, too.'], more: true,
    },
  ],
  mayGoOn: false, waits: false, help: 'solution', solution: null, done: false, after: null,
  previous: { id: 'linger', title: 'linger' }, next: { id: 'retries', title: 'retries' },
}
