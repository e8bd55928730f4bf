import { powered, selectedMachine, selectedProcess, type Command } from './command.ts'

export const slowDisk: Command = {
  id: 'slow-disk', label: 'do.disk-slow', group: 'fault',
  when: context => powered(context, selectedMachine(context)) && selectedProcess(context)?.view?.kind === 'server'
    && context.state.view?.machines[selectedMachine(context)!]?.disk.slow === null,
  run: context => context.do.act({ do: 'disk.slow', machine: selectedMachine(context)!, factor: 100 }),
}
