import { expect, it } from 'vitest'
import type { Process, ProcessEvent } from '../env/process.ts'
import { noCodecs } from '../testing/no-codecs.ts'
import { World } from './world.ts'

/*
 * A world in touch with another: what comes from outside is an event like others, in order, and no part of the log.
 */

class Listener implements Process {
  #heard: unknown[] = []
  handle(event: ProcessEvent): void { if (event.is === 'command') this.#heard.push(event.command) }
  save(): unknown { return this.#heard.slice() }
  load(state: unknown): void { this.#heard = state as unknown[] }
  view(): unknown { return this.#heard }
}

const options = { seed: 1, programs: { listener: () => new Listener() }, codecs: noCodecs }
const heard = (world: World) => world.view().processes['ear']!.view

it('takes actions and what is injected in the order they came, and logs the actions alone', () => {
  const world = new World(options)
  world.act({ do: 'process.start', process: 'ear', program: 'listener' })
  for (const command of [1, 2, 3, 4]) {
    if (command % 2 === 0) world.inject({ do: 'process.command', process: 'ear', command })
    else world.act({ do: 'process.command', process: 'ear', command })
  }
  const later = World.load(options, world.save())
  later.inject({ do: 'process.command', process: 'ear', command: 5 })
  for (const each of [world, later]) each.advance({ until: 1_000 })
  expect(heard(world)).toEqual([1, 2, 3, 4])
  expect(heard(later)).toEqual([1, 2, 3, 4, 5])
  expect(world.log().map(({ action }) => action.do)).toEqual(['process.start', 'process.command', 'process.command'])
})

it('refuses what names nobody, and knows when its next event is', () => {
  const world = new World(options)
  expect(() => world.inject({ do: 'process.command', process: 'nobody', command: null })).toThrow('There is no process nobody')
  expect(world.next).toBe(-1)
  world.act({ do: 'process.start', process: 'ear', program: 'listener' })
  expect(world.next).toBe(1)
})
