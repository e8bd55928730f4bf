import type { Micros } from '../env/units.ts'
import type { MachineDisk } from './disk.ts'
import type { Hash } from './hash.ts'
import type { Endpoint } from './endpoint.ts'
import type { Profile } from './profiles.ts'
import type { Scheduled } from './queue.ts'
import type { Running } from './running.ts'

/** A computer: power, a disk, a network card, and what runs on it. */
export interface Machine {
  readonly index: number
  readonly name: string
  readonly rack: string | null
  readonly profile: Profile
  readonly disk: MachineDisk
  power: boolean
  bootedAt: Micros
  /** Its wall clock runs ahead by this many ms. */
  skewMs: number
  /** Events it has caused so far: the last part of their order. */
  caused: number
  nextPid: number
  readonly running: Map<number, Running>
  readonly endpoints: Map<string, Endpoint>
  readonly listeners: Map<number, number /* pid */>
  /** What a cut line or a dark machine kept from arriving, in order. */
  held: Scheduled[]
  /** When its network card has sent what it was given so far. */
  nicFreeAt: Micros
  readonly hash: Hash
}
