import { useState, type FormEvent } from 'react'
import type { ConfigChange, ConfigEntry, ConfigResource } from '../../session/configs.ts'
import { useDesk, useDo } from '../hooks.ts'
import type { Refusal } from './use-configs.ts'
import { meaningOf, type Say } from './words.ts'

interface Props { resource: ConfigResource; entry: ConfigEntry; say: Say; onChange(change: ConfigChange): Promise<Refusal | null> }

/** One config: what it means, in which order its values hold, and a new one for those that may change while the broker runs. */
export const OneConfig = ({ resource, entry, say, onChange }: Props) => {
  const { name, value, source, readOnly, sensitive, synonyms } = entry
  const { forks } = useDo()
  const isLive = useDesk(state => state.time.live)
  const [wanted, setWanted] = useState(value ?? '')
  const [answer, setAnswer] = useState<'asking' | 'done' | Refusal | null>(null)
  const ask = async (change: ConfigChange): Promise<void> => {
    setAnswer('asking')
    setAnswer(await onChange(change) ?? 'done')
  }
  const set = (event: FormEvent): void => {
    event.preventDefault()
    void ask({ name, op: 'set', value: wanted })
  }
  return (
    <section className="oneconfig scroll" aria-label={name}>
      <h3 className="mono">{name}</h3>
      <p>{meaningOf(say, name)}</p>
      {synonyms.length > 1 && <p className="dim">{say('precedence')}</p>}
      <ol>{synonyms.map(each => <li key={`${each.source}/${each.name}`}><code>{each.name}={each.value ?? ''}</code> <span className="dim">{say(each.source)}</span></li>)}</ol>
      {readOnly ? <p className="dim">{say('read-only')}</p> : (
        <form onSubmit={set}>
          <input value={wanted} aria-label={say('value')} placeholder={sensitive ? say('sensitive') : say('no-value')} onChange={event => setWanted(event.target.value)} />
          <button className="btn small" disabled={answer === 'asking'}>{say('do.set')}</button>
          <button
            type="button" className="btn quiet small" disabled={answer === 'asking' || !source.startsWith('DYNAMIC')}
            onClick={() => void ask({ name, op: 'delete' })}
          >{say('do.delete')}</button>
          {!isLive && (
            <button
              type="button" className="btn quiet small" title={say('what-if.why')} disabled={wanted === value}
              onClick={() => forks.withConfig(resource, { name, op: 'set', value: wanted })}
            >{say('what-if')}</button>
          )}
        </form>
      )}
      <p role="status" className={typeof answer === 'object' && answer ? 't-lost' : ''}>
        {answer === 'asking' ? say('asking') : answer === 'done' ? say('done') : answer && say('refused', { error: answer.error, message: answer.message ?? '' })}
      </p>
    </section>
  )
}
