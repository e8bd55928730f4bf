import type { Arrival } from '../host/bring.ts'
import type { BrokenReport, HostStatus } from '../host/frame.ts'
import type { OpenAsk, Opening } from '../host/door.ts'
import type { Held } from '../storage/locks.ts'
import type { StorageProblem } from '../storage/store.ts'

/*
 * A world's life in this tab. `README.md` prints the table of it; the page draws its states. It stands on the page's way to its first
 * picture, so it is a table and no more; `lifecycle-run.ts` follows it.
 */

export type LifecycleValue =
  | 'none' | 'locking' | 'opening' | 'live.running' | 'live.paused' | 'live.hidden' | 'live.storageLimited' | 'live.storageStopped'
  | 'heldElsewhere' | 'refused' | 'broken' | 'crashed' | 'leaving'

export interface LifecycleContext {
  readonly ask: OpenAsk | null
  readonly held: Held | null
  readonly steal: boolean
  readonly arrival: Arrival | null
  readonly seed: number
  /** Why the world will not outlive the page. */
  readonly notKept: StorageProblem | null
  readonly refusal: { problem: StorageProblem; message: string } | null
  readonly broken: BrokenReport | null
  readonly crash: string | null
}

export type LifecycleEvent =
  | { type: 'open'; ask: OpenAsk }
  | { type: 'close' }
  /** Says of a world another tab holds: it shall be mine. */
  | { type: 'takeOver' }
  | { type: 'stolen' }
  | { type: 'crashed'; message: string }
  | { type: 'status'; status: HostStatus }
  /** After a refusal, a break, a crash: once more. */
  | { type: 'again' }
  | { type: 'startOver' }
  | Done

/** How what a state does has ended. */
export type Done =
  /** Null: another tab has the world. */
  | { type: 'held'; held: Held | null }
  | { type: 'opened'; opening: Opening }
  | { type: 'closed' }
  | { type: 'failed'; error: unknown }

/** What is done on entering a state; its end is an event, unless the state has been left by then. */
export type Deed = 'hold' | 'open' | 'close'

export const NOBODY: LifecycleContext = {
  ask: null, held: null, steal: false, arrival: null, seed: 0, notKept: null, refusal: null, broken: null, crash: null,
}

export interface Edge<Event> {
  readonly to: LifecycleValue
  readonly when?: (event: Event, context: LifecycleContext) => boolean
  readonly then?: (context: LifecycleContext, event: Event) => Partial<LifecycleContext>
}
type Of<Type extends LifecycleEvent['type']> = Extract<LifecycleEvent, { type: Type }>
/** The first edge that may be taken is. */
export type Edges = { readonly [Type in LifecycleEvent['type']]?: readonly Edge<Of<Type>>[] }
export interface State { readonly does?: Deed; readonly on: Edges }

type Status = Of<'status'>
const shows = ({ status }: Status, is: HostStatus['state']['is']): boolean => status.state.is === is
const stopped = ({ status: { state } }: Status) => state.is === 'storage-stopped' ? state : null

const isOurs = ({ held }: Of<'held'>) => held !== null
const opened = ({ opening }: Of<'opened'>) => opening.ok
const isAsked = (_: Of<'closed'>, { ask }: LifecycleContext) => ask !== null
const showsRunning = (event: Status) => shows(event, 'running') || shows(event, 'waiting')
const showsPaused = (event: Status) => shows(event, 'paused')
const showsHidden = (event: Status) => shows(event, 'hidden')
const showsLimited = (event: Status) => shows(event, 'storage-limited')
const showsFenced = (event: Status) => stopped(event)?.problem === 'fenced'
const showsStopped = (event: Status) => stopped(event) !== null
const showsBroken = (event: Status) => shows(event, 'broken')

