import { createActor } from 'xstate'
import type { ActorRefFrom } from 'xstate'
import type { StoreApi } from 'zustand/vanilla'
import type { LessonFolder } from '../../lessons/index.ts'
import type { PlayerContext } from '../lesson/player.ts'
import { playerMachine } from '../lesson/player.ts'
import type { WorkStore } from '../storage/store.ts'
import { playSolution, type Solution, type SolutionParts } from './solution.ts'
import type { WorldState } from './world-store.ts'

/** What a learner did that no replay of the world brings back. */
type Progress = Pick<PlayerContext, 'step' | 'predictions' | 'hints' | 'solutionSeen'>

/** A lesson on the page: its folder, where the learner is, and the judge's words on their way to the player. */
export interface LessonSession {
  readonly id: string
  readonly folder: LessonFolder
  readonly player: ActorRefFrom<typeof playerMachine>
  /** Playing, when this is the world of the lesson's solution and not the learner's own. */
  readonly solution: Solution | null
  close(): void
}

export interface LessonSessionParts {
  id: string
  folder: LessonFolder
  world: StoreApi<WorldState>
  work: WorkStore
  /** While a prediction is asked for, time stands still. */
  holdTime(hold: boolean): void
  done(): void
}

/** The learner's own way through a lesson, from where they left it. */
export async function openLesson({ id, folder, world, work, holdTime, done }: LessonSessionParts): Promise<LessonSession> {
  const saved = await work.get('progress', id).catch(() => undefined) as Progress | undefined
  const player = createActor(playerMachine, { input: { lesson: folder.lesson, ...(saved && { saved }) } })
  let isHeld = false
  player.subscribe(snapshot => {
    const { step, predictions, hints, solutionSeen } = snapshot.context
    void work.put('progress', id, { step, predictions, hints, solutionSeen } satisfies Progress).catch(() => {})
    if (snapshot.hasTag('worldPaused') !== isHeld) holdTime(isHeld = !isHeld)
    if (snapshot.matches('done')) done()
  })
  player.start()
  const unlisten = listen(player, world)
  return { id, folder, player, solution: null, close: () => { unlisten(); player.stop() } }
}

/** The solution in its own world. Nothing of it is written into what the learner did. */
export function openSolution({ id, folder, ...parts }: Omit<SolutionParts, 'lesson' | 'files'> & Pick<LessonSessionParts, 'id' | 'folder'>): LessonSession {
  const player = createActor(playerMachine, { input: { lesson: folder.lesson } })
  player.start()
  const unlisten = listen(player, parts.world)
  const solution = playSolution({ ...parts, lesson: folder.lesson, files: folder.files })
  return { id, folder, player, solution, close: () => { solution.stop(); unlisten(); player.stop() } }
}

/** What the judge says beside the world reaches the player. */
function listen(player: LessonSession['player'], world: StoreApi<WorldState>): () => void {
  const judged = ({ judgement }: WorldState, before?: WorldState) => {
    if (judgement && judgement !== before?.judgement) player.send({ type: 'judged', judgement })
  }
  judged(world.getState())
  return world.subscribe(judged)
}
