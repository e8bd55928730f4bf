import { machineName, powered, selectedMachine, selectedProcess, type Command } from './command.ts'

/** The machine goes dark: whatever its page cache had not flushed is gone. */
export const powerOff: Command = {
  id: 'power-off', label: 'do.power-off', group: 'fault', values: machineName,
  when: context => powered(context, selectedMachine(context)) && selectedProcess(context)?.view?.kind === 'server',
  run: context => context.do.act({ do: 'machine.powerOff', machine: selectedMachine(context)! }),
}
