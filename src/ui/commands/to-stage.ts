import type { Command } from './command.ts'

/** To the table behind the picture: arrows go through it, Enter selects. */
export const toStage: Command = {
  id: 'to-stage', label: 'do.stage', group: 'go', keys: ['s'],
  when: ({ state }) => state.view !== null && (state.screen === 'explore' || state.screen === 'lesson'),
  run: ({ do: door }) => {
    door.arrange({ pane: 'stage' })
    requestAnimationFrame(() => document.querySelector<HTMLElement>('.outline [tabindex="0"]')?.focus())
  },
}
