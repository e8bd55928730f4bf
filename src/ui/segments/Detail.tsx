import type { Note } from '../../session/segments.ts'
import type { Row } from './rows.ts'
import { hexOf, moment, place, written } from './show.ts'
import { meaningOf, type Say } from './words.ts'

const copy = (text: string): void => void navigator.clipboard?.writeText(text)

/** A byte of a file, whether a bit of it is turned over, and what turns it over or back. */
export interface Turning { readonly at: number; readonly isTurned: boolean; turn(): void }
interface Props { /** Under which bytes and fields name it as what describes them. */ id: string; row: Row | null; say: Say; onLink: ((offset: number) => void) | null; /** Null where the bytes are no file's. */ turning: Turning | null }

/** What is chosen or pointed at: name, value, what it means, and what a second look says. */
export const Detail = ({ id, row, say, onLink, turning }: Props) => {
  const node = row?.node
  const offset = node && (node.name === 'record' || node.name === 'batch') ? node.value as number : null
  const isWrong = node?.note?.is === 'unreadable' || (node?.note?.is === 'crc' && node.note.computed !== node.value)
  return (
    <div className="detail">
      <p id={id} role="status">
        {node && <>
          <b className="mono">{node.name}</b> <span className="mono">{written(node)}</span>
          {node.bits && <span className="mono">{node.bits.map(({ name, value }) => `${name} ${value}`).join(' · ')}</span>}{' '}
          <span className="dim">{meaningOf(say, node.name)}</span>{' '}
          {node.note && <span className={isWrong ? 't-lost' : ''}>{noteOf(say, node.note, node.value)}</span>}
        </>}
      </p>
      {row && node && <span className="acts">
        {turning && (
          <button className="link t-lost" title={say('flip.is', { at: place(turning.at) })} onClick={turning.turn}>{say(turning.isTurned ? 'flip.back' : 'flip', { at: place(turning.at) })}</button>
        )}
        {offset !== null && onLink && <button className="link" onClick={() => onLink(offset)}>{say('link')}</button>}
        {node.value !== undefined && <button className="link" onClick={() => copy(written(node))}>{say('copyValue')}</button>}
        <button className="link" onClick={() => copy(hexOf(row.space.bytes.subarray(node.from, node.to)))}>{say('copyBytes')}</button>
      </span>}
    </div>
  )
}

function noteOf(say: Say, note: Note, value: unknown): string {
  switch (note.is) {
    case 'crc': return say(note.computed === value ? 'note.crc.equal' : 'note.crc.differs', { computed: written({ name: 'crc', value: note.computed }) })
    case 'offset': return say('note.offset', { offset: note.offset })
    case 'time': return say('note.time', { time: moment(note.ms) })
    case 'unreadable': return say('note.unreadable', { because: note.because })
  }
}
