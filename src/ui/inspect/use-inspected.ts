import type { Inspector } from '../desk.ts'
import { useDesk, useDo } from '../hooks.ts'

export type Asked = Readonly<Record<string, string>>
const NOTHING: Asked = {}

/** What an inspector is asked for, as it stands in the page's link, and how it is asked for something else. */
export function useInspected(tab: Inspector): readonly [of: Asked, change: (more: Asked) => void] {
  const of = useDesk(state => state.inspected[tab] ?? NOTHING)
  const { inspect } = useDo()
  return [of, more => inspect(tab, { ...of, ...more })]
}
