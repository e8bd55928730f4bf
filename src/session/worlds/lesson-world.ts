import type { OpenAsk } from '../../host/door.ts'
import type { Lesson } from '../../lesson/types.ts'
import { bootstrapServers, topologyActions } from '../../world/topology.ts'
import type { Topology } from '../../world/topology.ts'

/** Lessons have worlds of their own: nothing done in one is seen in the free world. */
export const lessonWorldId = (lesson: string): string => `lesson/${lesson}`
/** Where a lesson's solution is played: the learner's own world waits meanwhile, as they left it. */
export const solutionWorldId = (lesson: string): string => `lesson/${lesson}/solution`

/** The machines a lesson begins with, and an admin at their desk. */
export function lessonAsk({ id, world }: Pick<Lesson, 'id' | 'world'>, seed: number, worldId = lessonWorldId(id)): OpenAsk {
  const { brokers, controller, racks, properties } = world
  const topology: Topology = { brokers, controller, ...(racks && { racks }), ...(properties && { properties }) }
  const configs = { 'bootstrap.servers': bootstrapServers(topology) }
  const start = [...topologyActions(topology), { do: 'process.start', process: 'admin', program: 'admin', args: { configs } } as const]
  return { definition: { id: worldId, kind: 'lesson', seed, start }, lesson: id, speed: world.speed }
}
