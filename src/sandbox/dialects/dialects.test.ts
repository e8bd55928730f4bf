import { describe, expect, test } from 'vitest'
import { clientConfig } from './index.ts'

const kafkaJS = { brokers: ['broker-1:9092', 'broker-2:9092'] }

describe('two dialects, one core', () => {
  test('where their defaults differ from each other, each means what its library means', () => {
    const ours = clientConfig('consumer', { dialect: 'kafkajs', kafka: kafkaJS, options: { groupId: 'g' } })
    const theirs = clientConfig('consumer', { dialect: 'confluent', kafka: { kafkaJS }, options: { kafkaJS: { groupId: 'g' } } })
    const differ = Object.keys(theirs).filter(name => ours[name] !== undefined && ours[name] !== theirs[name])
    expect(Object.fromEntries(differ.map(name => [name, `${ours[name]} · ${theirs[name]}`]))).toMatchInlineSnapshot(`
      {
        "allow.auto.create.topics": "true · false",
        "client.id": "kafkajs · rdkafka",
        "fetch.max.wait.ms": "5000 · 500",
        "max.poll.interval.ms": "60000 · 300000",
      }
    `)
  })

  test("confluent's kafkaJS block and librdkafka's names stand beside each other", () => {
    const config = clientConfig('producer', { dialect: 'confluent', kafka: { kafkaJS }, options: { kafkaJS: { acks: 1 }, 'linger.ms': 20, 'message.timeout.ms': 9_000, 'message.max.bytes': 3_000_000 } })
    expect(config).toMatchObject({ 'bootstrap.servers': 'broker-1:9092,broker-2:9092', acks: '1', 'linger.ms': '20', 'delivery.timeout.ms': '9000', 'max.request.size': '3000000' })
  })

  test.each([
    [{ idempotnt: true }, 'producer: unknown option idempotnt'],
    [{ linger: 5 }, 'producer: unknown option linger'],
    [{ transactionalId: 'tx' }, 'producer: transactionalId is not modelled yet: transactions'],
  ])('%j is refused, and says why', (options, message) => {
    expect(() => clientConfig('producer', { dialect: 'kafkajs', kafka: kafkaJS, options })).toThrow(message)
  })

  test('no brokers: said as the library says it', () => {
    expect(() => clientConfig('admin', { dialect: 'kafkajs', kafka: { brokers: [] }, options: {} })).toThrow('expected brokers array')
  })
})
