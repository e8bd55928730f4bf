import { beforeAll, describe, expect, test } from 'vitest'
import { bundleRealm } from '../dev/realm-plugin.mjs'
import { atStrength } from '../testing/strength.ts'
import { transpile } from './transpile.ts'
import type { RealmCall } from './turn.ts'
import { VmRealm } from './vm-realm.ts'

let text: string
beforeAll(async () => { text = await bundleRealm() })

const WALL = Date.UTC(2026, 0, 1)
function open(source: string, stops: readonly number[] = []) {
  const made = transpile(source)
  if (!made.ok) throw new Error(`${made.message} at ${made.line}`)
  const realm = new VmRealm(text, made.code)
  return { realm, calls: realm.turn(WALL, 0, [{ is: 'start', source, seed: 7 }], stops) }
}
const said = (calls: RealmCall[]) => calls.map(call => call.call === 'console' ? `${call.line}: ${call.text}` : call.call === 'failed' ? `failed at ${call.line}: ${call.error.message}` : call.call)

describe('a script in its realm', () => {
  test('runs until nothing is left to run, through any number of awaits', () => {
    const { calls } = open('for (let i = 0; i < 10; i++) await null\nconsole.log("done")')
    expect(said(calls)).toEqual(['2: done', 'ended'])
  })

  test('has the clock, the dice and the timers of its world', () => {
    const source = 'console.log(new Date().toISOString(), Date.now())\nconst dice = Math.random()\nsetTimeout(() => console.log(dice), 50)'
    const first = open(source), second = open(source)
    expect(said(first.calls)).toEqual(['1: 2026-01-01T00:00:00.000Z 1767225600000', 'timer', 'ended'])
    const timer = first.calls.find(call => call.call === 'timer')!
    const later = (realm: VmRealm) => said(realm.turn(WALL + 50, 50_000, [{ is: 'timer', id: timer.id }]))
    expect(later(first.realm)).toEqual(later(second.realm))
  })

  test('sends through either dialect, and goes on when the world answers', () => {
    const { realm, calls } = open(`import { Kafka } from 'kafkajs'
const producer = new Kafka({ brokers: ['broker-1:9092'] }).producer({ idempotent: true })
const [answer] = await producer.send({ topic: 'greetings', messages: [{ key: 'k', value: 'hello' }] })
console.log(answer.baseOffset)`)
    expect(calls).toMatchInlineSnapshot(`
      [
        {
          "call": "make",
          "client": 1,
          "config": {
            "dialect": "kafkajs",
            "kafka": {
              "brokers": [
                "broker-1:9092",
              ],
            },
            "options": {
              "idempotent": true,
            },
          },
          "kind": "producer",
        },
        {
          "args": {
            "topicMessages": [
              {
                "messages": [
                  {
                    "headers": [],
                    "key": {
                      "t": "k",
                    },
                    "value": {
                      "t": "hello",
                    },
                  },
                ],
                "topic": "greetings",
              },
            ],
          },
          "call": "ask",
          "client": 1,
          "id": 2,
          "line": 3,
          "method": "send",
        },
      ]
    `)
    expect(said(realm.turn(WALL, 1, [{ is: 'resolved', call: 2, value: [{ baseOffset: '7' }] }]))).toEqual(['4: 7', 'ended'])
  })

  test('hands each record of a batch to eachMessage, one after the other', () => {
    const { realm, calls } = open(`import { KafkaJS } from '@confluentinc/kafka-javascript'
const consumer = new KafkaJS.Kafka({ kafkaJS: { brokers: ['broker-1:9092'] } }).consumer({ kafkaJS: { groupId: 'reader' } })
await consumer.run({ eachMessage: async ({ message }) => { await null; console.log(message.offset + ' ' + message.value) } })`)
    const run = calls.find(call => call.call === 'ask')!
    const record = (offset: string, value: string) => ({ offset, timestamp: '0', key: null, value, headers: [], size: 1 })
    const batch = { topic: 'greetings', partition: 0, highWatermark: '2', records: [record('0', 'one'), record('1', 'two')] }
    const after = realm.turn(WALL, 1, [{ is: 'invoke', invocation: 9, callback: (run.args as { handler: number }).handler, args: batch }])
    expect(said(after)).toEqual(['3: 0 one', 'ask', '3: 1 two', 'ask', 'returned'])
  })

  test.each([
    ['while (true) {\n  JSON.parse("1")\n}', 1],
    ['let i = 0\nfor (;;) i++', 2],
    ['const spin = () => spin()\nfor (;;) await null', 2],
  ])('an endless loop is stopped, with its line: %j', (source, line) => {
    expect(said(open(source).calls)).toEqual([`failed at ${line}: endless loop at line ${line}`])
  })

  const endless: [string, number] = ['for (let i = 0; ; i++)\n  console.log(i)', 9_999]
  const deaf: [string, number] = ['for (let i = 0; i < 11_000; i++) {\n  try { console.log(i) } catch {}\n}', 9_999]
  test.each(atStrength([endless], [endless, deaf]))('a runaway script is stopped, with its line, and all before is said: %j', (source, before) => {
    const calls = said(open(source).calls)
    expect(calls).toHaveLength(before + 1)
    expect(calls.slice(-2)).toEqual([`2: ${before - 1}`, `failed at 2: more than ${before} calls in one turn`])
  })

  test.each(['fetch', 'setTimeout.constructor("return 1")()', 'eval("1")', 'new Function("return 1")()', 'process.binding', 'require("fs")', 'globalThis.WebAssembly.compile', 'new WeakRef({})', 'SharedArrayBuffer.length'])('reaches nothing by %s', source => {
    expect(said(open(`const x = ${source}\nif (x === undefined) throw new Error('nothing there')\nconsole.log('reached')`).calls)[0]).toMatch(/^failed/)
  })

  test('an error names the line it was thrown on', () => {
    expect(said(open('const a: number = 1\n\nthrow new TypeError("no " + a)').calls)).toEqual(['failed at 3: no 1'])
  })

  test('tells which of the lines it was asked about it came to, and does the same as without', () => {
    const source = `const say = n => {
  console.log(n)
}
for (let i = 0; i < 3; i++) {
  await null
  say(i)
}
say('end')`
    const { realm, calls } = open(source, [2, 8])
    expect(realm.reached).toEqual([2, 2, 2, 8, 2])
    expect(calls).toEqual(open(source).calls)
  })

  test.each([
    ['producer.send({\n  topic, messages })', 2], ['void [1].map(() =>\n  producer.send({ topic, messages }))', 3], ['await producer\n  .send({ topic, messages })', 3],
    ['producer.send(...[{ topic, messages }])', undefined],
  ])('a call knows its line: %j', (text, line) => {
    const { calls } = open(`import { Kafka } from 'kafkajs'; const topic = 't', messages = [], producer = new Kafka().producer()\n${text}`)
    expect(calls.flatMap(call => call.call === 'ask' ? [call.line] : [])).toEqual([line])
  })

  test('an unknown module is refused with those there are', () => {
    expect(said(open("import fs from 'fs'\nfs.x").calls)[0]).toMatch(/Cannot find module 'fs'.*'kafkajs'/)
  })
})
