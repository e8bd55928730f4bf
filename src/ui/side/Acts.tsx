import { available } from '../commands/index.ts'
import type { Command } from '../commands/command.ts'
import { useDesk, useDeskStore, useDo, useWords } from '../hooks.ts'

/** What can be done with what is selected, as buttons. */
export const Acts = ({ groups }: { groups: readonly Command['group'][] }) => {
  const t = useWords()
  const door = useDo()
  const store = useDeskStore()
  useDesk(state => state.view)
  useDesk(state => state.selection)
  const context = { state: store.getState(), do: door }
  const acts = available(context).filter(c => groups.includes(c.group))
  if (acts.length === 0) return null
  return (
    <>
      <h3>{t('side.do')}</h3>
      <div className="acts" id="acts">
        {acts.map(c => (
          <button
            key={c.id} className="btn quiet small" onClick={() => c.run({ state: store.getState(), do: door })}
            title={c.keys?.[0]}
          >{t(c.label, c.values?.(context))}</button>
        ))}
      </div>
    </>
  )
}
