import { createStore } from 'zustand/vanilla'
import type { Step } from '../../session/look.ts'
import type { FrameView } from '../../world/view.ts'
import type { Selection } from '../desk.ts'

/** The exchanges that carried the record that is followed to its leader, as its passport has them. */
export const rides = createStore<{ exchanges: ReadonlySet<string> }>(() => ({ exchanges: new Set() }))

const keyOf = (connection: string, correlation: number): string => `${connection}/${correlation}`

export const ride = (steps: readonly Step[]): void => {
  const keys = steps.flatMap(({ connection, correlation }) => connection !== undefined && correlation !== undefined ? [keyOf(connection, correlation)] : [])
  const { exchanges } = rides.getState()
  if (keys.length !== exchanges.size || keys.some(key => !exchanges.has(key))) rides.setState({ exchanges: new Set(keys) })
}

/** Whether a frame carries the selected record: the request that brought it and its answer, or a Fetch that takes it along or asks for it. */
export const carriesSelected = (selection: Selection | null, frame: FrameView, exchanges: ReadonlySet<string>): boolean => {
  if (selection?.is !== 'replica' || selection.offset === undefined) return false
  const { partition, offset } = selection
  if (exchanges.has(keyOf(frame.connection, frame.correlation)) && frame.carries.some(part => part.partition === partition)) return true
  return frame.api === 'Fetch' && frame.carries.some(part => part.partition === partition && part.offset !== null
    && (frame.dir === 'request' ? part.offset === offset : part.offset <= offset && offset < part.offset + part.records))
}
