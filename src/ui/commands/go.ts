import type { Screen } from '../desk.ts'
import type { Key } from '../i18n/index.ts'
import type { Command } from './command.ts'

const to = (screen: Screen, label: Key): Command =>
  ({ id: `go-${screen}`, label, group: 'go', when: ({ state }) => state.screen !== screen, run: context => context.do.go(screen) })

export const goHome = to('home', 'do.home')
export const goExplore = to('explore', 'do.explore')
export const goAbout = to('about', 'do.about')
