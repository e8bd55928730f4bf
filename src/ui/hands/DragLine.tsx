import { useWords } from '../hooks.ts'
import { Offline } from '../marks/Marks.tsx'
import type { Deed } from './deeds.ts'
import type { Drag } from './use-drag.ts'

/** Under a drag: the way it has gone, and what letting go here would do. */
export const DragLine = ({ drag: { from, to, deed }, width, height }: { drag: Drag<Deed>; width: number; height: number }) => {
  const t = useWords()
  const says = !deed ? null : deed.is === 'cut' ? t('drag.cut', { from: deed.from, to: deed.to }) : t('drag.move', { partition: deed.partition, from: deed.from, to: deed.to })
  return (
    <>
      <svg className="frames" width={width} height={height} aria-hidden="true">
        <path d={`M${from.x} ${from.y}L${to.x} ${to.y}`} stroke="var(--accent)" strokeWidth="1.5" strokeDasharray={deed ? undefined : '4 4'} />
        {deed?.is === 'cut' && <Offline x={(from.x + to.x) / 2} y={(from.y + to.y) / 2} />}
      </svg>
      {says && <span className="tip" style={{ left: to.x + 14, top: to.y + 14 }}>{says}</span>}
    </>
  )
}
