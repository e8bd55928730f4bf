import { memo } from 'react'
import { Controller, Jar, Lagging, Offline, Paused, Shelf } from '../marks/Marks.tsx'
import type { Matrix } from './geometry-matrix.ts'
import type { Ruler } from './geometry-scale.ts'
import { stateKey } from './jar-state.ts'
import type { BrokerColumn } from './model-brokers.ts'
import { fit, type StageProps } from './stage-props.ts'

interface Props extends StageProps { m: Matrix; ruler: Ruler; partitions: number }

/** The glass of the matrix: a jar a broker, on the shelf of its rack, with the ruler etched under its head. */
export const Jars = (props: Props) => props.m.racks.length > 0
  ? <>{props.m.racks.map(rack => <RackJar key={rack.name} {...props} rack={rack} />)}</>
  : <>{props.m.jars.map(jar => <OneJar key={jar.broker.id} {...glassOf(props)} jar={jar} isChosen={chosen(props, jar.broker.id)} />)}</>

type Glass = Pick<Props, 't' | 'm' | 'ruler' | 'partitions'> & { jar: Matrix['jars'][number] }
const glassOf = ({ t, m, ruler, partitions }: Props): Omit<Glass, 'jar'> => ({ t, m, ruler, partitions })

const chosen = ({ selection, ring }: StageProps, id: number) =>
  (selection?.is === 'broker' && selection.broker === id) || (ring?.broker === id && !ring.partition)

const OneJar = memo(({ isChosen, ...props }: Glass & { isChosen: boolean }) => {
  const { m, ruler, jar: { broker, x, width, cellX, cellW } } = props
  const gone = !broker.serves
  return (
    <g>
      {isChosen && (
        <rect
          x={x - 5} y={m.jarTop - 5} width={width + 10} height={m.floor - m.jarTop + (m.narrow ? 26 : 30)} rx="14"
          fill="var(--accent-wash)" stroke="var(--accent)" strokeWidth="1.5"
        />
      )}
      <Jar x={x} top={m.jarTop} width={width} floor={m.floor} gone={gone} radius={m.narrow ? 10 : 12} />
      {!m.narrow && ruler.ticks.map(tick => {
        const tx = cellX + tick.at * cellW
        return (
          <g key={tick.label}>
            <line x1={tx} x2={tx} y1={m.head - 2} y2={m.head + 3} className="etch" />
            <line x1={tx} x2={tx} y1={m.head + 3} y2={m.floor - 1} className="hair" strokeDasharray="1 5" />
            <text x={tx} y={m.head + 14} className="m c d" style={{ fontSize: 9.5 }}>{tick.label}</text>
          </g>
        )
      })}
      {m.narrow ? <NarrowHead {...props} /> : <Head {...props} />}
      <Shelf x={x - (m.narrow ? 2 : 4)} y={m.floor} width={width + (m.narrow ? 4 : 8)} />
      {m.narrow ? <text x={x + width / 2} y={m.floor + 17} className="xs d c">{fit(broker.rack ?? broker.machine, width, 5.8)}</text> : (
        <>
          <text x={x + 14} y={m.floor + 19} className="s d">{broker.rack ?? ''}</text>
          <text x={x + width - 10} y={m.floor + 19} className="s d e">{fit(broker.machine, width - 70, 6)}</text>
        </>
      )}
    </g>
  )
})

/** Past eight brokers a jar is a rack: its brokers are slots, their replicas bars. */
const RackJar = (props: Props & { rack: Matrix['racks'][number] }) => {
  const { m, t, rack: { name, x, width, brokers } } = props
  const dark = brokers.every(broker => !broker.serves)
  return (
    <g>
      <Jar x={x} top={m.jarTop} width={width} floor={m.floor} gone={dark} />
      <text x={x + 14} y={m.jarTop + 19} className="w6"><title>{name}</title>{fit(name, width - 40, 7.4)}</text>
      <text x={x + width - 12} y={m.jarTop + 19} className="xs d e">{dark ? t('rack.dark') : ''}</text>
      {m.jars.filter(jar => brokers.includes(jar.broker)).map(jar => <Slot key={jar.broker.id} {...props} jar={jar} />)}
      <Shelf x={x - 4} y={m.floor} width={width + 8} />
    </g>
  )
}

