import { selectedProcess, type Command } from './command.ts'

/** Brings the selected thing's faults under the fingers. */
export const showFaults: Command = {
  id: 'show-faults', label: 'do.faults', group: 'go', keys: ['f'],
  when: context => selectedProcess(context) !== null,
  run: () => document.querySelector<HTMLElement>('#acts button')?.focus(),
}
