import confluentAdmin from '../../session/worlds/scripts/templates/confluent/admin.ts?raw'
import confluentGroup from '../../session/worlds/scripts/templates/confluent/group.ts?raw'
import confluentIdempotent from '../../session/worlds/scripts/templates/confluent/idempotent.ts?raw'
import confluentKeys from '../../session/worlds/scripts/templates/confluent/keys.ts?raw'
import kafkajsAdmin from '../../session/worlds/scripts/templates/kafkajs/admin.ts?raw'
import kafkajsGroup from '../../session/worlds/scripts/templates/kafkajs/group.ts?raw'
import kafkajsIdempotent from '../../session/worlds/scripts/templates/kafkajs/idempotent.ts?raw'
import kafkajsKeys from '../../session/worlds/scripts/templates/kafkajs/keys.ts?raw'

/** What a new script can begin as: the same four for either client package. */
export type TemplateName = 'keys' | 'idempotent' | 'group' | 'admin'
export const templates: Readonly<Record<string, Readonly<Record<TemplateName, string>>>> = {
  kafkajs: { keys: kafkajsKeys, idempotent: kafkajsIdempotent, group: kafkajsGroup, admin: kafkajsAdmin },
  '@confluentinc/kafka-javascript': { keys: confluentKeys, idempotent: confluentIdempotent, group: confluentGroup, admin: confluentAdmin },
}
