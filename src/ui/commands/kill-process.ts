import { processName, selectedProcess, type Command } from './command.ts'

/** SIGKILL: the process is gone, its machine's page cache is not. */
export const killProcess: Command = {
  id: 'kill-process', label: 'do.kill', group: 'fault', keys: ['k'], values: processName,
  when: context => { const process = selectedProcess(context); return process !== null && process.state !== 'down' },
  run: context => context.do.act({ do: 'process.kill', process: selectedProcess(context)!.name }),
}
