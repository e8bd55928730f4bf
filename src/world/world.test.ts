import { describe, expect, test } from 'vitest'
import { echoPrograms } from '../testing/echo.ts'
import { noCodecs } from '../testing/no-codecs.ts'
import { Story } from '../testing/world.ts'

const story = (options: { seed?: number; regions?: number } = {}): Story => {
  const w = new Story({ seed: 1, programs: echoPrograms, codecs: noCodecs, onCrash: 'throw', ...options })
  w.machines('m1', 'm2')
  w.start('server', { machine: 'm1', program: 'echo' })
  w.start('client', { machine: 'm2', program: 'puppet' })
  return w
}

describe('a connection', () => {
  test('takes one round trip to stand and carries bytes both ways', () => {
    const w = story()
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
})
