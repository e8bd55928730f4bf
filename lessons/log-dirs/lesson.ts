import { met, not, type Act, type Forks, type Lesson, type Past, type Verdict } from '../../src/lesson/types.ts'
import { brokerRuns, partitionFacts, serverView } from '../../src/world/view-helpers.ts'
import type { ClusterView, Micros, PartitionId } from '../../src/world/view.ts'
import { act, lasting, run, typed, until } from '../acts.ts'

const P: PartitionId = 'orders-0'
const FILE = 'broker-1.properties', TMP = '/tmp/kafka-logs', SAFE = '/data', CLUSTER = 'KafkaTerrariumClusterA'
const ORDERS = 300

// what a view shows

const broker = (view: ClusterView) => view.processes['broker-1']!
const machine = (view: ClusterView) => view.machines['m1']!
const isUp = (view: ClusterView) => brokerRuns(view, 1) && serverView(broker(view))?.lifecycle === 'RUNNING'
const dirOf = (view: ClusterView) => serverView(broker(view))?.logDir ?? TMP
const isTemporary = (dir: string) => dir.startsWith('/tmp/')
const endOf = (view: ClusterView) => partitionFacts(view, P)?.end ?? 0
const lostIn = (view: ClusterView) => view.ledger.partitions[P]?.lost ?? 0
const acknowledgedIn = (view: ClusterView) => view.ledger.partitions[P]?.acknowledged ?? 0
/** The directory that the broker last went down for: nobody had formatted it, or it was emptied. */
const refusedIn = (view: ClusterView) =>
  broker(view).state === 'down' ? /No `meta\.properties` found in (\S+)/.exec(broker(view).exit?.reason ?? '')?.[1] : undefined

// what has happened

const rebooted = ({ start, now }: Past) => machine(now).power && machine(now).bootedAt > start.now
/** It leads, also since it came up for the last time. */
const leads = (past: Past) => isUp(past.now) && (broker(past.now).startedAt < past.start.now
  || past.events('leader.started', { partition: P }).some(({ at }) => at > broker(past.now).startedAt))
/** Acknowledged orders that went with what happened from a moment on. */
const lostSince = (past: Past, at: Micros) => lostIn(past.now) - lostIn(past.viewAt(at))
/** Refused since the machine came up, for a directory that lies where the system cleans. */
function emptied(past: Past): string | undefined {
  const dir = refusedIn(past.now)
  return dir && rebooted(past) && isTemporary(dir) && broker(past.now).startedAt >= machine(past.now).bootedAt ? dir : undefined
}

// what may be said

function isEmptied(past: Past): Verdict {
  const { now } = past, dir = emptied(past)
  if (dir) return met({ dir, acknowledged: acknowledgedIn(now) })
  if (!machine(now).power) return not('dark')
  if (!rebooted(past)) return not('not-rebooted')
  return isTemporary(dirOf(now)) ? not('not-started') : not('moved', { dir: dirOf(now) })
}
function isMoved(past: Past): Verdict {
  const { now } = past, dir = dirOf(now), refused = refusedIn(now)
  if (refused && !isTemporary(refused)) return not('not-formatted', { dir: refused })
  if (!leads(past)) return not('down')
  if (isTemporary(dir)) return not('in-tmp', { dir })
  const left = lostSince(past, broker(now).startedAt)
  return left > 0 || endOf(now) === 0 ? not('left-behind', { dir, left }) : met({ dir, end: endOf(now) })
}
function isKept(past: Past): Verdict {
  const { now } = past, dir = dirOf(now), gone = emptied(past)
  if (gone) return not('emptied', { dir: gone })
  if (!machine(now).power) return not('dark')
  if (!rebooted(past) || isTemporary(dir) || dirOf(past.viewAt(machine(now).bootedAt)) !== dir) return not('not-since')
  if (!leads(past)) return not('down')
  const lost = lostSince(past, machine(now).bootedAt)
  return lost > 0 || endOf(now) === 0 ? not('some-lost', { lost }) : met({ dir, end: endOf(now) })
}
const isEmptiedNow = (past: Past) => emptied(past) !== undefined
const isMovedNow = (past: Past) => isMoved(past).met, isKeptNow = (past: Past) => isKept(past).met

