import { assign, fromPromise, setup } from 'xstate'
import type { Arrival } from '../host/bring.ts'
import type { BrokenReport, HostStatus } from '../host/frame.ts'
import type { OpenAsk, Opening } from '../host/door.ts'
import type { Held } from '../storage/locks.ts'
import type { StorageProblem } from '../storage/store.ts'

/*
 * A world's life in this tab. `README.md` prints the table of it; the page draws its states.
 */

export interface LifecycleContext {
  ask: OpenAsk | null
  held: Held | null
  steal: boolean
  arrival: Arrival | null
  seed: number
  /** Why the world will not outlive the page. */
  notKept: StorageProblem | null
  refusal: { problem: StorageProblem; message: string } | null
  broken: BrokenReport | null
  crash: string | null
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

const NOBODY: LifecycleContext = {
  ask: null, held: null, steal: false, arrival: null, seed: 0, notKept: null, refusal: null, broken: null, crash: null,
}

const stateIs = (event: LifecycleEvent, ...wanted: HostStatus['state']['is'][]): boolean =>
  event.type === 'status' && wanted.includes(event.status.state.is)
const problemOf = (event: LifecycleEvent): StorageProblem | null =>
  event.type === 'status' && event.status.state.is === 'storage-stopped' ? event.status.state.problem : null

const factsOf = (opening: Opening): Partial<LifecycleContext> =>
  opening.ok ? { arrival: opening.arrival, seed: opening.seed, notKept: opening.notKept } : {}

export const lifecycleMachine = setup({
  types: { context: {} as LifecycleContext, events: {} as LifecycleEvent },
  actors: {
    hold: fromPromise<Held | null, { world: string; steal: boolean }>(() => Promise.reject(new Error('not provided'))),
    openWorld: fromPromise<Opening, OpenAsk>(() => Promise.reject(new Error('not provided'))),
    closeWorld: fromPromise<void, Held | null>(() => Promise.reject(new Error('not provided'))),
  },
  guards: {
    isOurs: (_, held: Held | null) => held !== null,
    opened: (_, opening: Opening) => opening.ok,
    showsRunning: ({ event }) => stateIs(event, 'running', 'waiting'),
    showsPaused: ({ event }) => stateIs(event, 'paused'),
    showsHidden: ({ event }) => stateIs(event, 'hidden'),
    showsLimited: ({ event }) => stateIs(event, 'storage-limited'),
    showsFenced: ({ event }) => problemOf(event) === 'fenced',
    showsStopped: ({ event }) => stateIs(event, 'storage-stopped'),
    showsBroken: ({ event }) => stateIs(event, 'broken'),
  },
  actions: {
    ask: assign(({ context, event }) => event.type === 'open' ? { ...NOBODY, held: context.held, ask: event.ask } : {}),
    startOver: assign(({ context }) => ({ ...NOBODY, held: context.held, ask: context.ask && { ...context.ask, startOver: true } })),
    /** What was asked for once (start over) is not asked for again. */
    once: assign(({ context }) => ({ ask: context.ask && { ...context.ask, startOver: false }, steal: false })),
    steal: assign({ steal: true }),
    forget: assign(({ context }) => ({ ...NOBODY, held: context.held })),
    letGo: assign({ held: null }),
    report: assign({ broken: ({ event }) => event.type === 'status' && event.status.state.is === 'broken' ? event.status.state.report : null }),
    crash: assign({ crash: ({ event }) => event.type === 'crashed' ? event.message : null }),
    stopped: assign({ refusal: ({ event }) => event.type === 'status' && event.status.state.is === 'storage-stopped' ? event.status.state : null }),
  },
}).createMachine({
  id: 'world', context: NOBODY, initial: 'none',
  on: { open: { target: '.leaving', actions: 'ask' }, close: { target: '.leaving', actions: 'forget' } },
  states: {
    none: { on: { open: { target: 'locking', actions: 'ask' } } },
    locking: {
      invoke: {
        src: 'hold', input: ({ context }) => ({ world: context.ask!.definition.id, steal: context.steal }),
        onDone: [
          {
            guard: { type: 'isOurs', params: ({ event }) => event.output },
            target: 'opening', actions: assign({ held: ({ event }) => event.output }),
          },
          { target: 'heldElsewhere' },
        ],
        onError: { target: 'refused', actions: assign({ refusal: ({ event }) => ({ problem: 'failed', message: String(event.error) }) }) },
      },
    },
    opening: {
      invoke: {
        src: 'openWorld', input: ({ context }) => context.ask!,
        onDone: [
          {
            guard: { type: 'opened', params: ({ event }) => event.output },
            target: 'live', actions: ['once', assign(({ event }) => factsOf(event.output))],
          },
          { target: 'refused', actions: assign({ refusal: ({ event }) => event.output.ok ? null : event.output }) },
        ],
        onError: { target: 'crashed', actions: assign({ crash: ({ event }) => String(event.error) }) },
      },
      on: {
        stolen: 'heldElsewhere',
        crashed: { target: 'crashed', actions: 'crash' },
        status: [
          { guard: 'showsBroken', target: 'broken', actions: 'report' },
          // an opening that cannot be stored would never end
          { guard: 'showsStopped', target: 'refused', actions: 'stopped' },
        ],
      },
    },
    live: {
      initial: 'running',
      on: {
        stolen: 'heldElsewhere',
        crashed: { target: 'crashed', actions: 'crash' },
        startOver: { target: 'leaving', actions: 'startOver' },
        status: [
          { guard: 'showsBroken', target: 'broken', actions: 'report' },
          { guard: 'showsFenced', target: 'heldElsewhere' },
          { guard: 'showsStopped', target: '.storageStopped', actions: 'stopped' },
          { guard: 'showsLimited', target: '.storageLimited' },
          { guard: 'showsHidden', target: '.hidden' },
          { guard: 'showsPaused', target: '.paused' },
          { guard: 'showsRunning', target: '.running' },
        ],
      },
      states: { running: {}, paused: {}, hidden: {}, storageLimited: {}, storageStopped: {} },
    },
    /** Another tab writes this world; nothing here does. */
    heldElsewhere: {
      invoke: { src: 'closeWorld', input: ({ context }) => context.held },
      on: { takeOver: { target: 'leaving', actions: 'steal' }, again: 'leaving' },
    },
    refused: { on: { again: 'leaving', startOver: { target: 'leaving', actions: 'startOver' } } },
    broken: { on: { again: 'leaving', startOver: { target: 'leaving', actions: 'startOver' } } },
    crashed: { on: { again: 'leaving', startOver: { target: 'leaving', actions: 'startOver' } } },
    /** Commits what there is, lets go of the lock; then on to the world that was asked for, if any. */
    leaving: {
      invoke: {
        src: 'closeWorld', input: ({ context }) => context.held,
        onDone: [{ guard: ({ context }) => context.ask !== null, target: 'locking', actions: 'letGo' }, { target: 'none', actions: 'letGo' }],
        onError: [{ guard: ({ context }) => context.ask !== null, target: 'locking', actions: 'letGo' }, { target: 'none', actions: 'letGo' }],
      },
    },
  },
})
