import './worlds.css'
import { useEffect, useState } from 'react'
import type { NamedWorld } from '../../session/worlds/named.ts'
import { clock } from '../format.ts'
import { useDesk, useDo } from '../hooks.ts'
import { Backup } from './Backup.tsx'
import { NewWorld } from './NewWorld.tsx'
import { useSay } from './words.ts'

/** The worlds a person made or was given, and a way to make one. */
export const Worlds = () => {
  const say = useSay()
  const { worlds, go } = useDo()
  const [all, setAll] = useState<readonly NamedWorld[]>([])
  const [isMaking, setMaking] = useState(false)
  const read = () => void worlds().then(setAll, () => {})
  useEffect(read, [worlds])
  return (
    <section className="worlds" aria-label={say('title')}>
      <h2>{say('title')}</h2>
      {all.length === 0 && <p className="note">{say('none')}</p>}
      <ul>{all.map(world => <WorldRow key={world.id} world={world} onChange={read} />)}</ul>
      <div className="acts">
        <button className="btn quiet" aria-expanded={isMaking} onClick={() => setMaking(!isMaking)}>{say('new')}</button>
        <button className="btn quiet" onClick={() => go('shared')}>{say('file')}</button>
      </div>
      {isMaking && <NewWorld onCancel={() => setMaking(false)} />}
      <Backup onRestored={read} />
    </section>
  )
}

const WorldRow = ({ world, onChange }: { world: NamedWorld; onChange(): void }) => {
  const [doing, setDoing] = useState<'renaming' | 'removing' | null>(null)
  const done = () => { setDoing(null); onChange() }
  if (doing === 'renaming') return <Renaming world={world} onDone={done} />
  if (doing === 'removing') return <Removing world={world} onDone={done} />
  return <Resting world={world} onRename={() => setDoing('renaming')} onRemove={() => setDoing('removing')} />
}

const Resting = ({ world: { id, name, left }, onRename, onRemove }: { world: NamedWorld; onRename(): void; onRemove(): void }) => {
  const say = useSay()
  const { openWorld } = useDo()
  const language = useDesk(state => state.settings.language)
  const when = left && new Date(left.savedAt).toLocaleString(language, { dateStyle: 'medium', timeStyle: 'short' })
  return (
    <li>
      <button className="link" onClick={() => openWorld(id)}>{name || id}</button>
      <small>{left && when ? say('left', { time: clock(left.now), when }) : say('never')}</small>
      <span className="spring" />
      <button className="btn quiet small" aria-label={`${say('rename')}: ${name}`} onClick={onRename}>{say('rename')}</button>
      <button className="btn quiet small" aria-label={`${say('remove')}: ${name}`} onClick={onRemove}>{say('remove')}</button>
    </li>
  )
}

const Renaming = ({ world: { id, name }, onDone }: { world: NamedWorld; onDone(): void }) => {
  const say = useSay()
  const { renameWorld } = useDo()
  const [given, give] = useState(name)
  return (
    <li>
      <form onSubmit={event => { event.preventDefault(); void renameWorld(id, given).then(onDone) }}>
        <input autoFocus aria-label={say('name')} value={given} maxLength={60} onChange={event => give(event.target.value)} />
        <button className="btn small" disabled={given.trim() === ''}>{say('save')}</button>
        <button className="btn quiet small" type="button" onClick={onDone}>{say('cancel')}</button>
      </form>
    </li>
  )
}

const Removing = ({ world: { id, name }, onDone }: { world: NamedWorld; onDone(): void }) => {
  const say = useSay()
  const { removeWorld } = useDo()
  return (
    <li>
      <span role="alert">{say('really', { name })}</span><span className="spring" />
      <button className="btn small" onClick={() => void removeWorld(id).then(onDone)}>{say('remove')}</button>
      <button className="btn quiet small" autoFocus onClick={onDone}>{say('keep')}</button>
    </li>
  )
}
