import '../stage/stage.css'
import { clock } from '../format.ts'
import { useSize, useWords } from '../hooks.ts'
import { longestLog, stalks } from '../stage/geometry-stalks.ts'
import { stageModel } from '../stage/model.ts'
import { StalksPicture } from '../stage/StalksPicture.tsx'
import type { ClusterView } from '../../world/view.ts'

const HEIGHT = 230

/** Two tracks' clusters at one moment, drawn to one scale. */
export const CompareStages = ({ names, views }: { names: readonly [string, string]; views: readonly [ClusterView, ClusterView] }) => {
  const t = useWords()
  const [ref, { width }] = useSize()
  const models = views.map(view => stageModel(view, { internal: false }))
  const longest = Math.max(...models.map(longestLog))
  return (
    <div className="comparestages" ref={ref}>
      {width > 0 && models.map((model, i) => (
        <figure key={i}>
          <StalksPicture
            t={t} plan={stalks(model, width < 560 ? width : (width - 16) / 2, HEIGHT, longest)}
            label={`${names[i]}: ${t('stage.label', { brokers: model.brokers.length, partitions: model.rows.length })}`}
          />
          <figcaption>{names[i]} <span className="mono dim">{clock(views[i]!.now)}</span></figcaption>
        </figure>
      ))}
    </div>
  )
}
