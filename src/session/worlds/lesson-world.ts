import type { OpenAsk } from '../../host/door.ts'
import type { Lesson } from '../../lesson/types.ts'
import { bootstrapServers, topologyActions } from '../../world/topology.ts'
import type { Topology } from '../../world/topology.ts'

/** Lessons have worlds of their own: nothing done in one is seen in the free world. */
export const lessonWorldId = (lesson: string): string => `lesson/${lesson}`

/** The machines a lesson begins with, and an admin at their desk. */
export function lessonAsk({ id, world }: Pick<Lesson, 'id' | 'world'>, seed: number): OpenAsk {
  const { brokers, controller, racks, properties } = world
  const topology: Topology = { brokers, controller, ...(racks && { racks }), ...(properties && { properties }) }
  const configs = { 'bootstrap.servers': bootstrapServers(topology) }
  const start = [...topologyActions(topology), { do: 'process.start', process: 'admin', program: 'admin', args: { configs } } as const]
  return { definition: { id: lessonWorldId(id), kind: 'lesson', seed, start }, lesson: id, speed: world.speed }
}