function whatCame(past: Past): string {
  if (isEmptiedNow(past)) return 'refuses'
  return lostSince(past, machine(past.now).bootedAt) > 0 ? 'empty' : 'there'
}

// what is done

/** Linux writes a page back when it is some 30 s old: what was written before is on the disk by then. */
const written = lasting(45_000_000)
const off = act({ do: 'machine.powerOff', machine: 'm1' }), on = act({ do: 'machine.powerOn', machine: 'm1' })
const reboot = (ends: (past: Past) => boolean): Act[] => [off, lasting(3_000_000), on, until(ends, 60_000_000)]
const isDown = ({ now }: Past) => broker(now).state === 'down'
const stop: Act[] = [act({ do: 'process.stop', process: 'broker-1' }), until(isDown, 60_000_000)]
const start = act({ do: 'process.start', process: 'broker-1' })
const move = (to: string): Act[] => [typed(`mv ${TMP} ${to}`), lasting(1_000_000)]
const written1 = (dir: string): Act[] => [{ do: { edit: FILE, replace: [`log.dirs=${TMP}`, `log.dirs=${dir}`] } }, { do: { run: FILE } }]
const format = act({
  do: 'process.start', process: 'terminal', machine: 'm1', program: 'tool',
  args: {
    argv: `kafka-storage.sh format -t ${CLUSTER} -c ${FILE}`.split(' '), files: { [FILE]: `node.id=1\nlog.dirs=${SAFE}\n` },
  },
})
const moved = until(isMovedNow, 60_000_000)
const said = (say: string, [first, ...rest]: readonly Act[]): Act[] => [{ say, ...first! }, ...rest]

