import { processName, selectedProcess, serverAct, type Command } from './command.ts'

/** SIGTERM: a broker asks the controller to move its leaders before it goes. */
export const stopProcess: Command = {
  id: 'stop-process', label: 'do.stop', group: 'fault', values: processName,
  when: context => selectedProcess(context)?.state === 'up',
  run: context => {
    const process = selectedProcess(context)!
    context.do.act(process.view?.kind === 'script' ? { do: 'script.stop', script: process.name } : { do: 'process.stop', process: process.name })
  },
  shell: context => serverAct(context, 'process.stop'),
}
