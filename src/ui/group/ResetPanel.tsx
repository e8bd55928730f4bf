import { useEffect, useState } from 'react'
import type { GroupView } from '../../world/view.ts'
import { change, count } from '../format.ts'
import { useDo, useWords, useWorld } from '../hooks.ts'
import { nearEnd } from '../stage/geometry-scale.ts'
import { CommandLine } from '../shell/CommandLine.tsx'
import { rove } from '../shell/roving.ts'
import { readersOf, startable, stopOf } from './readers.ts'
import { consequence, exported, fieldOf, scenarioOf, SCENARIOS, scopeOf } from './reset.ts'
import type { ResetAsk, ResetPreview, Scenario } from '../../session/reset.ts'

/** Where a group would stand, before anything is written; the command that says the same; and Kafka's own refusal. */
export const ResetPanel = ({ group }: { group: GroupView }) => {
  const t = useWords()
  const { previewReset, reset } = useDo()
  const [is, choose] = useState<Scenario['is']>('to-earliest')
  const [text, setText] = useState('')
  const [typedScope, setScope] = useState('')
  const [preview, setPreview] = useState<ResetPreview | null>(null)
  const [answer, setAnswer] = useState<{ refusal: string | null } | null>(null)
  const given = is === 'from-file' ? exported(group) : fieldOf[is]
  const scenario = scenarioOf(is, text || (given ?? ''))
  const topics = [...new Set(Object.keys(group.committed).map(id => id.slice(0, id.lastIndexOf('-'))))].sort()
  const scopeText = typedScope || topics.join(' ')
  const scope = scopeOf(scopeText)
  const key = scenario && scope && JSON.stringify({ group: group.group, topics: scope, scenario } satisfies ResetAsk)
  useEffect(() => {
    if (key === null) return
    let wanted = true
    void previewReset(JSON.parse(key) as ResetAsk).then(answered => { if (wanted) setPreview(answered) })
    return () => { wanted = false }
  }, [key, group.state, group.committed, previewReset])
  const shown = key === null ? null : preview
  const onReset = async () => {
    if (key === null) return
    setAnswer({ refusal: await reset(JSON.parse(key) as ResetAsk) })
  }
  const topicsKnown = topics.length > 0
  return (
    <div className="reset">
      <h2>{t('reset.title')} <span className="dim">{t('reset.nothing-written')}</span></h2>
      <div className="choices" role="radiogroup" aria-label={t('reset.scenario')} onKeyDown={rove(true)}>
        {SCENARIOS.map(s => (
          <button
            key={s} role="radio" aria-checked={s === is} tabIndex={s === is ? 0 : -1} className="choice"
            onClick={() => { choose(s); setText(''); setAnswer(null) }}
          >{s}</button>
        ))}
      </div>
      {is === 'from-file' ? (
        <textarea
          className="mono" rows={3} aria-label={is} aria-invalid={scenario === null} value={text || given}
          onChange={event => { setText(event.target.value); setAnswer(null) }}
        />
      ) : (
        <>
          <label className="mono scope">
            --topic <input
              className="mono" aria-label={t('reset.scope')} aria-invalid={scope === null} value={scopeText} title={t('reset.scope')}
              onChange={event => { setScope(event.target.value); setAnswer(null) }}
            />
          </label>
          {given !== undefined && (
            <input
              className="mono" aria-label={is} aria-invalid={scenario === null} value={text || given}
              onChange={event => { setText(event.target.value); setAnswer(null) }}
            />
          )}
        </>
      )}
      {!topicsKnown ? <p className="empty">{t('reset.no-commits')}</p> : shown && (
        <>
          <CommandLine line={shown.command} />
          <Plan preview={shown} />
          <Outcome preview={shown} />
          <div className="resetfoot">
            <button
              className="btn small" disabled={shown.refusal !== null || shown.rows.length === 0} onClick={() => void onReset()}
            >{t('reset.do')}</button>
            <Members group={group.group} />
            {shown.refusal !== null && <p className="note mono">{shown.refusal}</p>}
            {answer && <p className="note" role="status">{answer.refusal ?? t('reset.done')}</p>}
          </div>
        </>
      )}
    </div>
  )
}

/** Kafka moves the offsets of a group only while nobody reads for it: stop its members, reset, start them again. */
const Members = ({ group }: { group: string }) => {
  const t = useWords()
  const { act } = useDo()
  const view = useWorld()
  const readers = view ? readersOf(view, group) : []
  const up = readers.filter(({ state }) => state !== 'down')
  const down = startable(readers)
  return (
    <span className="acts">
      {up.length > 0 && <button className="btn quiet small" onClick={() => up.forEach(each => act(stopOf(each)))}>{t('reset.stop-members', { n: up.length })}</button>}
      {up.length === 0 && down.length > 0 && (
        <button className="btn quiet small" onClick={() => down.forEach(({ name }) => act({ do: 'process.start', process: name }))}>
          {t('reset.start-members', { n: down.length })}
        </button>
      )}
    </span>
  )
}

const Plan = ({ preview }: { preview: ResetPreview }) => {
  const t = useWords()
  return (
    <table className="grid">
      <thead>
        <tr>
          <th>{t('stage.partitions')}</th>
          <th className="num">{t('groups.committed')}</th>
          <th className="num">{t('reset.new')}</th>
          <th className="num">{t('reset.change')}</th>
          <th className="move" aria-hidden="true" />
          <th className="num">{t('fact.hw')}</th>
        </tr>
      </thead>
      <tbody>
        {preview.rows.map(r => {
          const by = r.committed === null ? null : r.next - r.committed
          return (
            <tr key={r.partition}>
              <td>{r.partition}</td>
              <td className="num">{r.committed === null ? '–' : count(r.committed)}</td>
              <td className="num strong">{count(r.next)}</td>
              <td className={by !== null && by > 0 ? 'num t-lag' : 'num'}>{by === null ? '–' : change(by)}</td>
              <td className="move"><Move row={r} /></td>
              <td className="num dim">{count(r.end)}</td>
            </tr>
          )
        })}
      </tbody>
    </table>
  )
}

/** From where to where, on the same ruler as the stage. */
const Move = ({ row }: { row: ResetPreview['rows'][number] }) => {
  if (row.committed === null) return null
  const x = (offset: number) => 4 + nearEnd(row.end - offset) * 112
  const [from, to, forward] = [x(row.committed), x(row.next), row.next > row.committed]
  const tone = forward ? 'var(--lagging-edge)' : 'var(--ink-2)'
  return (
    <svg width="120" height="16" aria-hidden="true">
      <line x1="4" x2="116" y1="8" y2="8" className="etch" /><line x1={from} x2={to} y1="8" y2="8" stroke={tone} strokeWidth="2" />
      <circle cx={from} cy="8" r="3" fill="var(--pane)" stroke="var(--ink-2)" strokeWidth="1.4" />
      {row.next !== row.committed && <path d={`M${to} 3.5l${forward ? 6 : -6} 4.5l${forward ? -6 : 6} 4.5z`} fill={tone} />}
    </svg>
  )
}

const Outcome = ({ preview }: { preview: ResetPreview }) => {
  const t = useWords()
  const { again, skipped } = consequence(preview.rows)
  if (again === 0 && skipped === 0) return <p className="note">{t('reset.same')}</p>
  return (
    <p className="note">
      {again > 0 && <b>{t('reset.again', { n: count(again) })} </b>}
      {skipped > 0 && <b className="t-lag">{t('reset.skipped', { n: count(skipped) })}</b>}
    </p>
  )
}
