import type { GoalState } from '../../lesson/judge.ts'
import type { Action } from '../../world/action.ts'
import type { ClusterView, Micros, Told } from '../../world/view.ts'
import type { Selection } from '../desk.ts'
import type { Key, Values } from '../i18n/index.ts'

/** In the order of the legend. */
export const KINDS = ['start', 'fault', 'back', 'leader', 'alarm', 'isr-out', 'isr-in', 'moved', 'group', 'rolled', 'cut', 'goal', 'crossed', 'broken'] as const
export type MarkKind = typeof KINDS[number]

/** A moment worth finding again, as the time bar marks it. */
export interface TimeMark {
  id: string
  at: Micros
  kind: MarkKind
  label: Key
  values: Values
  /** How many of the same kind happened together. */
  n: number
  selects: Selection | null
}

/** One event of the cluster, if it is worth a mark. */
export const markOfTold = (told: Told): TimeMark | null => {
  const mark = (kind: TimeMark['kind'], label: Key, values: Values): TimeMark =>
    ({ id: `e${told.seq}`, at: told.at, kind, label, values, n: 1, selects: { is: 'event', seq: told.seq } })
  switch (told.is) {
    case 'leader.elected': return told.from === 'new'
      ? null
      : mark('leader', told.from === 'unclean' ? 'mark.unclean' : 'mark.leader', { partition: told.partition, leader: told.leader, n: 1 })
    case 'leader.none': return mark('alarm', 'mark.leaderless', { partition: told.partition, n: 1 })
    case 'isr.shrank': return mark('isr-out', told.by === 'leader' ? 'mark.isr-out' : 'mark.isr-out-controller', {
      partition: told.partition, out: told.out.join(' '),
    })
    case 'isr.grew': return mark('isr-in', 'mark.isr-in', { partition: told.partition, in: told.in.join(' ') })
    case 'replicas.changed': return mark('moved', isMoving(told) ? 'mark.reassigning' : 'mark.reassigned', {
      partition: told.partition, replicas: told.replicas.filter(id => !told.removing.includes(id)).join(' '),
    })
    case 'broker.unfenced': return mark('back', 'mark.broker-in', { broker: told.broker })
    case 'group.state': return told.state === 'PreparingRebalance' ? mark('group', 'mark.rebalance', { group: told.group }) : null
    case 'log.rolled': return told.partition.startsWith('__') ? null : mark('rolled', 'mark.rolled', { partition: told.partition, broker: told.broker })
    case 'log.truncated': return mark('cut', 'mark.truncated', { partition: told.partition, broker: told.broker, to: told.to })
    default: return null
  }
}

/** What must never be: an invariant that did not hold. */
export const markOfViolation = ({ at, name }: ClusterView['invariants'][number], index: number): TimeMark =>
  ({ id: `v${index}`, at, kind: 'broken', label: 'mark.broken', values: { name }, n: 1, selects: null })

/** A goal of the lesson that was met on this track. */
export const markOfGoal = ({ id, metAt, on }: GoalState, index: number, track: string): TimeMark | null =>
  metAt === null || on !== track ? null : { id: `g${id}`, at: metAt, kind: 'goal', label: 'mark.goal', values: { n: index + 1 }, n: 1, selects: null }

const isMoving = ({ adding, removing }: Extract<Told, { is: 'replicas.changed' }>): boolean => adding.length + removing.length > 0

const FAULTS: Partial<Record<Action['do'], Key>> = {
  'machine.powerOff': 'mark.power-off', 'process.kill': 'mark.killed', 'process.stop': 'mark.stopped', 'process.pause': 'mark.paused',
  'link.cut': 'mark.link-cut', 'link.slow': 'mark.link-slow',
  'disk.slow': 'mark.disk-slow', 'disk.fill': 'mark.disk-full', 'disk.fail': 'mark.disk-failed', 'disk.flip': 'mark.disk-flipped', 'clock.skew': 'mark.skewed',
}
const RETURNS: Partial<Record<Action['do'], Key>> = {
  'machine.powerOn': 'mark.power-on', 'process.resume': 'mark.resumed', 'link.mend': 'mark.mended', 'disk.unflip': 'mark.mended', 'disk.mend': 'mark.mended',
}

export const isFault = ({ do: does }: Action): boolean => FAULTS[does] !== undefined

/** One thing a person did to the world, if it is worth a mark. */
export const markOfAction = (at: Micros, action: Action, index: number): TimeMark | null => {
  const on = 'process' in action
    ? action.process
    : 'machine' in action ? action.machine : 'from' in action ? `${action.from} – ${action.to}` : 'script' in action ? action.script : ''
  const mark = (kind: TimeMark['kind'], label: Key): TimeMark => ({ id: `a${index}`, at, kind, label, values: { on }, n: 1, selects: null })
  const [fault, back] = [FAULTS[action.do], RETURNS[action.do]]
  if (fault) return mark('fault', fault)
  if (back) return mark('back', back)
  return action.do === 'script.run' ? mark('start', 'mark.script') : null
}

const TOGETHER: Micros = 1_000_000
const MANY: Partial<Record<Key, Key>> = {
  'mark.leader': 'mark.leaders', 'mark.leaderless': 'mark.leaderless-many', 'mark.isr-out': 'mark.isr-out-many',
  'mark.isr-out-controller': 'mark.isr-out-many', 'mark.isr-in': 'mark.isr-in-many', 'mark.broker-in': 'mark.broker-in-many',
  'mark.reassigning': 'mark.reassigning-many', 'mark.reassigned': 'mark.reassigned-many', 'mark.rolled': 'mark.rolled-many', 'mark.truncated': 'mark.truncated-many',
}

/** Marks in order of time; the same thing on several partitions within a second is one mark. */
export const gather = (marks: readonly TimeMark[]): TimeMark[] => [...marks].sort((a, b) => a.at - b.at).reduce<TimeMark[]>((out, mark) => {
  const many = MANY[mark.label]
  const i = out.findLastIndex(m => (m.label === mark.label || m.label === many) && mark.at - m.at <= TOGETHER)
  const before = out[i]
  if (!before || !many) return [...out, mark]
  const n = before.n + 1
  return out.with(i, { ...before, n, label: many, values: { ...before.values, n } })
}, [])

/** Fresh marks among those there are: only what lies close to them is looked at again. */
export function withMarks(marks: readonly TimeMark[], fresh: readonly TimeMark[]): readonly TimeMark[] {
  const from = Math.min(...fresh.map(({ at }) => at)) - TOGETHER, near = marks.findIndex(({ at }) => at >= from)
  const before = near < 0 ? marks : marks.slice(0, near), rest = near < 0 ? [] : marks.slice(near)
  return [...before, ...gather([...rest, ...fresh])]
}

/** A time bar has no room for more. */
const MOST_MARKS = 400
/** What was done, reached, or must never be: it goes last. */
const LASTING: ReadonlySet<MarkKind> = new Set(['start', 'fault', 'back', 'goal', 'broken'])

/** The newest, where there are too many; the oldest of what the cluster did by itself go first. */
export function newestMarks(marks: readonly TimeMark[], most = MOST_MARKS): readonly TimeMark[] {
  let over = marks.length - most
  return over <= 0 ? marks : marks.filter(({ kind }) => LASTING.has(kind) || over-- <= 0).slice(-most)
}
