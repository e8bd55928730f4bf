import { powered, selectedMachine, selectedProcess, type Command } from './command.ts'

/** Every access fails: the broker's log directory goes offline. */
export const failDisk: Command = {
  id: 'fail-disk', label: 'do.disk-fail', group: 'fault',
  when: context => powered(context, selectedMachine(context)) && selectedProcess(context)?.view?.kind === 'server'
    && context.state.view?.machines[selectedMachine(context)!]?.disk.offline === false,
  run: context => context.do.act({ do: 'disk.fail', machine: selectedMachine(context)! }),
}
