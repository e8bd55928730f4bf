import type { ServerView } from '../env/view.ts'

/** Where a server is in its life (BrokerState). */
export type Lifecycle = ServerView['lifecycle']
export type LifecycleEvent = 'caughtUp' | 'unfenced' | 'stop' | 'mayShutDown' | 'stopped'

/** What leads from where to where; what is not in the table changes nothing. */
export const lifecycleTransitions: Readonly<Record<Lifecycle, Readonly<Partial<Record<LifecycleEvent, Lifecycle>>>>> = {
  STARTING: { caughtUp: 'RECOVERY', stop: 'SHUTTING_DOWN' },
  RECOVERY: { unfenced: 'RUNNING', stop: 'SHUTTING_DOWN' },
  RUNNING: { stop: 'PENDING_CONTROLLED_SHUTDOWN' },
  PENDING_CONTROLLED_SHUTDOWN: { mayShutDown: 'SHUTTING_DOWN' },
  SHUTTING_DOWN: { stopped: 'NOT_RUNNING' },
  NOT_RUNNING: {},
}
/** A controller without a broker has nobody to ask: it is running when it is up, and stops when it is told to. */
export const controllerTransitions: typeof lifecycleTransitions = {
  ...lifecycleTransitions,
  STARTING: { unfenced: 'RUNNING', stop: 'SHUTTING_DOWN' },
  RUNNING: { stop: 'SHUTTING_DOWN' },
}
