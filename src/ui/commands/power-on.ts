import { machineName, powered, selectedMachine, type Command } from './command.ts'

export const powerOn: Command = {
  id: 'power-on', label: 'do.power-on', group: 'mend', values: machineName,
  when: context => selectedMachine(context) !== null && !powered(context, selectedMachine(context)),
  run: context => context.do.act({ do: 'machine.powerOn', machine: selectedMachine(context)! }),
}
