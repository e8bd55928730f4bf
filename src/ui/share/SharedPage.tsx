import './share.css'
import { useEffect, useRef, useState } from 'react'
import { ShareError } from '../../session/share/problem.ts'
import { FILE_LIMIT, type SharedWorld } from '../../session/share/shared-world.ts'
import { clock } from '../format.ts'
import { useArrival, useDesk, useDo } from '../hooks.ts'
import { figures } from './ShareDialog.tsx'
import { refusal, useSay } from './words.ts'

type State =
  | { readonly is: 'choosing' | 'reading' }
  | { readonly is: 'refused'; readonly error: ShareError }
  | { readonly is: 'read'; readonly shared: SharedWorld }

/** What a link or a file brings, shown before anything of it runs. */
export const SharedPage = () => {
  const say = useSay()
  const { readShared } = useDo()
  const link = useDesk(state => state.sharedLink)
  const main = useArrival()
  const [state, setState] = useState<State>({ is: link ? 'reading' : 'choosing' })
  const take = (reading: Promise<SharedWorld>): Promise<void> => reading.then(
    shared => setState({ is: 'read', shared }),
    (error: unknown) => {
      if (!(error instanceof ShareError)) throw error
      setState({ is: 'refused', error })
    },
  )
  useEffect(() => { if (link) void take(readShared({ link })) }, [link, readShared])
  const pick = (file: File) => {
    setState({ is: 'reading' })
    void take(readFile(file).then(text => readShared({ text })))
  }
  return (
    <main
      className="shared scroll" id="main" ref={main} tabIndex={-1} onDragOver={event => event.preventDefault()}
      onDrop={event => {
        event.preventDefault()
        const [file] = event.dataTransfer.files
        if (file) pick(file)
      }}
    >
      <article>
        <h1>{state.is === 'read' && state.shared.name ? state.shared.name : say('shared.title')}</h1>
        {state.is === 'reading' && <p role="status">{say('shared.reading')}</p>}
        {state.is === 'refused' && <p className="refused" role="alert">{refusal(say, state.error)}</p>}
        {state.is === 'read' ? <Brought shared={state.shared} /> : <Choose onPick={pick} />}
      </article>
    </main>
  )
}

async function readFile(file: File): Promise<string> {
  if (file.size > FILE_LIMIT) throw new ShareError({ is: 'too-large', limit: FILE_LIMIT })
  return file.text()
}

const Choose = ({ onPick }: { onPick(file: File): void }) => {
  const say = useSay()
  const { go } = useDo()
  const input = useRef<HTMLInputElement>(null)
  return (
    <>
      <p>{say('shared.none')}</p>
      <input
        ref={input} type="file" accept=".json,application/json" hidden data-testid="shared-file"
        onChange={event => { if (event.target.files?.[0]) onPick(event.target.files[0]) }}
      />
      <div className="acts">
        <button className="btn" onClick={() => input.current?.click()}>{say('choose')}</button>
        <button className="btn quiet" onClick={() => go('home')}>{say('not-now')}</button>
      </div>
    </>
  )
}

const Brought = ({ shared }: { shared: SharedWorld }) => {
  const say = useSay()
  const { openShared, go } = useDo()
  const [isOpening, setOpening] = useState(false)
  const { actions, engine, seed } = shared.past
  const ran = actions.flatMap(({ action }) => action.do === 'script.run' ? [[action.file, action.source] as const] : [])
  const lies = Object.entries(shared.files).filter(([file, source]) => !ran.some(([name, text]) => name === file && text === source))
  const open = () => {
    setOpening(true)
    void openShared(shared)
  }
  return (
    <>
      <p>{say('shared.brings', figures(shared))}</p>
      {shared.lesson && <p className="lessonwords">{say('shared.lesson', { n: shared.lesson.steps.length })} {shared.lesson.intro}</p>}
      <p className="dim mono">{say('shared.engine', { engine, seed: seed.toString(16).padStart(8, '0') })}</p>
      <div className="acts">
        <button className="btn" disabled={isOpening} onClick={open}>{say(isOpening ? 'opening' : 'open')}</button>
        <button className="btn quiet" onClick={() => go('home')}>{say('not-now')}</button>
      </div>
      <h2>{say('shared.scripts')}</h2>
      {ran.length + lies.length === 0 && <p className="note">{say('shared.no-scripts')}</p>}
      {ran.length > 0 && <p className="note">{say('shared.runs')}</p>}
      <Sources of={ran} />
      {lies.length > 0 && <p className="note">{say('shared.lies')}</p>}
      <Sources of={lies} />
      <details>
        <summary>{say('shared.actions')}</summary>
        <pre className="cmd scroll" tabIndex={0}>{actions.slice(0, 500).map(({ at, action }) => `${clock(at)} ${JSON.stringify(withoutBytes(action))}`).join('\n')}</pre>
      </details>
    </>
  )
}

const withoutBytes = (action: SharedWorld['past']['actions'][number]['action']) =>
  action.do === 'folder.import' ? { ...action, files: Object.keys(action.files) } : action

const Sources = ({ of }: { of: readonly (readonly [string, string])[] }) => of.map(([file, source], index) => (
  <figure key={index}>
    <figcaption className="mono">{file}</figcaption>
    <pre className="cmd scroll" tabIndex={0}>{source}</pre>
  </figure>
))
