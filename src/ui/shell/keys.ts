import { useEffect } from 'react'
import { commandFor } from '../commands/index.ts'
import { useDeskStore, useDo } from '../hooks.ts'

const TYPING = 'input:not([type=range]), textarea, select, [contenteditable], dialog, .monaco-editor'

/** Shortcuts, for the whole page, except where something is being typed or a control takes the key itself. */
export const Shortcuts = () => {
  const store = useDeskStore()
  const door = useDo()
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      const element = event.target as Element | null
      const palette = (event.metaKey || event.ctrlKey) && event.key.toLowerCase() === 'k'
      if (!palette && element?.closest(TYPING)) return
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
