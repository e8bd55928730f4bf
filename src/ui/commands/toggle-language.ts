import type { Command } from './command.ts'

export const toggleLanguage: Command = {
  id: 'toggle-language', label: 'do.language', group: 'view',
  when: () => true,
  run: context => context.do.set({ language: context.state.settings.language === 'en' ? 'ko' : 'en' }),
}
