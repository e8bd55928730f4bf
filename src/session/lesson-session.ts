import { createActor } from 'xstate'
import type { ActorRefFrom } from 'xstate'
import type { StoreApi } from 'zustand/vanilla'
import type { LessonFolder } from '../../lessons/index.ts'
import type { PlayerContext } from '../lesson/player.ts'
import { playerMachine } from '../lesson/player.ts'
import type { WorkStore } from '../storage/store.ts'
import type { WorldState } from './world-store.ts'

/** What a learner did that no replay of the world brings back. */
type Progress = Pick<PlayerContext, 'step' | 'predictions' | 'hints' | 'solutionSeen'>

/** A lesson on the page: its folder, where the learner is, and the judge's words on their way to the player. */
export interface LessonSession {
  readonly id: string
  readonly folder: LessonFolder
  readonly player: ActorRefFrom<typeof playerMachine>
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
  const judged = ({ judgement }: WorldState, before?: WorldState) => {
    if (judgement && judgement !== before?.judgement) player.send({ type: 'judged', judgement })
  }
  judged(world.getState())
  const unlisten = world.subscribe(judged)
  return { id, folder, player, close: () => { unlisten(); player.stop() } }
}
