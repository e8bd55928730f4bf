import { useState, type KeyboardEvent } from 'react'
import { useStore } from 'zustand'
import { isFileName, type ScriptsStore } from '../../session/scripts.ts'
import { useWords } from '../hooks.ts'
import type { EditorHands } from './CodeEditor.tsx'
import { Menu, type MenuItem } from './Menu.tsx'
import { templates, type TemplateName } from './templates.ts'
import { useSay, type Say } from './words.ts'

/** The files of a world: one open, each to be renamed, copied and taken away, and new ones made. */
export const FileTabs = ({ scripts, hands, exporting }: { scripts: ScriptsStore; hands(): EditorHands | null; exporting(): void }) => {
  const t = useWords(), say = useSay()
  const { files, open, given } = useStore(scripts.store)
  const [naming, setNaming] = useState<string | null>(null)
  const missing = Object.keys(given).filter(file => !(file in files))
  const make = (name: string, source: string) => setNaming(scripts.add(name, source))
  const giveBack = (file: string) => { scripts.add(file, given[file]!) }
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'F2') return setNaming(open)
    if (event.key === 'Delete') return scripts.remove(open)
    step(event, Object.keys(files), open, scripts.openFile)
  }
  return (
    <div className="files">
      <div role="tablist" aria-label={t('editor.files')} onKeyDown={onKeyDown}>
        {Object.keys(files).map(file => file === naming
          ? <NameField key={file} file={file} scripts={scripts} done={() => setNaming(null)} />
          : (
            <button
              key={file} role="tab" aria-selected={file === open} tabIndex={file === open ? 0 : -1} className="tab"
              onClick={() => scripts.openFile(file)} onDoubleClick={() => setNaming(file)}
            >{file}</button>
          ))}
      </div>
      <Menu label={say('files.new.label')} className="tool" items={newItems(say, missing, make, giveBack)}>+ {say('files.new')}</Menu>
      {open in files && (
        <Menu
          label={say('files.more', { file: open })} className="tool" items={[
            { label: say('files.rename'), key: 'F2', do: () => setNaming(open) },
            { label: say('files.duplicate'), do: () => scripts.duplicate(open) },
            { label: say('files.format'), key: 'Ctrl+S', do: () => hands()?.format() },
            { label: say('files.breakpoint'), key: 'F9', do: () => hands()?.breakpoint() },
            { label: say('files.explain'), key: 'Ctrl+K Ctrl+I', do: () => hands()?.explain() },
            { label: say('files.delete'), key: 'Del', do: () => scripts.remove(open) },
            { heading: say('files.all') },
            { label: say('files.export'), do: exporting },
          ]}
        ><span aria-hidden>⋯</span></Menu>
      )}
    </div>
  )
}

const TEMPLATES: Readonly<Record<TemplateName, string>> = { keys: 'keys.ts', idempotent: 'idempotent.ts', group: 'group.ts', admin: 'topics.ts' }
const NAMES = Object.keys(TEMPLATES) as TemplateName[]

const newItems = (say: Say, missing: readonly string[], make: (name: string, source: string) => void, giveBack: (file: string) => void): MenuItem[] => [
  { label: say('template.empty'), do: () => make('script.ts', '') },
  ...missing.map(file => ({ label: say('template.given', { file }), do: () => giveBack(file) })),
  ...Object.entries(templates).flatMap(([module, sources]) => [
    { heading: module }, ...NAMES.map(name => ({ label: say(`template.${name}`), do: () => make(TEMPLATES[name], sources[name]) })),
  ]),
  { heading: say('files.alone') },
]

const STEPS: Readonly<Record<string, number>> = { ArrowRight: 1, ArrowLeft: -1 }
function step(event: KeyboardEvent, files: readonly string[], open: string, openFile: (file: string) => void): void {
  const by = STEPS[event.key]
  if (by === undefined || (event.target as HTMLElement).role !== 'tab') return
  event.preventDefault()
  const at = (files.indexOf(open) + by + files.length) % files.length
  openFile(files[at]!)
  event.currentTarget.querySelectorAll<HTMLElement>('[role=tab]')[at]?.focus()
}

/** In place of the tab: Enter takes the name, Escape leaves it as it was. */
const NameField = ({ file, scripts, done }: { file: string; scripts: ScriptsStore; done(): void }) => {
  const say = useSay()
  const [name, setName] = useState(file)
  const isFree = name === file || !(name in scripts.store.getState().files)
  const isFine = isFileName(name) && isFree
  const take = () => { if (scripts.rename(file, name)) done() }
  const onKeyDown = (event: KeyboardEvent) => {
    event.stopPropagation()
    if (event.key === 'Enter') take()
    if (event.key === 'Escape') done()
  }
  return (
    <span className="naming">
      <input
        autoFocus value={name} aria-label={say('files.name', { file })} aria-invalid={!isFine} spellCheck={false}
        size={Math.max(8, name.length)} title={isFine ? undefined : say('files.name.refused')}
        onFocus={event => event.target.setSelectionRange(0, file.lastIndexOf('.'))}
        onChange={event => setName(event.target.value.trim())} onKeyDown={onKeyDown} onBlur={() => { if (isFine) take(); else done() }}
      />
      {!isFine && <small role="alert">{say('files.name.refused')}</small>}
    </span>
  )
}
