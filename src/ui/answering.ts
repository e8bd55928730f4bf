import { afterShown } from '../session/frames.ts'

const INPUTS = ['pointerdown', 'pointerup', 'click', 'keydown', 'input'] as const

/** What a person does is drawn before what the world does: runs work now or, from an input until the frame that answers it is seen, after that; the same work once. */
export const afterAnswers = (page: EventTarget = window): ((work: () => void) => void) => {
  const waiting = new Set<() => void>()
  let isAnswering = false
  const answered = () => {
    isAnswering = false
    const all = [...waiting]
    waiting.clear()
    for (const work of all) work()
  }
  const begin = () => {
    if (isAnswering) return
    isAnswering = true
    afterShown(answered)
  }
  for (const input of INPUTS) page.addEventListener(input, begin, { capture: true })
  return work => {
    if (isAnswering) waiting.add(work)
    else work()
  }
}
