import type { Command } from './command.ts'

const NEXT = { system: 'light', light: 'dark', dark: 'system' } as const

export const toggleTheme: Command = {
  id: 'toggle-theme', label: 'do.theme', group: 'view',
  when: () => true,
  run: context => context.do.set({ theme: NEXT[context.state.settings.theme] }),
}
