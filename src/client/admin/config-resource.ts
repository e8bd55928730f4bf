import type { Whom } from './operation.ts'

export interface ConfigResource { readonly type: 'topic' | 'broker' | 'broker-logger' | 'group' | 'client-metrics'; readonly name: string }

/** ConfigResource.Type. */
const TYPES = { topic: 2, broker: 4, 'broker-logger': 8, 'client-metrics': 16, group: 32 } as const
export const typeCode = (type: ConfigResource['type']): number => TYPES[type]
export const typeOf = (code: number): ConfigResource['type'] => (Object.keys(TYPES) as ConfigResource['type'][]).find(type => TYPES[type] === code) ?? 'topic'

/** A broker answers for its own configs and loggers; all else anyone does. */
export const whomToAsk = ({ type, name }: ConfigResource): Whom =>
  (type === 'broker' || type === 'broker-logger') && name !== '' ? { to: 'node', node: Number(name) } : { to: 'any' }

/** Resources by who answers for them. */
export function byWhom<T extends ConfigResource>(resources: readonly T[]): [Whom, T[]][] {
  const groups = new Map<string, [Whom, T[]]>()
  for (const resource of resources) {
    const whom = whomToAsk(resource)
    const key = JSON.stringify(whom)
    const group = groups.get(key)
    if (group) group[1].push(resource)
    else groups.set(key, [whom, [resource]])
  }
  return [...groups.values()]
}

export const sameResource = (a: ConfigResource, b: ConfigResource): boolean => a.type === b.type && a.name === b.name
