import { describe, expect, test } from 'vitest'
import { BrokerKit, directoryIdOf } from '../../testing/broker-kit.ts'
import { makeBroker } from '../broker.ts'

/*
 * What a broker finds of a move that its end interrupted (KIP-858, LogManager.recoverAbandonedFutureLogs).
 */

const FROM = '/data', TO = '/more', FUTURE = `orders-0.${'0'.repeat(32)}-future`
const topics = (directory: string) => ({ orders: { partitions: [{ replicas: [1], directories: [directoryIdOf(directory)] }] } })

/** A broker that ended with `orders-0` in one directory and its future log in the other, and started again: metadata has the replica in `directory`. */
function startedAgain(directory: string | null): BrokerKit {
  const broker = new BrokerKit({ logDirs: [FROM, TO] }).topics(topics(FROM)), { disk } = broker
  for (const file of disk.list(`${FROM}/orders-0/`)) disk.write(file.replace(`${FROM}/orders-0`, `${TO}/${FUTURE}`), disk.read(file, 0, disk.size(file)))
  const from = { ...broker.image, offset: -1, topics: new Map() }
  const known = broker.image.topics.get('orders')!, partitions = known.partitions.map(each => ({ ...each, directories: [directoryIdOf(directory ?? FROM)] }))
  broker.image = { ...broker.image, topics: directory === null ? new Map() : new Map([['orders', { ...known, partitions }]]) }
  broker.part = makeBroker(broker.node)
  broker.part.start()
  broker.part.onMetadata(broker.image, { from, to: broker.image, topics: new Set(broker.image.topics.keys()), deletedTopics: [], brokers: new Set(), configs: new Set() })
  return broker
}
const folders = ({ disk }: BrokerKit): string[] => [...new Set([FROM, TO].flatMap(dir => disk.list(`${dir}/orders-0`))
  .map(file => file.slice(0, file.lastIndexOf('/')).replace(/\.[0-9a-f]{32}-/, '.*-')))]
const home = (broker: BrokerKit): string => broker.part.view().replicas['orders-0']!.logDir

describe('a future log found at start', () => {
  test('takes the place of the former log when metadata has the replica there already', () => {
    const broker = startedAgain(TO)
    expect(home(broker)).toBe(TO)
    expect(folders(broker)).toEqual([`${FROM}/orders-0.*-delete`, `${TO}/orders-0`])
    expect(broker.asked).toEqual([])
  })

  test('goes on copying when metadata does not, and asks when it has caught up', () => {
    const broker = startedAgain(FROM)
    expect(home(broker)).toBe(FROM)
    expect(broker.works).toEqual([{ is: 'copyReplica', id: 'orders-0', dir: `${TO}/${FUTURE}` }])
    broker.serve()
    expect(broker.asked).toMatchObject([{ api: 'AssignReplicasToDirs', request: { directories: [{ id: directoryIdOf(TO) }] } }])
    expect(folders(broker)).toEqual([`${FROM}/orders-0`, `${TO}/orders-0.*-future`])
  })

  test('is set aside when the broker has no such replica', () => {
    const broker = startedAgain(null)
    expect(folders(broker)).toEqual([`${FROM}/orders-0.*-stray`, `${TO}/orders-0.*-stray`])
  })
})
