import { useDeferredValue, useLayoutEffect, useMemo, useRef, useState, type KeyboardEvent } from 'react'
import { available } from '../commands/index.ts'
import { keyName } from '../commands/key-name.ts'
import type { Command } from '../commands/command.ts'
import { useDeskStore, useDo, useWords } from '../hooks.ts'
import type { Selection } from '../desk.ts'
import { entry } from './entry.ts'
import { placesOf } from './places.ts'

/** What fills the list; the rest is drawn when nothing more urgent is to be. */
const AT_ONCE = 24

interface Found { id: string; text: string; aside: string; keys: readonly string[]; run(): void }

/** Search or run: every command that makes sense now, and every thing one can select. */
export const Palette = () => {
  const t = useWords()
  const door = useDo()
  const store = useDeskStore()
  const dialog = useRef<HTMLDialogElement>(null)
  const [query, setQuery] = useState('')
  const [at, setAt] = useState(0)
  const entries = useMemo(() => {
    const context = { state: store.getState(), do: door }
    const commandEntry = (c: Command): Found =>
      ({
        id: c.id, text: t(c.label, c.values?.(context)), aside: t(`group.${c.group}`), keys: c.keys ?? [],
        run: () => c.run({ state: store.getState(), do: door }),
      })
    const placeEntry = ({ text, selection }: { text: string; selection: Selection }): Found =>
      ({
        id: `go ${text}`, text, aside: t('palette.select'), keys: [],
        run: () => {
          door.select(selection)
          if (context.state.screen === 'home' || context.state.screen === 'about') door.go('explore')
          requestAnimationFrame(() => entry.ask('side'))
        },
      })
    return [...available(context).filter(c => c.id !== 'open-palette').map(commandEntry), ...placesOf(context.state.view).map(placeEntry)]
  }, [t, door, store])
  const asked = query.toLowerCase().trim()
  const found = useMemo(() => {
    const isIt = (e: Found) => Number(e.text.toLowerCase() === asked)
    return entries.filter(e => asked.split(/\s+/).every(word => `${e.text} ${e.aside}`.toLowerCase().includes(word))).sort((a, b) => isIt(b) - isIt(a))
  }, [entries, asked])
  const chosen = Math.min(at, found.length - 1)
  const drawn = useDeferredValue(found, found.slice(0, AT_ONCE))

  // closing gives the focus back to where it was, but only while the dialog is still there
  useLayoutEffect(() => {
    const shown = dialog.current
    shown?.showModal()
    return () => shown?.close()
  }, [])
  const run = (chosen: Found | undefined) => {
    door.openPalette(false)
    chosen?.run()
  }
  const onKeyDown = (event: KeyboardEvent) => {
    event.stopPropagation()
    if (event.key === 'ArrowDown') setAt(Math.min(found.length - 1, chosen + 1))
    else if (event.key === 'ArrowUp') setAt(Math.max(0, chosen - 1))
    else if (event.key === 'Enter') run(found[chosen])
    else return
    event.preventDefault()
  }
  return (
    <dialog
      ref={dialog} className="palette" onClose={() => door.openPalette(false)} onKeyDown={onKeyDown}
      onClick={event => event.target === dialog.current && door.openPalette(false)} aria-label={t('nav.search')}
    >
      <input
        autoFocus role="combobox" aria-expanded="true" aria-controls="found" aria-activedescendant={found[chosen]?.id}
        aria-label={t('nav.search')} placeholder={t('nav.search')} value={query}
        onChange={event => { setQuery(event.target.value); setAt(0) }}
      />
      <ul id="found" role="listbox" className="scroll">
        {drawn.map((each, i) => (
          <li
            key={each.id} id={each.id} role="option" aria-selected={i === chosen}
            ref={i === chosen ? el => el?.scrollIntoView({ block: 'nearest' }) : undefined} onClick={() => run(each)}
            onMouseMove={() => setAt(i)}
          >
            <span>{each.text}</span><span className="dim">{each.aside}</span><span className="keys">{each.keys.map(key => (
              <kbd key={key}>{keyName(key)}</kbd>
            ))}</span>
          </li>
        ))}
        {found.length === 0 && <li className="dim">{t('palette.none')}</li>}
      </ul>
    </dialog>
  )
}
