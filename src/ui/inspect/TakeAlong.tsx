import type { Inspector } from '../desk.ts'
import { useDo } from '../hooks.ts'
import { download } from '../import/download.ts'
import { csvOf, jsonLinesOf, type Line } from './table-text.ts'
import { useInspected } from './use-inspected.ts'
import { useSay } from './words.ts'

interface Props {
  tab: Inspector
  /** Of the files that are downloaded. */
  name: string
  /** Asked for when one takes it along. */
  lines(): readonly Line[]
  /** What is copied in its place, where it has a way of being written of its own. */
  text?(): string
  disabled?: boolean
  /** False where another of the same pane has the link. */
  linked?: boolean
}

/** What an inspector shows, to take along: a link that shows it again, a table for the clipboard, files of both kinds. */
export const TakeAlong = ({ tab, name, lines, text, disabled = false, linked = true }: Props) => {
  const say = useSay()
  const save = (kind: 'csv' | 'jsonl', text: string): void => download(`${name}.${kind}`, new TextEncoder().encode(text))
  return (
    <span className="takealong" role="group" aria-label={say('take')}>
      {linked && <CopyLink tab={tab} />}
      <button className="btn quiet small" disabled={disabled} onClick={() => copy(text ? text() : csvOf(lines()))}>{say('copy')}</button>
      <button className="btn quiet small" disabled={disabled} onClick={() => save('csv', csvOf(lines()))}>CSV</button>
      <button className="btn quiet small" disabled={disabled} onClick={() => save('jsonl', jsonLinesOf(lines()))}>JSON</button>
    </span>
  )
}

export const CopyLink = ({ tab }: { tab: Inspector }) => {
  const say = useSay()
  const { inspect } = useDo()
  const [of] = useInspected(tab)
  const onClick = () => {
    inspect(tab, of)
    copy(location.href)
  }
  return <button className="btn quiet small" title={say('link.is')} onClick={onClick}>{say('link')}</button>
}

const copy = (text: string): void => void navigator.clipboard?.writeText(text)
