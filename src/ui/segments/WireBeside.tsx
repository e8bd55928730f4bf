import { useEffect, useState } from 'react'
import type { WireFrame } from '../../session/look.ts'
import type { PartitionId } from '../../world/view.ts'
import { clock } from '../format.ts'
import { useDo } from '../hooks.ts'
import { useFrameBytes } from '../wire/use-frame-bytes.ts'
import { broughtTo, crcOf, ofPartition, placeIn, rewritten, rowOfBatch } from './carriers.ts'
import { FileView } from './FileView.tsx'
import type { Say } from './words.ts'

interface Props {
  partition: PartitionId
  /** Of the broker whose file it is. */
  process: string
  batch: Uint8Array
  /** What is chosen of the batch: its row's id without that of the batch. */
  inside: string
  say: Say
  onInside(inside: string): void
  onNewest(): void
}

/** The frame that brought a batch, beside the file where it lies: the same fields are chosen in both. */
export const WireBeside = (props: Props) => {
  const { partition, process, batch, say, onNewest } = props
  const frames = useCarriers(partition, crcOf(batch))
  const [chosen, choose] = useState<number | null>(null)
  const brought = frames && broughtTo(frames, process)
  const frame = frames?.find(({ id }) => id === chosen) ?? brought ?? frames?.[0] ?? null
  return (
    <section className="wirebeside" aria-label={say('wire')}>
      {frames === null ? <p className="empty" role="status">{say('reading')}</p> : frame === null ? (
        <div className="empty" role="status"><p>{say('wire.gone')}</p><button className="btn quiet small" onClick={onNewest}>{say('wire.newest')}</button></div>
      ) : (
        <>
          <div className="carriers">
            <select aria-label={say('wire.frames')} value={frame.id} onChange={event => choose(Number(event.target.value))}>
              {frames.map(each => <option key={each.id} value={each.id}>{titleOf(each)}{each === brought ? ` · ${say('wire.brought')}` : ''}</option>)}
            </select>
          </div>
          <Carried key={frame.id} {...props} frame={frame} />
        </>
      )}
    </section>
  )
}

const titleOf = ({ api, version, from, to, sentAt }: WireFrame): string => `${clock(sentAt)} ${api} v${version} ${from} → ${to}`

/** Asked for once a batch: what is on its way now is found when one comes back to it. */
function useCarriers(partition: PartitionId, crc: number): readonly WireFrame[] | null {
  const { look } = useDo()
  const [found, setFound] = useState<readonly WireFrame[] | null>(null)
  useEffect(() => {
    let wanted = true
    void look({ is: 'carriers', crc }).catch(() => []).then(frames => { if (wanted) setFound(ofPartition(frames, partition)) })
    return () => { wanted = false }
  }, [look, partition, crc])
  return found
}

const Carried = ({ frame, batch, inside, say, onInside }: Props & { frame: WireFrame }) => {
  const { select, arrange } = useDo()
  const read = useFrameBytes(frame)
  if (read === 'reading') return <p className="empty" role="status">{say('reading')}</p>
  const at = read === 'forgotten' ? null : placeIn(read.bytes, batch)
  if (read === 'forgotten' || at === null) return <p className="empty">{say('wire.gone')}</p>
  const place = rowOfBatch({ root: '', bytes: read.bytes, parts: read.parts }, at) ?? ''
  const changes = rewritten(read.bytes, at, batch)
  const open = () => {
    select({ is: 'frame', connection: frame.connection, correlation: frame.correlation, dir: frame.dir })
    arrange({ tab: 'wire' })
  }
  return (
    <>
      <p className="carrysays">
        {say(frame.dir === 'request' ? 'wire.request' : 'wire.response', { api: frame.api, from: frame.from, to: frame.to, n: frame.correlation, at: clock(frame.sentAt) })}{' '}
        <b>{changes.length === 0 ? say('wire.same') : say('wire.rewritten', { changes: changes.map(({ field: name, was, is }) => `${name} ${was} → ${is}`).join(', ') })}</b>{' '}
        <button className="link" onClick={open}>{say('wire.open')}</button>
      </p>
      <FileView
        file={`${frame.api} ${frame.dir}`} bytes={read.bytes} parts={read.parts} goal={null} table={false} say={say} onLink={null} led={`${place}${inside}`}
        onChosen={id => { if (id === place || id.startsWith(`${place}/`)) onInside(id.slice(place.length)) }}
      />
    </>
  )
}
