import { serverLine } from '../../session/shell/command-lines.ts'
import type { RunningView } from '../../world/view.ts'
import type { DeskDo, DeskState } from '../desk.ts'
import type { Key, Values } from '../i18n/index.ts'

/**
 * One thing a person can do: one object, in one file, feeds the side pane's buttons, the palette, the shortcut and the
 * help. `when` says whether it makes sense now; `keys` as `KeyboardEvent.key` spells them, `mod+` for ⌘ or Ctrl.
 */
export interface Command {
  id: string
  label: Key
  group: 'fault' | 'mend' | 'kafka' | 'time' | 'view' | 'go'
  keys?: readonly string[]
  values?(context: CommandContext): Values
  when(context: CommandContext): boolean
  run(context: CommandContext): void
  /** What one would type in a terminal to do the same, where there is such a tool. */
  shell?(context: CommandContext): string | null
}
export interface CommandContext { state: DeskState; do: DeskDo }

/** The process a fault would hit: the selected broker's, controller's or client's. */
export const selectedProcess = ({ state }: CommandContext): RunningView | null => {
  const { view, selection } = state
  if (!view || !selection) return null
  const all = Object.values(view.processes)
  if (selection.is === 'process') return view.processes[selection.process] ?? null
  if (selection.is === 'broker' || selection.is === 'replica') return all.find(p => p.view?.kind === 'server' && p.view.roles.includes('broker')
    && p.view.nodeId === selection.broker)
    ?? null
  if (selection.is === 'controller') return all.find(p => p.view?.kind === 'server' && p.view.roles.includes('controller')
    && p.view.nodeId === selection.node)
    ?? null
  return null
}
export const selectedMachine = (context: CommandContext): string | null => selectedProcess(context)?.machine ?? null

/** The line between two machines that is selected, and what was done to it. */
export const selectedLink = ({ state }: CommandContext): { from: string; to: string; faults: readonly string[] } | null => {
  if (state.selection?.is !== 'link' || !state.view) return null
  const { from, to } = state.selection
  return { from, to, faults: state.view.faults.filter(f => f.is.startsWith('link.') && f.on.includes(from) && f.on.includes(to)).map(f => f.is) }
}
export const powered = ({ state }: CommandContext, machine: string | null): boolean =>
  machine !== null && state.view?.machines[machine]?.power === true

/** Kafka's script for the server that is selected; anything else has no script. */
export const serverAct = (context: CommandContext, act: 'process.start' | 'process.stop'): string | null => {
  const process = selectedProcess(context)
  return process?.view?.kind === 'server' ? serverLine({ do: act, process: process.name }) : null
}

/** Name of what a fault would hit, for its label. */
export const processName = (context: CommandContext): Values => ({ on: selectedProcess(context)?.name ?? '' })
export const machineName = (context: CommandContext): Values => ({ on: selectedMachine(context) ?? '' })
