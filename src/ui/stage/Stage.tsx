import './stage.css'
import { useMemo, useState } from 'react'
import type { ClusterView, PartitionId } from '../../world/view.ts'
import type { Selection, Zoom } from '../desk.ts'
import { useArrival, useDesk, useSize, useWords } from '../hooks.ts'
import { trayRow } from './geometry-trays.ts'
import { Legend } from './Legend.tsx'
import { stageModel, type StageModel } from './model.ts'
import { Outline } from './Outline.tsx'
import { Picture } from './Pictures.tsx'

/** The cluster under glass, at the zoom level chosen; without a choice, the one that shows most. */
export const Stage = ({ view }: { view: ClusterView }) => {
  const t = useWords()
  const settings = useDesk(state => state.settings)
  const selection = useDesk(state => state.selection)
  const main = useArrival()
  const [ref, size] = useSize()
  const [focused, setFocused] = useState<string | null>(null)
  const model = useMemo(() => stageModel(view, { internal: settings.internal }), [view, settings.internal])
  const row = trayRow(model, partitionOf(selection)) ?? trayRow(model, null)
  const zoom = zoomOf(settings.zoom, model)
  return (
    <main className="stage" id="main" ref={main} tabIndex={-1}>
      <div className="picture scroll" ref={ref}>
        {model.brokers.length === 0
          ? <p className="empty">{t('stage.empty')}</p>
          : size.width > 0 && !settings.outline && <Picture {...{ view, model, zoom, row, size, focused }} />}
        <Outline model={model} seen={settings.outline} onFocus={setFocused} />
      </div>
      <Legend zoom={zoom} records={row !== null} />
    </main>
  )
}

const partitionOf = (selection: Selection | null): PartitionId | null =>
  selection?.is === 'partition' || selection?.is === 'replica' ? selection.partition : null

/** One short log alone is best seen record by record. */
const zoomOf = (chosen: Zoom | null, model: StageModel): Zoom => {
  const wished = chosen ?? (model.rows.length === 1 && model.ruler.kind === 'cells' ? 'records' : 'partitions')
  return wished === 'records' && model.rows.length === 0 ? 'partitions' : wished
}
