import { powered, selectedMachine, selectedProcess, type Command } from './command.ts'

/** Somebody else's files: all but 64 kB of the disk is taken. */
export const fillDisk: Command = {
  id: 'fill-disk', label: 'do.disk-fill', group: 'fault',
  when: context => powered(context, selectedMachine(context)) && selectedProcess(context)?.view?.kind === 'server',
  run: context => context.do.act({ do: 'disk.fill', machine: selectedMachine(context)!, leaveBytes: 65_536 }),
}
