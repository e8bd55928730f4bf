import { lazy, Suspense, useEffect, useState } from 'react'
import { useDesk, useDo, useWords } from '../hooks.ts'
import { droppedFiles, type GivenFile } from './drop.ts'

const ImportDialog = lazy(() => import('./ImportDialog.tsx'))

/** Where a folder can be dropped: anywhere on the free world. */
export const Import = () => {
  const t = useWords()
  const { openImport } = useDo()
  const open = useDesk(state => state.importing)
  const here = useDesk(state => state.screen === 'explore')
  const [dropped, setDropped] = useState<readonly GivenFile[] | null>(null)
  const [over, setOver] = useState(false)
  useEffect(() => {
    if (!here || open) return
    return listen({ over: setOver, dropped: files => { setDropped(files); openImport(true) } })
  }, [here, open, openImport])
  if (open) return <Suspense><ImportDialog dropped={dropped} onClose={() => { setDropped(null); openImport(false) }} /></Suspense>
  return over && <div className="dropping" role="status">{t('import.drop')}</div>
}

interface Dropping { over(is: boolean): void; dropped(files: readonly GivenFile[]): void }

/** Files, not text that is dragged about the page. */
const bringsFiles = (event: DragEvent): boolean => event.dataTransfer?.types.includes('Files') === true

function listen({ over, dropped }: Dropping): () => void {
  const onOver = (event: DragEvent) => {
    if (!bringsFiles(event)) return
    event.preventDefault()
    over(true)
  }
  const onLeave = (event: DragEvent) => { if (event.relatedTarget === null) over(false) }
  const onDrop = (event: DragEvent) => {
    if (!bringsFiles(event)) return
    event.preventDefault()
    over(false)
    void droppedFiles(event.dataTransfer!).then(dropped)
  }
  const listeners = { dragover: onOver, dragleave: onLeave, drop: onDrop }
  for (const [name, listener] of Object.entries(listeners)) addEventListener(name, listener as EventListener)
  return () => { for (const [name, listener] of Object.entries(listeners)) removeEventListener(name, listener as EventListener) }
}
