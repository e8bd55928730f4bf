import type { MetadataImage } from '../../metadata/image.ts'
import { handler } from '../../net/handler.ts'
import { ListConfigResources } from '../../protocol/apis/74-list-config-resources.ts'
import { Errors } from '../../protocol/errors.ts'
import type { Broker } from '../context.ts'
import { aliveBrokers } from '../images.ts'

const brokerIds = (image: MetadataImage): string[] => aliveBrokers(image).map(({ id }) => String(id))
const configured = (type: string) => (image: MetadataImage): string[] =>
  [...image.configs.keys()].filter(key => key.startsWith(`${type}:`)).map(key => key.slice(type.length + 1))

const CLIENT_METRICS = 16
/** ConfigResource.Type, and where each kind's names come from: topics and brokers are there by themselves, the rest once configured. */
const NAMES: Readonly<Record<number, (image: MetadataImage) => readonly string[]>> = {
  32: configured('group'),
  [CLIENT_METRICS]: configured('client-metrics'),
  8: brokerIds,
  4: brokerIds,
  2: image => [...image.topics.keys()],
}

/** Resources that may have configs: in v0 of client metrics alone (KIP-1000), later of the types asked for, none meaning all (KIP-1142). */
export const listConfigResources = (broker: Broker) => handler({
  api: ListConfigResources,
  handle({ resourceTypes }, { version }) {
    const asked = version === 0 ? [CLIENT_METRICS] : resourceTypes
    if (!asked.every(type => type in NAMES)) return { errorCode: Errors.UNSUPPORTED_VERSION }
    const image = broker.node.image()
    return {
      configResources: Object.entries(NAMES).filter(([type]) => asked.length === 0 || asked.includes(Number(type))).flatMap(([type, names]) =>
        names(image).map(resourceName => ({ resourceName, resourceType: Number(type) }))),
    }
  },
  refuse: (_, errorCode) => ({ errorCode }),
})
