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

describe('a connection', () => {
  test('takes one round trip to stand and carries bytes both ways', () => {
    const w = echoStory()
    w.run(1).millis
    w.tell('client', 'connect', 'm1', 7)
    w.run(1).millis
    w.tell('client', 'send', 'hello')
    w.run(1).millis
    expect(w.transcript()).toMatchInlineSnapshot(`
      "  0.000001  server  start
        0.000001  client  start
        0.001001  client  command
        0.001251  server  accepted client:1< from m2
        0.001501  client  connected client:1>
        0.002001  client  command
        0.002251  server  data client:1< hello
        0.002501  client  data client:1> hello"
    `)
  })

  test('half-closes: what was sent still arrives, then both ends are told once', () => {
    const w = connected()
    w.tell('client', 'send', 'last words')
    w.tell('client', 'close')
    w.run(2).millis
    expect(w.transcript()).toMatchInlineSnapshot(`
      "  0.002001  client  command
        0.002001  client  command
        0.002251  server  data client:1< last words
        0.002251  server  ended client:1<
        0.002251  server  closed client:1< ended
        0.002501  client  data client:1> last words
        0.002501  client  closed client:1> ended"
    `)
  })

  test('is refused where nobody listens, and unreachable where there is nobody', () => {
    const w = echoStory()
    w.run(1).millis
    w.tell('client', 'connect', 'm1', 8)
    w.tell('client', 'connect', 'nowhere', 7)
    w.run(2).millis
    expect(w.transcript()).toMatchInlineSnapshot(`
      "  0.000001  server  start
        0.000001  client  start
        0.001001  client  command
        0.001001  client  command
        0.001001  client  closed client:2> unreachable
        0.001501  client  closed client:1> refused"
    `)
  })

  test('a reset throws away what is on the way back', () => {
    const w = connected()
    w.tell('client', 'send', 'never answered')
    w.tell('client', 'reset')
    w.run(2).millis
    expect(w.transcript()).toMatchInlineSnapshot(`
      "  0.002001  client  command
        0.002001  client  command
        0.002001  client  closed client:1> reset
        0.002251  server  data client:1< never answered
        0.002251  server  closed client:1< reset"
    `)
  })
})

describe('a cut line', () => {
  test('holds the bytes back until it is mended', () => {
    const w = connected()
    w.cut('m1', 'm2')
    w.tell('client', 'send', 'one')
    w.tell('client', 'send', 'two')
    w.run(5).seconds
    expect(w.world.view().faults).toEqual([{ id: 'link.cut m1 m2', is: 'link.cut', on: ['m1', 'm2'], since: expect.any(Number), detail: {} }])
    w.heal()
    w.run(1).seconds
    expect(w.transcript(told => told.at > 1_000_000)).toMatchInlineSnapshot(`
      "  5.002002  server  data client:1< one
        5.002002  server  data client:1< two
        5.002252  client  data client:1> one
        5.002252  client  data client:1> two"
    `)
    expect(w.world.view().faults).toEqual([])
  })

  test('cut one way, requests are served and the answers wait', () => {
    const w = connected()
    w.cut('m1', 'm2', true)
    w.tell('client', 'send', 'hello')
    w.run(1).seconds
    expect(w.transcript()).toMatchInlineSnapshot(`
      "  0.002001  client  command
        0.002251  server  data client:1< hello"
    `)
  })

  test('ends a connection on which something waited for more than 15 minutes', () => {
    const w = connected()
    w.cut('m2')
    w.tell('client', 'send', 'hello')
    w.run(1_000).seconds
    expect(w.transcript()).toMatchInlineSnapshot(`
      "  0.002001  client  command
      924.602001  client  closed client:1> unreachable"
    `)
  })
})

describe('a slow line', () => {
  test('keeps the order of its bytes when it gets faster again', () => {
    const w = connected()
    w.slow('m2', 'm1', { delayMs: 100 })
    w.tell('client', 'send', 'first')
    w.run(1).millis
    w.slow('m2', 'm1', { delayMs: 1 })
    w.tell('client', 'send', 'second')
    w.run(1).seconds
    expect(w.transcript(told => told.process === 'server')).toMatchInlineSnapshot(`
      "  0.102251  server  data client:1< first
        0.102251  server  data client:1< second"
    `)
  })

  test('mended, brings at once what was on it, in its order', () => {
    const w = connected()
    w.slow('m2', 'm1', { delayMs: 60_000 })
    for (const text of ['one', 'two', 'three']) w.tell('client', 'send', text)
    w.run(1).seconds
    expect(w.world.view().faults).toHaveLength(1)
    w.heal()
    w.tell('client', 'send', 'four')
    w.run(1).seconds
    expect(w.transcript(told => told.process === 'server')).toMatchInlineSnapshot(`
      "  1.002252  server  data client:1< one
        1.002252  server  data client:1< two
        1.002252  server  data client:1< three
        1.002252  server  data client:1< four"
    `)
  })

  test.each([1, 2])('mended in a world of %i regions, it brings the same at the same time', regions => {
    const w = echoStory({ regions })
    w.run(1).millis
    w.tell('client', 'connect', 'm1', 7)
    w.run(1).millis
    w.slow('m2', 'm1', { bytesPerSecond: 100 })
    w.tell('client', 'send', 'x'.repeat(1_000))
    w.tell('client', 'send', 'y')
    w.heal()
    w.run(1).seconds
    expect(w.transcript(told => told.at > 2_000 && told.process === 'server').replaceAll(/x+/g, 'x…')).toMatchInlineSnapshot(`
      "  0.002252  server  data client:1< x…
        0.002252  server  data client:1< y"
    `)
  })

  test('lets so many bytes a second through, headers included', () => {
    const w = connected()
    w.slow('m2', 'm1', { bytesPerSecond: 100, oneWay: true })
    w.tell('client', 'send', 'x'.repeat(34))
    w.tell('client', 'send', 'y'.repeat(34))
    w.run(3).seconds
    expect(w.transcript(told => told.process === 'server')).toMatchInlineSnapshot(`
      "  1.002251  server  data client:1< xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx
        2.002251  server  data client:1< yyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyy"
    `)
  })
})
