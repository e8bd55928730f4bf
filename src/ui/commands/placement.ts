import type { Settings } from '../desk.ts'
import type { Command } from './command.ts'

const toggle = (placement: Settings['placement'], id: string, label: Command['label']): Command => ({
  id, label, group: 'view',
  when: ({ state }) => state.settings.placement !== placement,
  run: context => context.do.set({ placement }),
})

export const oneWorker = toggle('one', 'one-worker', 'placement.one')
export const workerPerBroker = toggle('broker', 'worker-per-broker', 'placement.broker')