const ask = ({ held }: LifecycleContext, event: Of<'open'>) => ({ ...NOBODY, held, ask: event.ask })
const forget = ({ held }: LifecycleContext) => ({ ...NOBODY, held })
const startOver = ({ held, ask: last }: LifecycleContext) => ({ ...NOBODY, held, ask: last && { ...last, startOver: true } })
const steal = () => ({ steal: true })
const hold = (_: LifecycleContext, { held }: Of<'held'>) => ({ held })
const letGo = () => ({ held: null })
/** What was asked for once (start over) is not asked for again. */
const arrive = ({ ask: last }: LifecycleContext, { opening }: Of<'opened'>): Partial<LifecycleContext> => ({
  ask: last && { ...last, startOver: false }, steal: false,
  ...(opening.ok && { arrival: opening.arrival, seed: opening.seed, notKept: opening.notKept }),
})
const refuse = (_: LifecycleContext, { opening }: Of<'opened'>) => ({ refusal: opening.ok ? null : opening })
const fail = (_: LifecycleContext, { error }: Of<'failed'>) => ({ refusal: { problem: 'failed' as const, message: String(error) } })
const stop = (_: LifecycleContext, event: Status) => ({ refusal: stopped(event) })
const report = (_: LifecycleContext, { status: { state } }: Status) => ({ broken: state.is === 'broken' ? state.report : null })
const crash = (_: LifecycleContext, { message }: Of<'crashed'>) => ({ crash: message })
const die = (_: LifecycleContext, { error }: Of<'failed'>) => ({ crash: String(error) })

const BREAKS: Edges = { stolen: [{ to: 'heldElsewhere' }], crashed: [{ to: 'crashed', then: crash }] }
const WAYS_ON: Edges = { again: [{ to: 'leaving' }], startOver: [{ to: 'leaving', then: startOver }] }

const live: State = {
  on: {
    ...BREAKS,
    startOver: [{ to: 'leaving', then: startOver }],
    status: [
      { to: 'broken', when: showsBroken, then: report },
      { to: 'heldElsewhere', when: showsFenced },
      { to: 'live.storageStopped', when: showsStopped, then: stop },
      { to: 'live.storageLimited', when: showsLimited },
      { to: 'live.hidden', when: showsHidden },
      { to: 'live.paused', when: showsPaused },
      { to: 'live.running', when: showsRunning },
    ],
  },
}

/** What may happen in each state; a name with a dot is one way of being `live`. */
export const LIFECYCLE: Readonly<Record<string, State>> = {
  none: { on: { open: [{ to: 'locking', then: ask }] } },
  locking: {
    does: 'hold',
    on: { held: [{ to: 'opening', when: isOurs, then: hold }, { to: 'heldElsewhere' }], failed: [{ to: 'refused', then: fail }] },
  },
  opening: {
    does: 'open',
    on: {
      opened: [{ to: 'live.running', when: opened, then: arrive }, { to: 'refused', then: refuse }],
      failed: [{ to: 'crashed', then: die }],
      ...BREAKS,
      // an opening that cannot be stored would never end
      status: [{ to: 'broken', when: showsBroken, then: report }, { to: 'refused', when: showsStopped, then: stop }],
    },
  },
  live,
  /** Another tab writes this world; nothing here does. */
  heldElsewhere: { does: 'close', on: { takeOver: [{ to: 'leaving', then: steal }], again: [{ to: 'leaving' }] } },
  refused: { on: WAYS_ON },
  broken: { on: WAYS_ON },
  crashed: { on: WAYS_ON },
  /** Commits what there is, lets go of the lock; then on to the world that was asked for, if any. */
  leaving: { does: 'close', on: { closed: [{ to: 'locking', when: isAsked, then: letGo }, { to: 'none', then: letGo }] } },
}

/** Wherever nothing else is said of it. */
export const ANYWHERE: Edges = { open: [{ to: 'leaving', then: ask }], close: [{ to: 'leaving', then: forget }] }

export const isLive = (value: LifecycleValue): boolean => value.startsWith('live.')
export const stateOf = (value: LifecycleValue): State => LIFECYCLE[isLive(value) ? 'live' : value]!
