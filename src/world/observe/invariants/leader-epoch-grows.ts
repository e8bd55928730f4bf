import { forgetTopic, rule } from './rule.ts'

/** Every election of a partition raises its leader epoch (KIP-101, KIP-279 stand on it). */
export const leaderEpochGrows = rule<Map<string, number>>({
  name: 'leader epoch grows',
  hears: ['leader.elected', 'leader.none', 'topic.deleted'],
  start: () => new Map(),
  fold(epochs, told) {
    if (told.is === 'topic.deleted') forgetTopic(epochs, told.topic)
    if (told.is !== 'leader.elected' && told.is !== 'leader.none') return null
    const last = epochs.get(told.partition)
    epochs.set(told.partition, Math.max(told.epoch, last ?? told.epoch))
    if (last === undefined || told.epoch > last) return null
    return `${told.partition} had leader epoch ${last}, then ${told.epoch}`
  },
})