export const lesson: Lesson = {
  id: 'log-dirs', track: 1, after: ['segments'], minutes: 5,
  sources: [
    { note: 'C', quote: '많은 운영체제에서 부팅 과정 중에 해당 경로 하위 파일들을 삭제', holds: 'yes' },
    { note: 'I', quote: 'num.recovery.threads.per.data.dir : 로그를 다루는 쓰레드의 개수. (default 1)', holds: 'then', since: '4.0 (KIP-1030)' },
  ],
  world: {
    brokers: 1, controller: 'apart', speed: 5,             // apart: the cluster goes on knowing its topics
    properties: { 'log.dirs': TMP },
    opening: [
      until(({ now }) => isUp(now), 30_000_000),
      { do: { admin: { do: 'createTopics', topics: [{ name: 'orders', partitions: 1, replicationFactor: 1 }] } } },
      until(({ now }) => partitionFacts(now, P)?.leader === 1, 10_000_000),
      run('shop.ts'),
      until(({ now }) => acknowledgedIn(now) === ORDERS, 30_000_000), written,
    ],
  },
  files: [FILE, 'shop.ts'], opens: 'stage',
  inputs: { tmp: TMP, safe: SAFE, cluster: CLUSTER },
  values: past => ({ end: endOf(past.now), acknowledged: acknowledgedIn(past.now), lost: lostIn(past.now) }),
  sees: {
    broker1: () => ({ broker: 1 }),
    log: () => ({ partition: P, mark: 'log' }),
    refused: () => ({ logLine: 'No `meta.properties` found' }),
  },
  steps: [
    {
      kind: 'ask', id: 'reboot', options: ['there', 'empty', 'refuses'],
      settles: past => isEmptiedNow(past) || rebooted(past) && leads(past), right: whatCame,
    },
    { kind: 'act', id: 'reboot', goal: 'emptied' },
    { kind: 'card', id: 'reboot', ask: 'reboot' },
    { kind: 'act', id: 'move', goal: 'moved' },
    { kind: 'act', id: 'again', goal: 'kept' },
  ],
  goals: [
    { id: 'emptied', within: 30_000_000, check: isEmptied },
    { id: 'moved', within: 60_000_000, check: isMoved },
    { id: 'kept', within: 60_000_000, check: isKept },
  ],
  solution: [
    { say: 'reboot', ...lasting(2_000_000) }, ...reboot(isEmptiedNow), lasting(1_000_000),
    { say: 'back', do: { rewind: past => isEmptiedNow(past) ? past.start.now + 1_000_000 : null } },
    ...said('move', [...stop, ...move(SAFE)]),
    ...said('file', [...written1(SAFE), moved]),
    ...said('again', reboot(isKeptNow)),
  ],
  recall: ['default', 'no-meta', 'how-to-move'],
  tests: {
    otherWays: [
      // on one track: what was in /tmp is gone, the new directory is formatted, and what comes then stays
      [
        ...reboot(isEmptiedNow), format, lasting(1_000_000), ...written1(SAFE), until(leads, 60_000_000),
        { do: { run: 'shop.ts', as: 'shop-2' } }, until(({ now }) => endOf(now) === ORDERS, 60_000_000), written, ...reboot(isKeptNow),
      ],
      // killed, not stopped; to another place; the machine goes dark with the broker stopped
      [
        lasting(1_000_000), ...reboot(isEmptiedNow), { do: { rewind: past => past.start.now + 500_000 } },
        act({ do: 'process.kill', process: 'broker-1' }), lasting(1_000_000), ...move('/srv/kafka'), ...written1('/srv/kafka'), moved,
        ...stop, off, lasting(12_000_000), on, lasting(1_000_000), start, until(isKeptNow, 60_000_000),
      ],
    ],
    mistakes: [
      { acts: [act({ do: 'process.kill', process: 'broker-1' }), lasting(1_000_000), start, until(leads, 60_000_000)], goal: 'emptied', because: 'not-rebooted' },
      { acts: [off, lasting(2_000_000)], goal: 'emptied', because: 'dark' },
      { acts: [...stop, off, lasting(2_000_000), on, lasting(10_000_000)], goal: 'emptied', because: 'not-started' },
      { acts: [...stop, ...move(SAFE), ...written1(SAFE), moved, ...reboot(isKeptNow)], goal: 'emptied', because: 'moved' },
      { acts: [lasting(1_000_000)], goal: 'moved', because: 'in-tmp' },
      { acts: [...reboot(isEmptiedNow)], goal: 'moved', because: 'down' },
      { acts: [...stop, ...move('/tmp/logs'), ...written1('/tmp/logs'), until(leads, 60_000_000)], goal: 'moved', because: 'in-tmp' },
      { acts: [...written1(SAFE), until(isDown, 60_000_000), lasting(5_000_000)], goal: 'moved', because: 'not-formatted' },
      { acts: [format, lasting(1_000_000), ...written1(SAFE), lasting(20_000_000)], goal: 'moved', because: 'left-behind' },
      { acts: [...stop, ...move(SAFE), ...written1(SAFE), moved], goal: 'kept', because: 'not-since' },
      { acts: [...reboot(isEmptiedNow)], goal: 'kept', because: 'emptied' },
      { acts: [...stop, ...move(SAFE), ...written1(SAFE), moved, off, lasting(2_000_000)], goal: 'kept', because: 'dark' },
      { acts: [...stop, ...move(SAFE), ...written1(SAFE), moved, ...stop, off, lasting(2_000_000), on, lasting(5_000_000)], goal: 'kept', because: 'down' },
      {
        acts: [
          ...stop, ...move(SAFE), ...written1(SAFE), moved, { do: { run: 'shop.ts', as: 'shop-2' } }, until(({ now }) => acknowledgedIn(now) === 2 * ORDERS, 60_000_000),
          off, lasting(2_000_000), on, until(leads, 60_000_000), lasting(2_000_000),
        ],
        goal: 'kept', because: 'some-lost',
      },
    ],
    ends: (past: Past, forks: Forks) => [past, ...forks].some(isKeptNow),
  },
}
