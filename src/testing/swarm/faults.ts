import type { Random } from '../../env/random.ts'
import type { Action } from '../../world/action.ts'

/** What may go wrong, each by its name; a world has some of them. */
export type FaultName = keyof typeof FAULTS

/** A fault and what takes it back. */
interface Fault { readonly harm: Action; readonly cure: readonly Action[] }

const BROKERS = [1, 2, 3]
const MACHINES = ['m1', 'm2', 'm3', 'c1', 'desk']
export const CONTROLLER = 'controller-4'

export const oneOf = <T>(random: Random, all: readonly T[]): T => all[random.below(all.length)]!
/** From `least` to `most`, both of them too. */
export const between = (random: Random, least: number, most: number): number => least + random.below(most - least + 1)

function twoMachines(random: Random): { from: string; to: string } {
  const from = oneOf(random, MACHINES)
  return { from, to: oneOf(random, MACHINES.filter(machine => machine !== from)) }
}

function cut(random: Random, oneWay: boolean): Fault {
  const line = twoMachines(random)
  return { harm: { do: 'link.cut', ...line, oneWay }, cure: [{ do: 'link.mend', ...line }] }
}

const killing = (process: string): Fault => ({ harm: { do: 'process.kill', process }, cure: [{ do: 'process.start', process }] })

export const FAULTS = {
  kill: (random: Random): Fault => killing(`broker-${oneOf(random, BROKERS)}`),
  controllerKill: (): Fault => killing(CONTROLLER),
  pause: (random: Random): Fault => {
    const process = oneOf(random, ['broker-1', 'broker-2', 'broker-3', CONTROLLER])
    return { harm: { do: 'process.pause', process }, cure: [{ do: 'process.resume', process }] }
  },
  power: (random: Random): Fault => {
    const id = oneOf(random, BROKERS), machine = `m${id}`
    return { harm: { do: 'machine.powerOff', machine }, cure: [{ do: 'machine.powerOn', machine }, { do: 'process.start', process: `broker-${id}` }] }
  },
  cut: (random: Random): Fault => cut(random, false),
  cutOneWay: (random: Random): Fault => cut(random, true),
  slowLine: (random: Random): Fault => {
    const line = twoMachines(random)
    return { harm: { do: 'link.slow', ...line, delayMs: between(random, 1, 400) }, cure: [{ do: 'link.mend', ...line }] }
  },
  slowDisk: (random: Random): Fault => {
    const machine = `m${oneOf(random, BROKERS)}`
    return { harm: { do: 'disk.slow', machine, factor: between(random, 2, 1_000) }, cure: [{ do: 'disk.mend', machine }] }
  },
} as const

export const FAULT_NAMES = Object.keys(FAULTS) as FaultName[]
