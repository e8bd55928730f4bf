import '../stage/stage.css'
import type { ReactNode } from 'react'
import { clock } from '../format.ts'
import { useSize, useWords } from '../hooks.ts'
import { longestLog, stalks } from '../stage/geometry-stalks.ts'
import { stageModel, type StageModel } from '../stage/model.ts'
import { StalksPicture } from '../stage/StalksPicture.tsx'
import type { ClusterView } from '../../world/view.ts'

const HEIGHT = 230

/** Two tracks' clusters at one moment, each under its name and drawn to one scale; between them, where there is room, what their ledgers say. */
export const CompareStages = ({ names, views, children }: { names: readonly [string, string]; views: readonly [ClusterView, ClusterView]; children: ReactNode }) => {
  const models = views.map(view => stageModel(view, { internal: false }))
  const longest = Math.max(...models.map(longestLog))
  return (
    <div className="comparestages">
      {models.map((model, i) => <OneTrack key={i} name={names[i]!} at={views[i]!.now} model={model} longest={longest} />)}
      {children}
    </div>
  )
}

const OneTrack = ({ name, at, model, longest }: { name: string; at: number; model: StageModel; longest: number }) => {
  const t = useWords()
  const [ref, { width }] = useSize()
  return (
    <section>
      <h3>{name} <span className="mono dim">{clock(at)}</span></h3>
      <div ref={ref} style={{ height: HEIGHT }}>
        {width > 0 && <StalksPicture
          t={t} plan={stalks(model, width, HEIGHT, longest)}
          label={`${name}: ${t('stage.label', { brokers: model.brokers.length, partitions: model.rows.length })}`}
        />}
      </div>
    </section>
  )
}
