import { at, forgetTopic, isExcused, mayLose, noExcuses, rule, type Excuses } from './rule.ts'

interface Known { epoch: number; broker: number; hw: number; committed: number; readonly excuses: Excuses }
const nothing = (): Known => ({ epoch: -1, broker: -1, hw: -1, committed: 0, excuses: noExcuses() })

/**
 * A leader's high watermark never falls within its epoch, and no new leader's log ends below what an earlier one had
 * committed, unless it was elected from outside the ISR and the ELR, or its disk lost what it had not flushed.
 */
export const highWatermarkGrows = rule<Map<string, Known>>({
  name: 'high watermark grows',
  hears: ['hw.advanced', 'leader.started', 'leader.elected', 'log.recovered', 'topic.deleted'],
  start: () => new Map(),
  fold(partitions, told) {
    switch (told.is) {
      case 'topic.deleted':
        forgetTopic(partitions, told.topic)
        return null
      case 'leader.elected':
        at(partitions, told.partition, nothing).excuses.byElection ||= mayLose(told.from)
        return null
      case 'log.recovered':
        recovered(at(partitions, told.partition, nothing), told)
        return null
      case 'leader.started': return started(at(partitions, told.partition, nothing), told)
      case 'hw.advanced': return told.as === 'leader' ? advanced(at(partitions, told.partition, nothing), told) : null
      default: return null
    }
  },
})

function recovered({ committed, excuses }: Known, { broker, end }: { broker: number; end: number }): void {
  if (end < committed) excuses.disks.add(broker)
}

function started(known: Known, { partition, broker, epoch, end }: { partition: string; broker: number; epoch: number; end: number }): string | null {
  const { committed } = known, excused = isExcused(known.excuses, broker)
  Object.assign(known, { epoch, broker, hw: -1, committed: Math.min(committed, end) })
  return end >= committed || excused ? null : `${partition}: leader ${broker} of epoch ${epoch} ends at ${end}, ${committed} was committed`
}

function advanced(known: Known, { partition, broker, epoch, hw }: { partition: string; broker: number; epoch: number; hw: number }): string | null {
  if (epoch !== known.epoch || broker !== known.broker) return null
  const was = known.hw
  known.hw = Math.max(was, hw)
  known.committed = Math.max(known.committed, hw)
  return hw >= was ? null : `${partition}: high watermark of leader ${broker} fell from ${was} to ${hw} in epoch ${epoch}`
}
