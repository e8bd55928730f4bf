import { processName, selectedProcess, type Command } from './command.ts'

export const resumeProcess: Command = {
  id: 'resume-process', label: 'do.resume', group: 'mend', values: processName,
  when: context => selectedProcess(context)?.state === 'paused',
  run: context => context.do.act({ do: 'process.resume', process: selectedProcess(context)!.name }),
}
