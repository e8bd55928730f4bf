import { useState, type KeyboardEvent } from 'react'
import type { Told } from '../../world/view.ts'
import { clock } from '../format.ts'
import { useDesk, useWords } from '../hooks.ts'
import type { Problem } from './problems.ts'
import { useSay } from './words.ts'

interface PanelProps { process: string; problems: readonly Problem[]; go(problem: Pick<Problem, 'file' | 'line' | 'column'>): void }
const TABS = ['output', 'problems'] as const

/** Beside the code: what the script says, and what is wrong with any of them. */
export const Panel = ({ process, problems, go }: PanelProps) => {
  const say = useSay()
  const [shown, show] = useState<(typeof TABS)[number]>('output')
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'ArrowLeft' && event.key !== 'ArrowRight') return
    event.preventDefault()
    const next = shown === 'output' ? 'problems' : 'output'
    show(next)
    event.currentTarget.querySelector<HTMLElement>(`#code-${next}`)?.focus()
  }
  const name = (tab: (typeof TABS)[number]) => tab === 'problems' && problems.length > 0 ? say('panel.problems.n', { n: problems.length }) : say(`panel.${tab}`)
  return (
    <div className="panel">
      <div role="tablist" onKeyDown={onKeyDown}>
        {TABS.map(tab => (
          <button key={tab} id={`code-${tab}`} role="tab" className="tab" aria-selected={tab === shown} tabIndex={tab === shown ? 0 : -1} onClick={() => show(tab)}>
            {name(tab)}
          </button>
        ))}
      </div>
      <div role="tabpanel" aria-labelledby={`code-${shown}`} className="panelbody">
        {shown === 'output' ? <Output process={process} /> : <Problems problems={problems} go={go} />}
      </div>
    </div>
  )
}

type Said = Extract<Told, { is: 'console' }>

/** The script's console, by world time. */
const Output = ({ process }: { process: string }) => {
  const t = useWords()
  const told = useDesk(state => state.told)
  const lines = told.filter((each): each is Said => each.is === 'console' && each.process === process)
  return (
    <div className="output" role="log" aria-label={t('editor.output')} tabIndex={0}>
      {lines.length === 0 && <p className="empty">{t('editor.silent')}</p>}
      {lines.map(line => <Line key={line.seq} line={line} />)}
    </div>
  )
}

const Line = ({ line: { at, level, text, line } }: { line: Said }) => (
  <div className={`said ${level}`}><time>{clock(at)}</time><span>{text}</span>{line !== undefined && <small>:{line}</small>}</div>
)

const Problems = ({ problems, go }: Pick<PanelProps, 'problems' | 'go'>) => {
  const say = useSay()
  if (problems.length === 0) return <p className="empty">{say('problems.none')}</p>
  return (
    <ul className="problems">
      {problems.map(problem => (
        <li key={`${problem.file}:${problem.line}:${problem.column}:${problem.message}`}>
          <button className={problem.severity} onClick={() => go(problem)}>
            <span className="what">{say(`problems.${problem.severity}`)}{problem.ran && ` · ${say('problems.run')}`}</span>
            <span className="where">{problem.file}:{problem.line}</span>
            <span className="message">{problem.message}</span>
          </button>
        </li>
      ))}
    </ul>
  )
}
