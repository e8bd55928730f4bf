import { Topic } from '../marks/Marks.tsx'
import { Readers, Sources } from './Clients.tsx'
import type { Matrix } from './geometry-matrix.ts'
import { ControllerJars, Jars } from './Jars.tsx'
import { LinkFaults, type LinkArc } from './LinkFaults.tsx'
import type { StageModel } from './model.ts'
import type { TopicBand } from './model-rows.ts'
import { RowMarks } from './RowMarks.tsx'
import { fitMiddle, selects, type StageProps } from './stage-props.ts'

/** One row is one partition, from producer to group; one column is one broker under glass. */
export const MatrixPicture = (props: StageProps & { m: Matrix; model: StageModel; arcs: readonly LinkArc[]; focused: string | null }) => {
  const { t, m, model, selection, ring, focused } = props
  return (
    <svg
      width={m.width} height={m.height} viewBox={`0 0 ${m.width} ${m.height}`} role="img"
      aria-label={t('stage.label', { brokers: model.brokers.length, partitions: model.rows.length })}
    >
      <Jars {...props} ruler={model.ruler} partitions={model.rows.length} />
      <LinkFaults arcs={props.arcs} m={m} />
      {!m.narrow && <Heads {...props} />}
      {m.bands.map(({ band, top }) => (
        <g key={band.topic}>
          <line x1={m.narrow ? 12 : m.label} x2={m.width - (m.narrow ? 12 : 16)} y1={top + 0.5} y2={top + 0.5} className="hair" />
          <Topic hue={band.hue} x={m.label + 4} y={top + 13} />
          <TopicName band={band} m={m} y={top + 17} />
        </g>
      ))}
      {[...m.rows.values()].map(at => (
        <RowMarks
          key={at.row.partition} t={t} m={m} ring={ring} row={at.row} at={at} ruler={model.ruler} selected={selects(selection, at.row)}
          focused={focused === at.row.partition}
        />
      ))}
      <Readers {...props} />
      {!m.narrow && <Sources {...props} />}
      <ControllerJars {...props} />
    </svg>
  )
}

/** A long name takes the place of what decides whether the topic may be written to, which is then on its tooltip; a longer one is cut where names differ least. */
const TopicName = ({ band, m, y }: { band: TopicBand; m: Matrix; y: number }) => {
  const facts = `RF ${band.replicationFactor} · min ${band.minIsr}`, isShort = band.topic.length * 7 <= 52
  return (
    <>
      <text x={m.label + 14} y={y} className="w6"><title>{`${band.topic} · ${facts}`}</title>{fitMiddle(band.topic, m.narrow ? 80 : 112, 7)}</text>
      {!m.narrow && isShort && <text x={m.label + 22 + band.topic.length * 7} y={y} className="xs d">{facts}</text>}
    </>
  )
}

const Heads = ({ t, m, model }: StageProps & { m: Matrix; model: StageModel }) => (
  <g>
    <text x={16} y={m.jarTop + 21} className="w6">{t('stage.producers')}</text>
    <text x={m.label + 4} y={m.jarTop + 21} className="w6">{t('stage.partitions')}</text>
    {model.rows.length > 0 && (
      <text x={(m.jars[0]?.x ?? m.width) - 10} y={m.head + 14} className="xs d e">
        <title>{t(model.ruler.kind === 'behind' ? 'stage.behind.means' : 'stage.records.means')}</title>
        {t(model.ruler.kind === 'behind' ? 'stage.behind' : 'stage.records')}
      </text>
    )}
  </g>
)
