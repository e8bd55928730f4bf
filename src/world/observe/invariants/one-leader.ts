import { at, forgetTopic, rule } from './rule.ts'

/** Epochs looked back on, per partition. */
const KEPT = 32

/** In one epoch one broker leads a partition, and only it appends as leader; one node is the active controller of an epoch. */
export const oneLeader = rule<{ leaders: Map<string, Map<number, number>> }>({
  name: 'one leader per epoch',
  hears: ['leader.started', 'log.appended', 'controller.active', 'topic.deleted'],
  start: () => ({ leaders: new Map() }),
  fold({ leaders }, told) {
    if (told.is === 'topic.deleted') forgetTopic(leaders, told.topic)
    if (told.is === 'controller.active') return claim(leaders, 'the controller', told.epoch, told.node)
    if (told.is === 'leader.started' || (told.is === 'log.appended' && told.as === 'leader')) return claim(leaders, told.partition, told.epoch, told.broker)
    return null
  },
})

const nobody = () => new Map<number, number>()

function claim(leaders: Map<string, Map<number, number>>, what: string, epoch: number, node: number): string | null {
  const epochs = at(leaders, what, nobody)
  const leader = epochs.get(epoch)
  if (leader === undefined) {
    epochs.set(epoch, node)
    if (epochs.size > KEPT) epochs.delete(epochs.keys().next().value!)
  }
  return leader === undefined || leader === node ? null : `${what} has two leaders in epoch ${epoch}: ${leader} and ${node}`
}
