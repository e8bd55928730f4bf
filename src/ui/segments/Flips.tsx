import type { ClusterView, PartitionId } from '../../world/view.ts'
import { brokerProcess } from '../../world/view-helpers.ts'
import { clock } from '../format.ts'
import { useDesk, useDo } from '../hooks.ts'
import { flipsOf, metSince } from './met.ts'
import { place } from './show.ts'
import type { Say } from './words.ts'

/** Bits that somebody turned over here, how to turn them back, and who refused them. */
export const Flips = ({ view, partition, broker, say }: { view: ClusterView; partition: PartitionId; broker: number; say: Say }) => {
  const { act, seek } = useDo()
  const told = useDesk(state => state.told)
  const flips = flipsOf(view, brokerProcess(view, broker)?.machine, partition)
  if (flips.length === 0) return null
  const met = metSince(view, told, partition, Math.min(...flips.map(({ since }) => since)))
  return (
    <div className="flips">
      <h4>{say('flips')}</h4>
      <ul>
        {flips.map(({ id, on, detail: { file, at, bit } }) => (
          <li key={id}>
            <span className="mono">{String(file).slice(String(file).lastIndexOf('/') + 1)} {place(Number(at))}</span>{' '}
            <button className="link" onClick={() => act({ do: 'disk.unflip', machine: on[0]!, file: String(file), at: Number(at), bit: Number(bit) })}>{say('flip.back')}</button>
          </li>
        ))}
      </ul>
      <h4>{say('met')}</h4>
      <ul role="status">
        {met.length === 0 ? <li className="dim">{say('met.none')}</li> : met.slice(-6).map(({ at, who, says }) => (
          <li key={`${at} ${who} ${says}`}>{at !== null && <button className="link" onClick={() => seek(at)}>{clock(at)}</button>} <b>{who}</b> <span className="t-lost">{says}</span></li>
        ))}
      </ul>
    </div>
  )
}
