import { dialectOf, knownName, knownOption, knownProperty, type KnownConfig } from '../../session/known-config.ts'
import type { ClusterView } from '../../world/view.ts'
import { userTopics } from '../../world/view-helpers.ts'
import { meaningOf, meaningOfClient, type Say as SayOfConfigs } from '../configs/words.ts'
import type { NameAt } from './name-at.ts'
import type { Say } from './words.ts'

export interface HoverWords { readonly say: Say; readonly configs: SayOfConfigs; readonly view: ClusterView | null }

const LOOK_UP = { quoted: knownName, key: knownOption, property: knownProperty } as const

/** What is said of a name in a file, as Markdown, one text a config; none of what is no config. */
export function textsOf({ name, as }: Pick<NameAt, 'name' | 'as'>, source: string, words: HoverWords): string[] {
  const known = LOOK_UP[as](name, dialectOf(source))
  if (!known) return []
  if (known.is === 'configs') return known.configs.map(config => textOf(config, words))
  return [known.is === 'ignored' ? words.say('config.ignored', { name }) : words.say('config.refused', { name, why: known.why })]
}

function textOf(config: KnownConfig, { say, configs, view }: HoverWords): string {
  const { name, of, standard, own } = config, isServers = of === 'topic' || of === 'broker'
  const facts = [say(`config.${of}`), standard === undefined ? say('config.needed') : standard === null ? say('config.none') : say('config.default', { value: coded(name, standard) })]
  return [
    `**${name}** · ${facts.join(' · ')}`, isServers ? meaningOf(configs, name) : meaningOfClient(configs, name),
    own === null ? '' : say('config.own', { value: coded(name, own) }), of === 'topic' && view ? setOn(name, view, say) : '',
  ].filter(Boolean).join('\n\n')
}

/** Topics that have a value of their own. */
function setOn(name: string, view: ClusterView, say: Say): string {
  const set = userTopics(view).flatMap(([topic, { configs }]) => configs[name] === undefined ? [] : [`${topic} ${coded(name, configs[name]!)}`])
  return set.length > 0 ? say('config.set', { values: set.slice(0, MANY).join(', ') + (set.length > MANY ? ', …' : '') }) : ''
}
const MANY = 5

const UNITS = [['d', 86_400_000], ['h', 3_600_000], ['min', 60_000], ['s', 1_000]] as const
/** Times in larger units, too, where they are whole: few can read 604800000. */
function coded(name: string, value: string): string {
  const ms = name.endsWith('.ms') ? Number(value) : 0, unit = UNITS.find(([, size]) => ms >= size && ms % size === 0)
  return `\`${value === '' ? '""' : value}\`${unit ? ` (${ms / unit[1]} ${unit[0]})` : ''}`
}