const Slot = (props: Props & { jar: Matrix['jars'][number] }) => {
  const { m, jar: { broker, x, width, cellX, cellW } } = props
  const [y, markX] = [m.jarTop + 38, cellX + String(broker.id).length * 7.4 + 9]
  return (
    <g>
      {chosen(props, broker.id) && (
        <rect x={x + 1} y={m.jarTop + 24} width={width - 2} height={m.floor - m.jarTop - 26} rx="6" fill="var(--accent-wash)" stroke="var(--accent)" strokeWidth="1.5" />
      )}
      <text x={cellX} y={y} className={broker.serves ? 'w6' : 'w6 d'}>{broker.id}</text>
      {!broker.serves ? <Offline x={markX} y={y - 4} />
        : broker.state === 'paused' ? <Paused x={markX} y={y - 4} />
          : broker.behind > 0 ? <Lagging x={markX} y={y - 4} />
            : broker.quorum && <Controller x={markX + 2} y={y - 4} active={broker.quorum === 'active'} />}
      <line x1={cellX} x2={cellX + cellW} y1={m.head + 3} y2={m.head + 3} className="etch" />
    </g>
  )
}

const Head = ({ t, m, partitions, jar: { broker, x, width } }: Glass) => {
  const y = m.jarTop + 21
  return (
    <g>
      <text x={x + 14} y={y} className="w6">{t('broker.name', { id: broker.id })}</text>
      {broker.quorum && <Controller x={x + 82} y={y - 4} active={broker.quorum === 'active'} />}
      {broker.quorum === 'active' && width > 160 && <text x={x + 93} y={y} className="s i2">{t('controller')}</text>}
      {broker.state === 'paused' && <Paused x={x + width - 16} y={y - 4} />}
      {!broker.serves && <Offline x={x + width - 16} y={y - 4} />}
      <text x={x + 14} y={y + 15} className={`xs ${noteTone(broker)}`}>{fit(note(t, broker, partitions), width - 20, 5.6)}</text>
    </g>
  )
}
const noteTone = (broker: BrokerColumn) => broker.state === 'running' ? broker.behind ? 't-lag' : 'd' : 'i2 w5'

/** What matters most of a broker, in a line: why it does not serve, else what it leads and what it is behind with. */
const note = (t: StageProps['t'], broker: BrokerColumn, partitions: number): string => {
  if (broker.state !== 'running') return t(stateKey[broker.state])
  const first = broker.behind ? t('broker.behind', { n: broker.behind }) : t('broker.leads', { n: broker.leads, of: partitions })
  return broker.diskSlow !== null ? `${first} · ${t('broker.slow-disk')}` : first
}

const NarrowHead = ({ jar: { broker, x, width } }: Glass) => (
  <g>
    <text x={x + 10} y="29" className="w6">{broker.id}</text>
    {broker.quorum && <Controller x={x + 30} y={25} active={broker.quorum === 'active'} />}
    {!broker.serves
      ? <Offline x={x + width - 16} y={25} />
      : broker.state === 'paused' ? <Paused x={x + width - 16} y={25} /> : broker.behind > 0 && <Lagging x={x + width - 16} y={25} />}
  </g>
)

/** Controllers that are not brokers: small jars of their own at the left, below the producers. */
export const ControllerJars = ({
  t, m, model, selection,
}: StageProps & { m: Matrix; model: { controllers: readonly { id: number; active: boolean; up: boolean }[] } }) => (
  <>
    {m.controllers.map(place => {
      const node = model.controllers.find(c => c.id === place.id)!
      const ringed = selection?.is === 'controller' && selection.node === node.id
      const name = t('controller.name', { id: node.id })
      if (m.narrow) {
        return (
          <g key={node.id}>
            <Controller x={place.x + 6} y={place.y - 4} active={node.active} /><text x={place.x + 18} y={place.y} className="s i2">{name}</text>
          </g>
        )
      }
      return (
        <g key={node.id}>
          {ringed && (
            <rect
              x={place.x - 4} y={place.y - 4} width={120} height={54} rx="10" fill="var(--accent-wash)" stroke="var(--accent)"
              strokeWidth="1.5"
            />
          )}
          <Jar x={place.x} top={place.y} width={112} floor={place.y + 44} gone={!node.up} radius={10} />
          <Controller x={place.x + 18} y={place.y + 23} active={node.active} />
          <text x={place.x + 32} y={place.y + 22} className="w5">{name}</text>
          <text x={place.x + 32} y={place.y + 35} className="xs d">
            {t(node.up ? node.active ? 'controller.active' : 'controller.voter' : 'broker.down')}
          </text>
          <Shelf x={place.x - 3} y={place.y + 44} width={118} />
        </g>
      )
    })}
  </>
)
