import { describe, expect, test } from 'vitest'
import { randomOver, streamOf } from '../../world/random.ts'
import type { ClusterStory } from '../cluster.ts'
import { atStrength } from '../strength.ts'
import { heldBytes, heldThings } from './held.ts'
import { begun, requestFrames, send, SERVED_WITHIN } from './living.ts'
import { drawMutations, mutated } from './mutation.ts'
import { MIB } from './target.ts'

/*
 * What mutated frames leave behind in a broker that took them all: nothing. Connections, requests that wait, group members, timers and bytes
 * are as many as before, once every session and every idle connection has had its time.
 */

const FRAMES = atStrength(500, 20_000)
/** Codecs are made, internal topics too, and every kind of metric has been counted. */
const WARM = atStrength(250, 1_500)
/** The longest that a group's session and an idle connection may last; half an hour is Kafka's own bound, which is a long time to live through. */
const LONGEST_SECONDS = atStrength(120, 30 * 60)
const BOUNDED = {
  'auto.create.topics.enable': 'false', 'group.max.session.timeout.ms': String(LONGEST_SECONDS * 1_000),
  'connections.max.idle.ms': String(Math.min(600, LONGEST_SECONDS) * 1_000),
}
/** Nothing that a frame may ask for takes longer, but for the wait of a fetch. */
const OVER_SECONDS = LONGEST_SECONDS + 60
/** Of time passing: the quorum writes a record every half second. */
const GROWN_BYTES = 8 * MIB

/** Requests whose purpose it is to leave something. */
const LASTING = new RegExp('^(Produce|CreateTopics|CreatePartitions|DeleteTopics|DeleteRecords|OffsetCommit|AlterConfigs|IncrementalAlterConfigs'
  + '|AlterPartitionReassignments|ElectLeaders|UnregisterBroker|UpdateFeatures)Request')
const frames = requestFrames().filter(({ label }) => !LASTING.test(label))

/**
 * What changes by itself, or is bounded by Kafka's own limits: the metadata log, meters by their names, events and frames that are under way at
 * this very moment, the thousand things told last, fetch sessions, which stay until their slots are needed (`max.incremental.fetch.session.cache.slots`).
 */
const OF_THE_MOMENT = /\.(disk|metrics|rates|queue|flights|fetchSessions|told)\b/
const FETCH_SESSIONS = '.region.processes[].process.parts.broker.part.rest.fetchSessions.byId', SLOTS = 1_000

function feed(story: ClusterStory, from: number, to: number): void {
  for (let number = from; number < to; number++) {
    const random = randomOver(streamOf(1, 'left behind', String(number))), { bytes } = frames[random.below(frames.length)]!
    send(story, 'stranger', mutated(bytes, drawMutations(random, bytes.length)), false)
    story.world.advance({ until: story.world.now + SERVED_WITHIN })
    story.transcript()
  }
  story.run(OVER_SECONDS).seconds
  story.transcript()
}

const lasting = (things: ReadonlyMap<string, number>): Record<string, number> =>
  Object.fromEntries([...things].filter(([way]) => !OF_THE_MOMENT.test(way)))

test(`${FRAMES} mutated frames leave nothing behind`, () => {
  const story = begun(BOUNDED)
  feed(story, 0, WARM)
  const things = heldThings(story.world.save()), bytes = heldBytes()
  feed(story, WARM, FRAMES)
  const after = heldThings(story.world.save())
  expect(lasting(after)).toEqual(lasting(things))
  expect(after.get(FETCH_SESSIONS)).toBeLessThanOrEqual(SLOTS)
  expect(heldBytes() - bytes).toBeLessThan(GROWN_BYTES)
}, 300_000)

describe('what is held', () => {
  test('is counted by the way to it', () => {
    const sockets = new Map([[1, { waiting: ['a', 'b'] }], [2, { waiting: [] }]])
    const state = { machines: [{ sockets }, { sockets: new Map() }], bytes: new Uint8Array(9) }
    expect(Object.fromEntries(heldThings(state))).toEqual({ '.machines': 2, '.machines[].sockets': 2, '.machines[].sockets.*.waiting': 2 })
  })

  test('shows connections that stay', () => {
    const story = begun(), before = lasting(heldThings(story.world.save()))
    for (let i = 0; i < 3; i++) send(story, 'somebody', Uint8Array.of(0), false)
    story.run(1).seconds
    expect(lasting(heldThings(story.world.save()))['.region.machines[].endpoints']).toBeGreaterThan(before['.region.machines[].endpoints']!)
  })
})
