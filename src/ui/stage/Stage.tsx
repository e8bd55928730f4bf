import './stage.css'
import { memo, useMemo, useState } from 'react'
import type { ClusterView } from '../../world/view.ts'
import type { Zoom } from '../desk.ts'
import { dropTarget } from '../hands/drop.ts'
import { useMenu } from '../hands/menu.ts'
import { useArrival, useCalm, useDesk, useDeskStore, useDo, useSize, useWords } from '../hooks.ts'
import { late } from '../late.tsx'
import { trayRow } from './geometry-trays.ts'
import { Legend } from './Legend.tsx'
import { stageModel, type StageModel } from './model.ts'
import { Outline } from './Outline.tsx'
import { outlineOf } from './outline-words.ts'
import { Picture } from './Pictures.tsx'
import { partitionOf } from './stage-props.ts'
import { ScaleNote } from './ScaleNote.tsx'
import { scopeOf } from './scope.ts'
import { ScopeLine } from './ScopeLine.tsx'
import { useZoomGestures } from './zoom-gestures.ts'
import { zoomShown } from './zoom.ts'

const ActMenu = late(() => import('../hands/ActMenu.tsx').then(({ ActMenu }) => ActMenu))
const FleetMap = late(() => import('../fleet/FleetMap.tsx').then(({ FleetMap }) => FleetMap))

/** The cluster under glass, at the zoom level chosen; without a choice, the one that shows most. */
export const Stage = memo(({ view }: { view: ClusterView }) => {
  const t = useWords()
  const chosen = useDesk(state => state.settings.zoom), internal = useDesk(state => state.settings.internal)
  const main = useArrival()
  const [ref, size] = useSize()
  useZoomGestures(ref)
  const { place, close, handlers } = useMenu()
  const [store, door] = [useDeskStore(), useDo()]
  const zoom = zoomShown(chosen, view, internal)
  const isEmpty = Object.keys(view.metadata.brokers).length === 0
  return (
    <main className="stage" id="main" ref={main} tabIndex={-1} onKeyDown={handlers.onKeyDown}>
      <div className="picture scroll" ref={ref} {...handlers} {...dropTarget(() => ({ state: store.getState(), do: door }))}>
        {isEmpty ? <p className="empty">{t('stage.empty')}</p> : zoom === 'fleet' ? <FleetMap view={view} size={size} /> : <Rows view={view} size={size} zoom={zoom} />}
      </div>
      {place && <ActMenu place={place} onClose={close} />}
      <Legend zoom={zoom} records={Object.keys(view.metadata.topics).length > 0} />
    </main>
  )
})

/** Every level at which partitions have a row and brokers a jar. */
const Rows = ({ view, size, zoom }: { view: ClusterView; size: { width: number; height: number }; zoom: Zoom }) => {
  const internal = useDesk(state => state.settings.internal), outline = useDesk(state => state.settings.outline), scale = useDesk(state => state.settings.scale)
  const selection = useDesk(state => state.selection)
  const [focused, setFocused] = useState<string | null>(null)
  const scope = useMemo(() => scopeOf(view, selection, internal), [view, selection, internal])
  const model = useMemo(() => stageModel(view, { internal, scope, scale }), [view, internal, scope, scale])
  const row = trayRow(model, partitionOf(selection)) ?? trayRow(model, null)
  const shown = zoom === 'records' && !row ? 'partitions' : zoom
  return (
    <>
      {scope && <ScopeLine scope={scope} />}
      {(shown === 'partitions' || shown === 'records') && !outline && model.ruler.kind === 'behind' && !scale && <ScaleNote />}
      {size.width > 0 && !outline && <Picture {...{ view, model, zoom: shown, row, size, focused }} />}
      <Twin model={model} seen={outline} onFocus={setFocused} />
    </>
  )
}

/** Who has the twin read to them hears a figure once a second at most; a table laid out anew for each view costs as much as the picture. */
const UNSEEN_MS = 1_000

const Twin = ({ model, seen, onFocus }: { model: StageModel; seen: boolean; onFocus(row: string | null): void }) => {
  const t = useWords(), calm = useCalm(model, UNSEEN_MS), told = seen ? model : calm
  return <Outline table={useMemo(() => outlineOf(t, told), [t, told])} seen={seen} onFocus={onFocus} />
}
