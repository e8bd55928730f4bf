import { powered, processName, selectedProcess, serverAct, type Command } from './command.ts'

export const startProcess: Command = {
  id: 'start-process', label: 'do.start', group: 'mend', values: processName,
  when: context => {
    const process = selectedProcess(context)
    return process?.state === 'down' && process.view?.kind !== 'script' && powered(context, process.machine)
  },
  run: context => context.do.act({ do: 'process.start', process: selectedProcess(context)!.name }),
  shell: context => serverAct(context, 'process.start'),
}
