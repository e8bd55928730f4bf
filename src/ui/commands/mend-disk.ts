import { selectedMachine, type Command } from './command.ts'

export const mendDisk: Command = {
  id: 'mend-disk', label: 'do.disk-mend', group: 'mend',
  when: context => { const machine = selectedMachine(context); return machine !== null
    && context.state.view!.faults.some(f => f.is.startsWith('disk.') && f.is !== 'disk.flipped' && f.on.includes(machine)) },
  run: context => context.do.act({ do: 'disk.mend', machine: selectedMachine(context)! }),
}
