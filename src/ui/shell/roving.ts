import type { KeyboardEvent } from 'react'

const STEPS: Readonly<Record<string, 1 | -1>> = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }

/** In a group of radios the arrows go from one to the next, round and round; `choose` also presses it. */
export const rove = (choose: boolean) => (event: KeyboardEvent<HTMLElement>): void => {
  const by = STEPS[event.key]
  const radios = [...event.currentTarget.querySelectorAll<HTMLButtonElement>('[role=radio]:not(:disabled)')]
  const at = radios.findIndex(radio => radio === document.activeElement)
  if (by === undefined || at < 0) return
  event.preventDefault()
  event.stopPropagation()
  const next = radios[(at + by + radios.length) % radios.length]!
  next.focus()
  if (choose) next.click()
}
