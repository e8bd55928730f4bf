import { useEffect } from 'react'
import { commandFor } from '../commands/index.ts'
import { useDeskStore, useDo } from '../hooks.ts'
import { useKeptFocus } from './kept-focus.ts'

const TYPING = 'input:not([type=range]), textarea, select, [contenteditable], dialog, .monaco-editor'

/** The keyboard's own: a focus that is never lost, and shortcuts for the whole page, except where something is being typed or a control takes the key itself. */
export const Shortcuts = () => {
  const store = useDeskStore()
  const door = useDo()
  useKeptFocus()
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      const element = event.target as Element | null
      const palette = (event.metaKey || event.ctrlKey) && event.key.toLowerCase() === 'k'
      const isOfAll = palette || event.key === 'F6' && !element?.closest('dialog')
      if (!isOfAll && element?.closest(TYPING)) return
      if ((event.key === ' ' || event.key === 'Enter') && element?.closest('button, a, [role=button], summary')) return
      const command = commandFor(event, { state: store.getState(), do: door })
      if (!command) return
      event.preventDefault()
      command.run({ state: store.getState(), do: door })
    }
    addEventListener('keydown', onKeyDown)
    return () => removeEventListener('keydown', onKeyDown)
  }, [store, door])
  return null
}
