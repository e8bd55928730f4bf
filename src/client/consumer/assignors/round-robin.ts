import { compareText } from '../../topic-partition.ts'
import { byInstanceThenMember, type Assignment, type Assignor } from './assignor.ts'

/** RoundRobinAssignor: all partitions in one line, members take turns; who has not subscribed to the topic is passed over. */
export const roundRobin: Assignor = {
  name: 'roundrobin',
  protocols: ['EAGER'],
  userData: () => null,
  assign(topics, members) {
    const to: Assignment = new Map([...members.keys()].map(member => [member, []]))
    const circle = [...members].sort(byInstanceThenMember)
    const subscribed = new Set([...members.values()].flatMap(member => member.topics))
    let turn = 0
    for (const topic of [...subscribed].sort(compareText)) {
      for (let partition = 0; partition < (topics.get(topic)?.length ?? 0); partition++) {
        while (!circle[turn % circle.length]![1].topics.includes(topic)) turn++
        to.get(circle[turn++ % circle.length]![0])!.push({ topic, partition })
      }
    }
    return to
  },
}
