import { expect, test } from 'vitest'
import { makeCodecs } from '../../host/codecs.ts'
import { LocalDoor } from '../../host/local-door.ts'
import { stepAt, type OwnLesson } from '../../lesson/own.ts'
import { MemoryStore } from '../../storage/memory.ts'
import { TabLocks } from '../../storage/tab-locks.testing.ts'
import { programs } from '../../world/programs.ts'
import { isLive } from '../lifecycle.ts'
import { Session } from '../session.ts'
import { parcelOf } from '../share/share-world.ts'
import { readText } from '../share/shared-world.ts'
import { removeWorld } from '../worlds/named.ts'
import { beginRecording, didSince, keepStep, lessonOf, makeLesson } from './own.ts'

const lesson: OwnLesson = { intro: 'One of three.', did: [], steps: [{ text: 'Kill broker 2.', goal: { is: 'broker-down', n: 2 } }, { text: 'Look.', goal: null }] }

async function begin(): Promise<Session> {
  const store = new MemoryStore(), codecs = await makeCodecs()
  const spawn = () => {
    const door = new LocalDoor({ programs, codecs, store, scripts: () => ({ deliver: () => null, ended() {} }) })
    return { door, crashed: new Promise<string>(() => {}), terminate: () => void door.close() }
  }
  const page = { hash: () => '#/world', setHash() {}, onHash() {}, isHidden: () => false, onHidden() {}, language: () => 'en', randomSeed: () => 11 }
  return Session.begin({ spawn, opened: { store, problem: null }, locks: new TabLocks(), page })
}

/** The id of the world that lives, once it is seen. */
const living = ({ lifecycle, world }: Session, wanted: (id: string) => boolean): Promise<string> => new Promise(resolve => {
  const look = () => {
    const { value, context } = lifecycle.getSnapshot(), id = context.ask?.definition.id ?? ''
    if (isLive(value) && world.getState().view && wanted(id)) resolve(id)
  }
  lifecycle.subscribe(look)
  world.subscribe(look)
  look()
})

test('what was done becomes a lesson: it begins before that, keeps where its learner is, is shared as it came, and goes with its world', async () => {
  const session = await begin(), { terrarium } = session
  await living(session, id => id === 'three-racks')
  await terrarium.run({ for: 1_000_000 })
  const recording = (await beginRecording(session))!
  await terrarium.run({ for: 1_000_000 })
  await terrarium.act({ do: 'process.kill', process: 'broker-2' })
  const did = await didSince(session, recording)
  expect(did).toEqual([expect.stringMatching(/^\+\d\.\d s process\.kill broker-2$/)])

  await makeLesson(session, recording, 'A broker less', { ...lesson, did })
  const id = await living(session, name => name.startsWith('w-'))
  expect(await lessonOf(session, id)).toEqual({ id, title: 'A broker less', lesson: { ...lesson, did }, at: 0 })
  expect(stepAt(lesson, 0, terrarium.view()!)).toBe(0)
  await terrarium.act({ do: 'process.kill', process: 'broker-2' })
  expect(stepAt(lesson, 0, terrarium.view()!)).toBe(1)
  await keepStep(session, id, 1)
  expect((await lessonOf(session, id))!.at).toBe(1)

  const parcel = await parcelOf(session, 'For you')
  if (parcel === 'opening' || !parcel) throw new Error('there is nothing to share')
  expect(readText(parcel.text)).toEqual({ ...recording.shared, name: 'For you', lesson: { ...lesson, did } })
  await removeWorld(session, id)
  expect([await lessonOf(session, id), await session.work.get('progress', id)]).toEqual([null, undefined])
  await session.lifecycle.rest()
})
