import { memo, useEffect, type MouseEvent, type ReactNode } from 'react'
import { blocks } from './desk.ts'
import { Home } from './home/Home.tsx'
import { useDesk, useMedia, useWords } from './hooks.ts'
import { Import } from './import/Import.tsx'
import { Patterns } from './marks/Marks.tsx'
import { About, NewVersion, OpenPalette, ShareDialog, Shared, Shortcuts, World } from './parts.tsx'
import { Announcer } from './shell/Announcer.tsx'
import { TopBar } from './shell/TopBar.tsx'
import { TroublePage } from './trouble/TroublePage.tsx'

/** The page. `editor` is handed in, so that nothing here loads it. */
export const App = ({ editor = null }: { editor?: ReactNode }) => {
  const t = useWords()
  useTheme()
  useTitle()
  return (
    <div className="app">
      <a className="skip" href="#main" onClick={skip}>{t('skip')}</a>
      <Patterns />
      <TopBar />
      <Newer />
      <Screen editor={editor} />
      <Palette />
      <Share />
      <Shortcuts />
      <Import />
      <Announcer />
    </div>
  )
}

const Palette = () => useDesk(state => state.palette) ? <OpenPalette /> : null

const Share = () => useDesk(state => state.sharing) ? <ShareDialog /> : null

const Newer = () => useDesk(state => state.offline.newer) ? <NewVersion /> : null

/** The address says which world is open, so the link must not change it. */
const skip = (event: MouseEvent) => {
  event.preventDefault()
  document.querySelector<HTMLElement>('#main')?.focus()
}

/** Theme and language are the document's, and nothing here is drawn anew for them. */
const Screen = memo(({ editor }: { editor: ReactNode }) => {
  const screen = useDesk(state => state.screen)
  const trouble = useDesk(state => state.trouble)
  if (screen === 'about') return <About />
  if (screen === 'shared') return <Shared />
  if (trouble && blocks(trouble) && !(trouble.is === 'loading' && screen === 'home')) return <TroublePage trouble={trouble} />
  return screen === 'home' ? <Home /> : <World editor={editor} />
})

/** A hidden tab stands still, and says so where it can be seen: in its title. */
const useTitle = () => {
  const t = useWords()
  const hidden = useDesk(state => state.trouble?.is === 'hidden')
  useEffect(() => { document.title = hidden ? `${t('time.paused')} · Kafka Terrarium` : 'Kafka Terrarium' }, [hidden, t])
}

/** Theme and language of the document follow the settings; `system` follows the system. */
const useTheme = () => {
  const { theme, language } = useDesk(state => state.settings)
  const dark = useMedia('(prefers-color-scheme: dark)')
  useEffect(() => { document.documentElement.dataset.theme = theme === 'system' ? dark ? 'dark' : 'light' : theme }, [theme, dark])
  useEffect(() => { document.documentElement.lang = language }, [language])
}
