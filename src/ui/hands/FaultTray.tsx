import './hands.css'
import type { DragEvent } from 'react'
import type { Command } from '../commands/command.ts'
import { failDisk } from '../commands/fail-disk.ts'
import { fillDisk } from '../commands/fill-disk.ts'
import { killProcess } from '../commands/kill-process.ts'
import { pauseProcess } from '../commands/pause-process.ts'
import { powerOff } from '../commands/power-off.ts'
import { slowDisk } from '../commands/slow-disk.ts'
import { useDesk, useDeskStore, useDo, useWords } from '../hooks.ts'
import type { Key } from '../i18n/index.ts'
import { Fault } from '../marks/Marks.tsx'
import { FAULT_TYPE } from './drop.ts'

/** Faults one can take in hand, by what they are called while they have no target. */
export const FAULTS: readonly (readonly [Command, Key])[] = [
  [killProcess, 'tray.kill'], [pauseProcess, 'tray.pause'], [powerOff, 'tray.power'], [slowDisk, 'tray.slow'], [fillDisk, 'tray.fill'], [failDisk, 'tray.fail'],
]

/** Faults to let fall on a machine. One that is pressed hits what is selected, so that no mouse is needed. */
export const FaultTray = () => {
  const t = useWords()
  const door = useDo()
  const store = useDeskStore()
  const shown = useDesk(state => state.settings.faults === true)
  useDesk(state => state.selection)
  const context = () => ({ state: store.getState(), do: door })
  const onDragStart = (event: DragEvent, id: string) => {
    event.dataTransfer.setData(FAULT_TYPE, id)
    event.dataTransfer.effectAllowed = 'copy'
  }
  return (
    <div className="faulttray">
      <button className="btn quiet small" aria-expanded={shown} onClick={() => door.set({ faults: !shown })}>
        <svg width="12" height="12" viewBox="-6 -6 12 12" aria-hidden="true"><Fault x={0} y={0} /></svg>{t('tray.label')}
      </button>
      {shown && FAULTS.map(([command, label]) => (
        <button
          key={command.id} className="chip" draggable onDragStart={event => onDragStart(event, command.id)} title={t('tray.how')}
          aria-disabled={!command.when(context())} onClick={() => { if (command.when(context())) command.run(context()) }}
        >{t(label)}</button>
      ))}
      {shown && <span className="dim how">{t('tray.how')}</span>}
    </div>
  )
}
