import { describe, expect, test } from 'vitest'
import { Story } from '../testing/world.ts'
import { echoStory } from '../testing/echo.ts'

const connected = (): Story => {
  const w = echoStory()
  w.run(1).millis
  w.tell('client', 'connect', 'm1', 7)
  w.run(1).millis
  w.transcript()
  return w
}

describe('a killed process', () => {
  test('ends its connections; bytes sent to it afterwards are answered with a reset', () => {
    const w = connected()
    w.kill('server')
    w.tell('client', 'send', 'anybody?')
    w.run(2).millis
    expect(w.transcript()).toMatchInlineSnapshot(`
      "  0.002001  client  command
        0.002251  client  ended client:1>
        0.002501  client  closed client:1> reset"
    `)
  })

  test('frees its port, and is a new one when it is started again', () => {
    const w = connected()
    w.kill('server')
    w.start('server')
    w.run(1).millis
    w.tell('client', 'connect', 'm1', 7)
    w.run(1).millis
    expect(w.transcript()).toMatchInlineSnapshot(`
      "  0.002001  server  start
        0.002251  client  ended client:1>
        0.003001  client  command
        0.003251  server  accepted client:2< from m2
        0.003501  client  connected client:2>"
    `)
  })
})

test('work that costs nothing is done before anything else happens, in the order it was asked for', () => {
  const w = connected()
  w.tell('client', 'work', 'io', 0, 'first')
  w.tell('client', 'work', 'io', 0, 'second')
  w.run(1).millis
  expect(w.transcript()).toMatchInlineSnapshot(`
    "  0.002001  client  command
      0.002001  client  worked first
      0.002001  client  command
      0.002001  client  worked second"
  `)
})

describe('a machine without power', () => {
  test('says nothing to its peers; its process comes back with it, the connection does not', () => {
    const w = connected()
    w.powerOff('m1')
    w.tell('client', 'send', 'hello?')
    w.run(10).seconds
    expect(w.transcript()).toMatchInlineSnapshot(`"  0.002001  client  command"`)
    w.powerOn('m1')
    w.run(1).seconds
    expect(w.transcript()).toMatchInlineSnapshot(`
      " 10.002001  server  start
       10.002251  client  closed client:1> reset"
    `)
  })

  test('cannot be reached: the connection attempt ends after 127 s, as Linux gives up', () => {
    const w = echoStory()
    w.run(1).millis
    w.powerOff('m1')
    w.tell('client', 'connect', 'm1', 7)
    w.run(200).seconds
    expect(w.transcript()).toMatchInlineSnapshot(`
      "  0.000001  server  start
        0.000001  client  start
        0.001001  client  command
      127.001001  client  closed client:1> unreachable"
    `)
  })
})

describe('a paused process', () => {
  test('finds everything that came when it goes on; its timers fire late', () => {
    const w = connected()
    w.tell('client', 'at', 2_000, 'tick')
    w.run(1).millis
    w.pause('client')
    w.pause('server')
    w.run(1).seconds
    w.transcript()
    w.resume('client')
    w.tell('client', 'send', 'are you there?')
    w.run(1).seconds
    w.resume('server')
    w.run(1).seconds
    expect(w.transcript()).toMatchInlineSnapshot(`
      "  1.003001  client  timer tick
        1.003001  client  command
        2.003001  server  data client:1< are you there?
        2.003251  client  data client:1> are you there?"
    `)
  })
})

describe('a process that fails', () => {
  test('dies of an exception with a FATAL line where the world lets it', () => {
    const w = echoStory({ onCrash: 'die' })
    w.run(1).millis
    w.tell('client', 'crash')
    w.run(1).millis
    expect(w.transcript()).toMatchInlineSnapshot(`
      "  0.000001  server  start
        0.000001  client  start
        0.001001  client  command
        0.001001  client  FATAL Exiting because of Error: as told"
    `)
    expect(w.world.view().processes['client']).toMatchObject({ state: 'down', exit: { code: 1, reason: 'Error: as told' } })
  })

  test('is a bug of ours where the world is told to throw', () => {
    const w = echoStory()
    w.tell('client', 'crash')
    expect(() => w.run(1).millis).toThrow('as told')
  })

  test('may end by itself', () => {
    const w = echoStory()
    w.tell('client', 'exit', 3)
    w.run(1).millis
    expect(w.world.view().processes['client']).toMatchObject({ state: 'down', exit: { code: 3, reason: 'as told' } })
  })
})

describe('actions', () => {
  test('are refused when they are malformed or name what is not there', () => {
    const w = echoStory()
    expect(() => w.act({ do: 'machine.powerOff', machine: 'm9' })).toThrow('There is no machine m9')
    expect(() => w.act({ do: 'process.kill', process: 'nobody' })).toThrow('There is no process nobody')
    expect(() => w.act({ do: 'process.start', process: 'x', program: 'malware' })).toThrow('There is no program malware')
    expect(() => w.act({ do: 'machine.add', machine: 'm1' })).toThrow('There is a machine m1 already')
    expect(() => w.act({ do: 'link.slow', from: 'm1', to: 'm2', delayMs: -1 })).toThrow()
    expect(() => w.act({ do: 'nonsense' } as never)).toThrow()
  })

  test('are stamped with the next moment and kept in the log', () => {
    const w = echoStory()
    w.run(5).millis
    w.kill('server')
    expect(w.world.log().at(-1)).toEqual({ at: 5_001, action: { do: 'process.kill', process: 'server' } })
  })
})
