import { useBreakpoint, useDesk, useDo, useWords } from '../hooks.ts'
import { keyName } from '../commands/key-name.ts'
import type { Key } from '../i18n/index.ts'
import { Brand } from '../marks/Marks.tsx'

/** Worlds that have a name in words. */
const NAMES: Readonly<Record<string, Key>> = { 'three-racks': 'world.three-racks', 'attached': 'world.attached' }

export const TopBar = () => {
  const t = useWords()
  const door = useDo()
  const screen = useDesk(state => state.screen)
  const world = useDesk(state => state.world), live = useDesk(state => state.time.live)
  const lesson = useDesk(state => state.lesson?.title)
  const { theme, language } = useDesk(state => state.settings)
  const showsLesson = useShowsLesson()
  const learning = screen === 'home' || screen === 'lesson'
  return (
    <header className="top">
      <button className="brand" onClick={() => door.go('home')}><Brand />Kafka Terrarium</button>
      <nav className="nav" aria-label={t('nav.label')}>
        <button className="tool" aria-current={learning ? 'page' : undefined} onClick={() => door.go('home')}>{t('nav.learn')}</button>
        <button className="tool" aria-current={screen === 'explore' ? 'page' : undefined} onClick={() => door.go('explore')}>
          {t('nav.explore')}
        </button>
      </nav>
      <div className="crumb">
        {screen === 'lesson' && lesson && (showsLesson ? <b>{lesson}</b> : <h1>{lesson}</h1>)}
        {screen === 'explore' && (
          <><h1>{NAMES[world.name] ? t(NAMES[world.name]!) : world.name}</h1> · {live ? t('world.live') : t('world.seed', { seed: world.seed })}</>
        )}
      </div>
      <span className="spring" />
      {screen === 'explore' && !live && <button className="tool wide" onClick={() => door.openShare(true)}>{t('do.share')}</button>}
      {screen === 'explore' && !live && <button className="tool wide" onClick={() => door.openImport(true)}>{t('do.import')}</button>}
      <button className="tool wide" aria-current={screen === 'about' ? 'page' : undefined} onClick={() => door.go('about')}>{t('nav.about')}</button>
      <button className="tool box wide" onClick={() => door.openPalette(true)}>{t('nav.search')} <kbd>{keyName('mod+k')}</kbd></button>
      <button className="tool narrowonly" onClick={() => door.openPalette(true)}>{t('nav.menu')}</button>
      <button
        className="tool" onClick={() => door.set({ theme: theme === 'system' ? 'light' : theme === 'light' ? 'dark' : 'system' })}
        title={t('do.theme')}
      >{t(`theme.${theme}`)}</button>
      <button
        className="tool" lang={language === 'en' ? 'ko' : 'en'}
        onClick={() => door.set({ language: language === 'en' ? 'ko' : 'en' })}
        title={language === 'en' ? '한국어로 보기' : 'Read in English'}
      >{language === 'en' ? 'KO' : 'EN'}</button>
    </header>
  )
}

/** The lesson's own column has the page's first heading; where another pane has taken its place, the bar has it. */
const useShowsLesson = (): boolean => {
  const size = useBreakpoint()
  const isAlone = size === 'narrow' || size === 'shared'
  return useDesk(({ screen, layout }) => screen === 'lesson' && (!isAlone || layout.pane === 'lesson'))
}
