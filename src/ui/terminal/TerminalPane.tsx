import '@xterm/xterm/css/xterm.css'
import './terminal.css'
import { useCallback, useEffect, useRef, useState } from 'react'
import { useStore } from 'zustand'
import { useDesk, useDo, useMedia, useWords } from '../hooks.ts'
import { useEntry } from '../shell/entry.ts'
import { screenOf, type Screen } from './screen.ts'
import { pageTheme } from './theme.ts'

/** A command line beside the cluster. */
export default function TerminalPane() {
  const t = useWords()
  const { shell } = useDo()
  const [screen, setScreen] = useState<Screen | null>(null)
  useEffect(() => {
    let wanted = true
    void shell().then(opened => { if (wanted) setScreen(screenOf(opened, t)) })
    return () => { wanted = false }
  }, [shell, t])
  return screen && <Pane screen={screen} />
}

const Pane = ({ screen }: { screen: Screen }) => {
  const t = useWords()
  const box = useRef<HTMLDivElement>(null)
  const theme = useDesk(state => state.settings.theme)
  const isDark = useMedia('(prefers-color-scheme: dark)')
  const running = useStore(screen.state, state => state.running)
  const playing = useDesk(state => state.time.playing)

  useEffect(() => {
    screen.show(box.current!)
    const observer = new ResizeObserver(() => screen.fit())
    observer.observe(box.current!)
    return () => {
      observer.disconnect()
      screen.hide()
    }
  }, [screen])
  useEntry('terminal', useCallback(() => screen.focus(), [screen]))
  useEffect(() => screen.setWords(t), [screen, t])
  // the document wears a new theme a moment after it was chosen
  useEffect(() => {
    const frame = requestAnimationFrame(() => screen.setTheme(pageTheme()))
    return () => cancelAnimationFrame(frame)
  }, [screen, theme, isDark])

  return (
    <div className="terminal">
      <div className="terminal-screen" ref={box} onClick={() => screen.focus()} />
      <p className="terminal-foot">
        <span role="status">{running && !playing ? t('terminal.paused') : ''}</span>
        <span>{t('terminal.exit')}</span>
      </p>
    </div>
  )
}
