import { processName, selectedProcess, type Command } from './command.ts'

/** SIGSTOP: like a very long garbage collection. Its sockets stay open, and nobody answers. */
export const pauseProcess: Command = {
  id: 'pause-process', label: 'do.pause', group: 'fault', values: processName,
  when: context => selectedProcess(context)?.state === 'up' && selectedProcess(context)!.view?.kind !== 'script',
  run: context => context.do.act({ do: 'process.pause', process: selectedProcess(context)!.name }),
}
