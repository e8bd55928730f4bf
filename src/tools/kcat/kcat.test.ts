import { expect, test } from 'vitest'
import { Terminal } from '../../testing/cli/terminal.ts'
import { world } from '../../testing/cluster.ts'
import { codecs } from '../../testing/log-fixture.ts'

/*
 * As kcat 1.7 (librdkafka) printed it beside real Kafka: `golden/captures/kcat-*.out.txt`. Ends of partitions come in no order.
 */

const clicks = () => {
  const story = world({ codecs }), terminal = new Terminal(story)
  story.topic('clicks', 3)
  const lines = Array.from({ length: 10 }, (_, i) => `k${i + 1}:v${i + 1}\\n`).join('')
  expect(terminal.run(`printf '${lines}' | kcat -b localhost:9092 -P -t clicks -K: -H trace=1 -z gzip`)).toEqual({ out: [], err: [], exit: 0 })
  return { story, terminal }
}

test('a key goes where librdkafka sends it: by CRC-32, not as Java\'s producer would', () => {
  const { out, err, exit } = clicks().terminal.run("kcat -b localhost:9092 -C -t clicks -o beginning -e -f '%p %o %k %s %h\\n'")
  expect(out.sort()).toEqual([
    '0 0 k2 v2 trace=1', '0 1 k6 v6 trace=1', '0 2 k8 v8 trace=1', '1 0 k1 v1 trace=1', '1 1 k5 v5 trace=1', '1 2 k7 v7 trace=1',
    '2 0 k3 v3 trace=1', '2 1 k4 v4 trace=1', '2 2 k9 v9 trace=1', '2 3 k10 v10 trace=1',
  ])
  expect([err.length, err.at(-1), exit]).toEqual([3, expect.stringMatching(/^% Reached end of topic clicks \[\d\] at offset \d: exiting$/), 0])
})

test('metadata, for people and as JSON', () => {
  const { terminal } = clicks(), { out } = terminal.run('kcat -b localhost:9092 -L -t clicks')
  expect(out.slice(0, 10).join('\n').replaceAll(/leader \d|(?<=replicas: |isrs: )[\d,]+/g, '#').replace(/ \(controller\)/, '')).toMatchInlineSnapshot(`
    "Metadata for clicks (from broker 1: m1:9092/1):
     3 brokers:
      broker 1 at m1:9092
      broker 2 at m2:9092
      broker 3 at m3:9092
     1 topics:
      topic "clicks" with 3 partitions:
        partition 0, #, replicas: # isrs: #
        partition 1, #, replicas: # isrs: #
        partition 2, #, replicas: # isrs: #"
  `)
  const [json] = terminal.run('kcat -b localhost:9092 -L -J -t clicks').out
  expect(JSON.parse(json!)).toMatchObject({ query: { topic: 'clicks' }, topics: [{ topic: 'clicks', partitions: [{ partition: 0 }, { partition: 1 }, { partition: 2 }] }] })
})

test('offsets by time, and the last few', () => {
  const { terminal } = clicks()
  expect(terminal.run('kcat -b localhost:9092 -Q -t clicks:0:-1 -t clicks:1:-2').out).toEqual(['clicks [0] offset 3', 'clicks [1] offset 0'])
  expect(terminal.run('kcat -b localhost:9092 -C -q -t clicks -p 2 -o -1 -c 1 -J').out.map(line => (JSON.parse(line) as { payload: string }).payload)).toEqual(['v10'])
  expect(terminal.run('kcat -b localhost:9092 -C -q -t clicks -p 0 -o 1 -e -K=').out).toEqual(['k6=v6', 'k8=v8'])
})

test('a member of a group, until Ctrl-C', () => {
  const { story, terminal } = clicks()
  const member = terminal.start('kcat -b localhost:9092 -G readers clicks -X auto.offset.reset=earliest')
  story.run(8).seconds
  const { out, err, exit } = terminal.interrupt(member)
  expect([out.length, exit, err[0]]).toEqual([10, 130, '% Waiting for group rebalance'])
  expect(err.filter(line => line.includes('rebalanced')).map(line => line.replace(/memberid [^)]+/, 'memberid'))).toEqual([
    '% Group readers rebalanced (memberid): assigned: clicks [0], clicks [1], clicks [2]', '% Group readers rebalanced (memberid): revoked: clicks [0], clicks [1], clicks [2]',
  ])
})

test('what it cannot do', () => {
  const { terminal } = clicks()
  expect(terminal.run('kcat -L').err[0]).toBe('Error: -b <broker,..> missing')
  expect(terminal.run('kcat -b localhost:9092 -C -t nope')).toEqual({ out: [], err: ['% ERROR: Topic nope error: Broker: Unknown topic or partition'], exit: 1 })
})
