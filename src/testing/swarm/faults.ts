import type { Random } from '../../env/random.ts'
import type { Action } from '../../world/action.ts'

/** What may go wrong, each by its name; a world has some of them. */
export type FaultName = keyof typeof FAULTS

/** An action, so many milliseconds after its fault, or the traffic, began. */
export interface Deed { readonly atMs: number; readonly action: Action }

const BROKERS = [1, 2, 3]
const MACHINES = ['m1', 'm2', 'm3', 'c1', 'desk']
export const CONTROLLER = 'controller-4'

export const oneOf = <T>(random: Random, all: readonly T[]): T => all[random.below(all.length)]!
/** From `least` to `most`, both of them too. */
export const between = (random: Random, least: number, most: number): number => least + random.below(most - least + 1)

const at = (atMs: number, ...actions: Action[]): Deed[] => actions.map(action => ({ atMs, action }))
const forAWhile = (random: Random, harm: Action, ...cure: Action[]): Deed[] => [...at(0, harm), ...at(between(random, 1, 4_000), ...cure)]

function twoMachines(random: Random): { from: string; to: string } {
  const from = oneOf(random, MACHINES)
  return { from, to: oneOf(random, MACHINES.filter(machine => machine !== from)) }
}

/** The three brokers in some order. */
function anyOrder(random: Random): [number, number, number] {
  const first = oneOf(random, BROKERS), others = BROKERS.filter(id => id !== first)
  return random.below(2) === 0 ? [first, others[0]!, others[1]!] : [first, others[1]!, others[0]!]
}

const brokerOf = (id: number) => ({ process: `broker-${id}` })
const start = (id: number): Action => ({ do: 'process.start', ...brokerOf(id) })
const kill = (id: number): Action => ({ do: 'process.kill', ...brokerOf(id) })
const pause = (id: number): Action => ({ do: 'process.pause', ...brokerOf(id) })
const resume = (id: number): Action => ({ do: 'process.resume', ...brokerOf(id) })
const powerCycle = (id: number, afterMs: number): Deed[] =>
  [...at(0, { do: 'machine.powerOff', machine: `m${id}` }), ...at(afterMs, { do: 'machine.powerOn', machine: `m${id}` }, start(id))]

function cut(random: Random, oneWay: boolean): Deed[] {
  const line = twoMachines(random)
  return forAWhile(random, { do: 'link.cut', ...line, oneWay }, { do: 'link.mend', ...line })
}

/** Longer than `broker.session.timeout.ms` and `replica.lag.time.max.ms` of these worlds. */
const beyondAllTimeouts = (random: Random): number => between(random, 3_000, 6_000)

export const FAULTS = {
  kill: (random: Random): Deed[] => {
    const id = oneOf(random, BROKERS)
    return forAWhile(random, kill(id), start(id))
  },
  controllerKill: (random: Random): Deed[] =>
    forAWhile(random, { do: 'process.kill', process: CONTROLLER }, { do: 'process.start', process: CONTROLLER }),
  pause: (random: Random): Deed[] => {
    const process = oneOf(random, ['broker-1', 'broker-2', 'broker-3', CONTROLLER])
    return forAWhile(random, { do: 'process.pause', process }, { do: 'process.resume', process })
  },
  power: (random: Random): Deed[] => powerCycle(oneOf(random, BROKERS), between(random, 1, 4_000)),
  cut: (random: Random): Deed[] => cut(random, false),
  cutOneWay: (random: Random): Deed[] => cut(random, true),
  slowLine: (random: Random): Deed[] => {
    const line = twoMachines(random)
    return forAWhile(random, { do: 'link.slow', ...line, delayMs: between(random, 1, 400) }, { do: 'link.mend', ...line })
  },
  slowDisk: (random: Random): Deed[] => {
    const machine = `m${oneOf(random, BROKERS)}`
    return forAWhile(random, { do: 'disk.slow', machine, factor: between(random, 2, 1_000) }, { do: 'disk.mend', machine })
  },

  /** Killed and started again before anybody has missed it. */
  quickRestart: (random: Random): Deed[] => {
    const id = oneOf(random, BROKERS)
    return [...at(0, kill(id)), ...at(between(random, 1, 300), start(id))]
  },
  /** A controlled shutdown: leadership moves at once. */
  rollingRestart: (random: Random): Deed[] => {
    const [first, second] = anyOrder(random), pauseMs = between(random, 200, 1_500)
    const restart = (id: number, atMs: number) => [...at(atMs, { do: 'process.stop', ...brokerOf(id) }), ...at(atMs + pauseMs, kill(id), start(id))]
    return [...restart(first, 0), ...restart(second, pauseMs + 500)]
  },
  /** KIP-101, scenario 1: the next leader dies while the other follower still turns to it. */
  leadersInARow: (random: Random): Deed[] => {
    const [first, second, third] = anyOrder(random), line = { from: `m${second}`, to: `m${third}` }
    const nextMs = 100 + between(random, 1, 500), backMs = nextMs + between(random, 500, 2_000)
    return [
      ...at(0, { do: 'link.slow', ...line, delayMs: between(random, 50, 400) }),
      ...at(100, { do: 'process.stop', ...brokerOf(first) }), ...at(nextMs, kill(second)),
      ...at(backMs, kill(first), start(first), { do: 'link.mend', ...line }), ...at(backMs + between(random, 1, 3_000), start(second)),
    ]
  },
  /** Still leads as far as it knows, and clients still reach it. */
  islandLeader: (random: Random): Deed[] => {
    const [lonely, ...others] = anyOrder(random), untilMs = beyondAllTimeouts(random)
    const lines = ['c1', ...others.map(id => `m${id}`)].map(to => ({ from: `m${lonely}`, to }))
    return lines.flatMap(line => [...at(0, { do: 'link.cut', ...line }), ...at(untilMs, { do: 'link.mend', ...line })])
  },
  /** Replaced while it stood still, it wakes up with requests of its reign in hand. */
  sleepingLeader: (random: Random): Deed[] => {
    const [sleeper] = anyOrder(random)
    return [...at(0, pause(sleeper)), ...at(beyondAllTimeouts(random), resume(sleeper))]
  },
  /** What nobody else has goes with it. */
  aloneThenKilled: (random: Random): Deed[] => {
    const [leader, ...followers] = anyOrder(random), killMs = between(random, 50, 1_500)
    return [...at(0, ...followers.map(pause)), ...at(killMs, kill(leader), ...followers.map(resume)), ...at(killMs + between(random, 1, 3_000), start(leader))]
  },
} as const

export const FAULT_NAMES = Object.keys(FAULTS) as FaultName[]
