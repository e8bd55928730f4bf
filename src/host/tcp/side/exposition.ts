import type { Bean, Beans } from '../../../env/metrics.ts'

/*
 * MBeans as Prometheus' text format 0.0.4, under the names that the rules of the JMX exporter's own Kafka example give them:
 *
 *     kafka.server:type=BrokerTopicMetrics,name=BytesInPerSec,topic=orders   Count       kafka_server_brokertopicmetrics_bytesin_total{topic="orders"}
 *     kafka.network:type=RequestMetrics,name=TotalTimeMs,request=Produce     99th        kafka_network_requestmetrics_totaltimems{request="Produce",quantile="0.99"}
 *     kafka.server:type=ReplicaManager,name=UnderReplicatedPartitions        Value       kafka_server_replicamanager_underreplicatedpartitions
 */

interface Sample { readonly labels: readonly Label[]; readonly value: number; /** `_count` of a summary. */ readonly suffix: string }
type Label = readonly [name: string, value: string]
interface Family { readonly type: 'counter' | 'gauge' | 'summary'; readonly help: string; readonly samples: Sample[] }

/** `beans` by the name of their process, which each sample bears as `process`. */
export function exposition(beans: Readonly<Record<string, Beans>>): string {
  const families = new Map<string, Family>()
  for (const [process, ofProcess] of Object.entries(beans))
    for (const [objectName, bean] of Object.entries(ofProcess)) addBean(families, parsed(objectName), bean, ['process', process])
  return [...families].sort(([a], [b]) => (a < b ? -1 : 1)).map(([name, family]) => printed(name, family)).join('')
}

interface ObjectName { readonly domain: string; readonly type: string; readonly name: string | null; readonly labels: readonly Label[] }

/** `domain:key=value,key=value`; what is neither `type` nor `name` becomes a label. */
function parsed(text: string): ObjectName {
  const colon = text.indexOf(':')
  const pairs = text.slice(colon + 1).split(',').map(pair => [pair.slice(0, pair.indexOf('=')), pair.slice(pair.indexOf('=') + 1)] as const)
  const valueOf = (key: string) => pairs.find(([name]) => name === key)?.[1] ?? null
  return { domain: text.slice(0, colon), type: valueOf('type') ?? '', name: valueOf('name'), labels: pairs.filter(([key]) => key !== 'type' && key !== 'name') }
}

function addBean(families: Map<string, Family>, name: ObjectName, bean: Bean, process: Label): void {
  for (const [attribute, value] of Object.entries(bean)) {
    const rule = typeof value === 'number' ? ruleOf(name, attribute) : null
    if (!rule) continue
    const metric = legal([name.domain, name.type, ...rule.words].join('_')).toLowerCase()
    const family = families.get(metric) ?? { type: rule.type, help: `${name.domain}:type=${name.type}${name.name === null ? '' : `,name=${name.name}`}`, samples: [] }
    families.set(metric, family)
    family.samples.push({ labels: [process, ...name.labels, ...rule.labels], value: Number(value), suffix: rule.suffix })
  }
}

interface Rule { readonly type: Family['type']; readonly words: readonly string[]; readonly labels: readonly Label[]; readonly suffix: string }
const rule = (type: Family['type'], words: readonly string[], labels: readonly Label[] = [], suffix = ''): Rule => ({ type, words, labels, suffix })

/** The first that fits, as in the exporter; null: not shown. Rates are left to Prometheus' own `rate()`. */
function ruleOf({ name }: ObjectName, attribute: string): Rule | null {
  if (name === null) return rule('gauge', [attribute])
  const perSecond = /^(.+)PerSec\w*$/.exec(name), percent = /^(.+)Percent\w*$/.exec(name), percentile = /^(\d+)thPercentile$/.exec(attribute)
  if (perSecond) return attribute === 'Count' ? rule('counter', [perSecond[1]!, 'total']) : null
  if (percent) return attribute === 'MeanRate' || attribute === 'Value' ? rule('gauge', [percent[1]!, 'percent']) : null
  if (attribute === 'Value') return rule('gauge', [name])
  if (attribute === 'Count') return rule('summary', [name], [], '_count')
  return percentile ? rule('summary', [name], [['quantile', `0.${percentile[1]}`]]) : null
}

const legal = (text: string): string => text.replace(/[^a-zA-Z0-9_]/g, '_')

function printed(name: string, { type, help, samples }: Family): string {
  const lines = samples.map(({ labels, value, suffix }) => `${name}${suffix}{${labels.map(printedLabel).join(',')}} ${printedValue(value)}\n`)
  return `# HELP ${name} ${help.replaceAll('\\', '\\\\').replaceAll('\n', '\\n')}\n# TYPE ${name} ${type}\n${lines.join('')}`
}

const printedLabel = ([name, value]: Label): string =>
  `${legal(name)}="${value.replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('\n', '\\n')}"`

const printedValue = (value: number): string => Number.isFinite(value) ? String(value) : Number.isNaN(value) ? 'NaN' : value > 0 ? '+Inf' : '-Inf'
