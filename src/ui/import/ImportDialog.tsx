import './import.css'
import { useEffect, useRef, useState } from 'react'
import type { Imported, ImportStep } from '../../session/import-folder.ts'
import type { ForeignFolder } from '../../world/import/folder.ts'
import { count } from '../format.ts'
import { useDo, useWords } from '../hooks.ts'
import { pickedFiles, type GivenFile } from './drop.ts'
import { readGiven } from './files.ts'
import { Preview } from './Preview.tsx'
import { wordsOf, type Words } from './words.ts'

type State =
  | { readonly is: 'choosing'; readonly problem: Words | null }
  | { readonly is: 'reading' }
  | { readonly is: 'previewing'; readonly folder: ForeignFolder }
  | { readonly is: 'importing'; readonly step: ImportStep }
  | { readonly is: 'done'; readonly imported: Imported }

/** From a folder that was dropped or is picked to its records in the cluster. */
const ImportDialog = ({ dropped, onClose }: { dropped: readonly GivenFile[] | null; onClose(): void }) => {
  const t = useWords()
  const { readFolder, importFolder } = useDo()
  const dialog = useRef<HTMLDialogElement>(null)
  const [given, give] = useState(dropped)
  const [state, setState] = useState<State>(given ? { is: 'reading' } : { is: 'choosing', problem: null })
  useEffect(() => dialog.current?.showModal(), [])
  useEffect(() => {
    if (!given) return
    let wanted = true
    const show = (next: State) => { if (wanted) setState(next) }
    void readGiven(given).then(readFolder)
      .then(folder => show({ is: 'previewing', folder }), error => show({ is: 'choosing', problem: wordsOf(error) }))
    return () => { wanted = false }
  }, [given, readFolder])
  const pick = (files: readonly GivenFile[]) => {
    setState({ is: 'reading' })
    give(files)
  }
  const start = (folder: ForeignFolder) => {
    setState({ is: 'importing', step: 'topics' })
    void importFolder(folder, step => setState({ is: 'importing', step }))
      .then(imported => setState({ is: 'done', imported }), error => setState({ is: 'choosing', problem: wordsOf(error) }))
  }
  return (
    <dialog
      ref={dialog} className="import" aria-label={t('import.title')} onClose={onClose} onKeyDown={event => event.stopPropagation()}
      onCancel={event => { if (state.is === 'importing') event.preventDefault() }}
    >
      <h2>{t('import.title')}</h2>
      {state.is === 'choosing' && <Choose problem={state.problem} onPick={pick} />}
      {state.is === 'reading' && <p className="note" role="status">{t('import.reading')}</p>}
      {state.is === 'previewing' && <Preview folder={state.folder} />}
      {state.is === 'importing' && <Progress step={state.step} />}
      {state.is === 'done' && <Result imported={state.imported} />}
      <div className="importfoot">
        {state.is === 'previewing' && <button className="btn" autoFocus onClick={() => start(state.folder)}>{t('import.do')}</button>}
        <button className="btn quiet" disabled={state.is === 'importing'} onClick={() => dialog.current?.close()}>
          {t(state.is === 'done' ? 'import.close' : 'import.cancel')}
        </button>
      </div>
    </dialog>
  )
}
export default ImportDialog

const Choose = ({ problem, onPick }: { problem: Words | null; onPick(files: readonly GivenFile[]): void }) => {
  const t = useWords()
  const input = useRef<HTMLInputElement>(null)
  return (
    <>
      {problem && <p className="note refused" role="alert">{t(problem.key, problem.values)}</p>}
      <p className="note">{t('import.what')}</p>
      <input
        ref={input} type="file" multiple hidden {...{ webkitdirectory: '' }} data-testid="folder"
        onChange={event => { if (event.target.files?.length) onPick(pickedFiles(event.target.files)) }}
      />
      <button className="btn" autoFocus onClick={() => input.current?.click()}>{t('import.choose')}</button>
    </>
  )
}

const STEPS: readonly ImportStep[] = ['topics', 'stopping', 'copying', 'starting', 'commits']

const Progress = ({ step }: { step: ImportStep }) => {
  const t = useWords()
  return (
    <>
      <progress max={STEPS.length} value={STEPS.indexOf(step)} aria-label={t('import.title')} />
      <p className="note" role="status">{t(`import.step.${step}`)}</p>
    </>
  )
}

const Result = ({ imported: { partitions, records, groups } }: { imported: Imported }) => {
  const t = useWords()
  return (
    <>
      <p className="note" role="status">{t('import.done', { partitions: count(partitions), records: count(records) })}</p>
      <ul className="note">
        {groups.map(({ group, refusal }) => (
          <li key={group}><b>{group}</b> {refusal === null ? t('import.committed') : <span className="mono">{refusal}</span>}</li>
        ))}
      </ul>
    </>
  )
}
