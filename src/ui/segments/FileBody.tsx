import { useState } from 'react'
import type { Parts } from '../../session/segments.ts'
import type { ClusterView, PartitionId } from '../../world/view.ts'
import { brokerProcess } from '../../world/view-helpers.ts'
import type { Turning } from './Detail.tsx'
import { FileView } from './FileView.tsx'
import { FindOffset, type Found, type LookUp } from './FindOffset.tsx'
import { Flips } from './Flips.tsx'
import { WireBeside } from './WireBeside.tsx'
import type { Say } from './words.ts'

interface Props {
  view: ClusterView
  partition: PartitionId
  broker: number
  file: string
  bytes: Uint8Array
  parts: Parts
  /** `asked`: which time something is gone to. */
  goal: Found & { asked: number } | null
  table: boolean
  /** The frame that brought the chosen batch stands beside the file, or in its place where there is little room. */
  beside: boolean
  say: Say
  onLink(offset: number): void
  lookUp: LookUp
  onFound(found: Found): void
  turningAt?: (at: number) => Turning
}

/** One file, what one can find in it, and how what is chosen came here. */
export const FileBody = ({ view, partition, broker, file, bytes, parts, goal, table, beside, say, onLink, lookUp, onFound, turningAt }: Props) => {
  const [picked, setPicked] = useState('0')
  const [led, lead] = useState<string | undefined>(undefined)
  const [wasBeside, setBeside] = useState(false)
  // whoever has chosen nothing yet comes for the frame, also where it comes later than the file
  if (beside !== wasBeside) {
    setBeside(beside)
    if (beside && !goal && picked === '0' && file.endsWith('.log')) lead(newestIn(parts))
  }
  const batchId = picked.split('/')[0]!, batch = parts.at(Number(batchId))
  const isBatch = file.endsWith('.log') && batch?.name === 'batch'
  return (
    <div className={beside ? 'body beside' : 'body'}>
      <FileView
        key={`${file}/${goal?.asked}`} file={file} bytes={bytes} parts={parts} goal={goal} table={table} say={say} onLink={onLink} led={led} onChosen={setPicked}
        {...turningAt && { turningAt }}
      />
      <div className="aside"><Flips view={view} partition={partition} broker={broker} say={say} /><FindOffset lookUp={lookUp} say={say} onFound={onFound} /></div>
      {beside && (isBatch ? (
        <WireBeside
          key={batch.from} partition={partition} process={brokerProcess(view, broker)?.name ?? ''} batch={bytes.subarray(batch.from, batch.to)} inside={picked.slice(batchId.length)} say={say}
          onInside={inside => lead(`${batchId}${inside}`)} onNewest={() => lead(newestIn(parts))}
        />
      ) : <section className="wirebeside" aria-label={say('wire')}><p className="empty">{say('wire.batches')}</p></section>)}
    </div>
  )
}

/** The batch whose frame is most likely kept. What is not whole yet may follow it. */
const newestIn = (parts: Parts): string => String(parts.at(parts.length - 1)?.name === 'batch' ? parts.length - 1 : parts.length - 2)
