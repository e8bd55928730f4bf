import './share.css'
import { useEffect, useRef, useState } from 'react'
import type { Parcel } from '../../session/share/share-world.ts'
import { LINK_LIMIT } from '../../session/share/shared-world.ts'
import { bytes, count } from '../format.ts'
import { useDesk, useDo, useWords } from '../hooks.ts'
import { download } from '../import/download.ts'
import { useSay } from './words.ts'

type State = { readonly is: 'packing' | 'opening' | 'no-past' } | { readonly is: 'failed'; readonly message: string } | { readonly is: 'packed'; readonly parcel: Parcel }

/** Hands this world, at this moment, to somebody: as a link with its size, and as a file. */
export const ShareDialog = () => {
  const say = useSay()
  const t = useWords()
  const { share, openShare } = useDo()
  const world = useDesk(state => state.world.name)
  /** What it says of a world on its way is asked anew once that is there. */
  const opens = useDesk(state => state.trouble?.is === 'loading')
  const dialog = useRef<HTMLDialogElement>(null)
  const [name, setName] = useState(world === 'three-racks' ? t('world.three-racks') : world)
  const [state, setState] = useState<State>({ is: 'packing' })
  useEffect(() => dialog.current?.showModal(), [])
  useEffect(() => {
    let wanted = true
    const show = (next: State) => { if (wanted) setState(next) }
    share(name).then(
      parcel => show(parcel === 'opening' ? { is: 'opening' } : parcel ? { is: 'packed', parcel } : { is: 'no-past' }),
      (error: unknown) => show({ is: 'failed', message: error instanceof Error ? error.message : String(error) }),
    )
    return () => { wanted = false }
  }, [name, share, opens])
  return (
    <dialog ref={dialog} className="share" aria-label={say('title')} onClose={() => openShare(false)} onKeyDown={event => event.stopPropagation()}>
      <h2>{say('title')}</h2>
      <p className="note">{say('what')}</p>
      {(state.is === 'packing' || state.is === 'opening') && <p className="note" role="status">{say(state.is === 'packing' ? 'packing' : 'opens')}</p>}
      {state.is === 'no-past' && <p className="note" role="alert">{say('no-past')}</p>}
      {state.is === 'failed' && <p className="note" role="alert">{say('failed', { message: state.message })}</p>}
      {state.is === 'packed' && <Packed parcel={state.parcel} name={name} onName={setName} />}
      <div className="sharefoot"><button className="btn quiet" onClick={() => dialog.current?.close()}>{say('close')}</button></div>
    </dialog>
  )
}

const Packed = ({ parcel: { shared, text, link }, name, onName }: { parcel: Parcel; name: string; onName(name: string): void }) => {
  const say = useSay()
  const [isCopied, setCopied] = useState(false)
  const address = link && `${location.href.split('#')[0]}#/shared/${link}`
  const file = new TextEncoder().encode(text)
  return (
    <>
      <label className="shareline">{say('name')} <input value={name} maxLength={60} onChange={event => onName(event.target.value)} /></label>
      {address && (
        <label className="shareline">{say('link')} <input className="mono" readOnly value={address} onFocus={event => event.target.select()} /></label>
      )}
      <p className="note" role="status">{link
        ? say('size', { bytes: bytes(link.length), ...figures(shared) })
        : say('too-long', { letters: count(LINK_LIMIT), bytes: bytes(file.length) })}</p>
      {shared.lesson && <p className="note">{say('lesson')}</p>}
      <div className="acts">
        {address && (
          <button className="btn" autoFocus onClick={() => void navigator.clipboard?.writeText(address).then(() => setCopied(true))}>{say('copy')}</button>
        )}
        <button className="btn quiet" onClick={() => download(`${fileName(name)}.terrarium.json`, file)}>{say('file')}</button>
        <span className="dim" role="status">{isCopied ? say('copied') : ''}</span>
      </div>
    </>
  )
}

export const figures = ({ past, files }: Parcel['shared']) =>
  ({ actions: count(past.actions.length), files: count(Object.keys(files).length), seconds: count(Math.round(past.now / 1_000_000)) })

const fileName = (name: string): string => name.trim().replace(/[^\p{L}\p{N}]+/gu, '-') || 'world'
