import type { Note } from '../../session/segments.ts'
import type { Row } from './rows.ts'
import { hexOf, moment, written } from './show.ts'
import { meaningOf, type Say } from './words.ts'

const copy = (text: string): void => void navigator.clipboard?.writeText(text)

interface Props { row: Row | null; say: Say; onLink: ((offset: number) => void) | null; /** The byte chosen, and what turns a bit of it over; null where there is no file. */ at: number; onFlip: ((at: number) => void) | null }

/** What is chosen or pointed at: name, value, what it means, and what a second look says. */
export const Detail = ({ row, say, onLink, at, onFlip }: Props) => {
  const node = row?.node
  const offset = node && (node.name === 'record' || node.name === 'batch') ? node.value as number : null
  const isWrong = node?.note?.is === 'unreadable' || (node?.note?.is === 'crc' && node.note.computed !== node.value)
  return (
    <div className="detail">
      <p id="segment-detail" role="status">
        {node && <>
          <b className="mono">{node.name}</b> <span className="mono">{written(node)}</span>
          {node.bits && <span className="mono">{node.bits.map(({ name, value }) => `${name} ${value}`).join(' · ')}</span>}{' '}
          <span className="dim">{meaningOf(say, node.name)}</span>{' '}
          {node.note && <span className={isWrong ? 't-lost' : ''}>{noteOf(say, node.note, node.value)}</span>}
        </>}
      </p>
      {row && node && <span className="acts">
        {onFlip && row.space.root === '' && <button className="link t-lost" title={say('flip.is', { at })} onClick={() => onFlip(at)}>{say('flip')}</button>}
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
