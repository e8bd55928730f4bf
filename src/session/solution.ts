import { createStore, type StoreApi } from 'zustand/vanilla'
import type { RealClock } from '../host/clock.ts'
import { NotComeError, perform } from '../host/perform.ts'
import type { Act, Lesson } from '../lesson/types.ts'
import type { WorkStore } from '../storage/store.ts'
import type { Micros } from '../world/view.ts'
import { createScripts, scriptsId, type ScriptsStore } from './scripts.ts'
import type { Terrarium } from './terrarium.ts'
import type { WorldState } from './world-store.ts'

/**
 * `at`: the act under way; those before it are done.
 * - `failed`: what an act waited for did not come, or the world refused it; `message` says what
 */
export interface SolutionState { at: number; is: 'playing' | 'stopped' | 'done' | 'failed'; message: string }

/** A lesson's solution as it plays. Its files are copies: what the learner wrote is not touched, nor kept twice. */
export interface Solution {
  readonly store: StoreApi<SolutionState>
  readonly scripts: ScriptsStore
  /** No further act begins; the world goes on from where it is. */
  stop(): void
}

export interface SolutionParts {
  lesson: Lesson
  files: Readonly<Record<string, string>>
  world: StoreApi<WorldState>
  /** The same door a person's console has. */
  terrarium: Pick<Terrarium, 'act' | 'fork'>
  clock: RealClock
}

/** How long a sentence stands before what it says is done. */
const READING_MS = 1_500

/** Does what a lesson's solution says, act by act, in the world that is open; time passes at the lesson's own speed. */
export function playSolution(parts: SolutionParts): Solution {
  const store = createStore<SolutionState>(() => ({ at: 0, is: 'playing', message: '' }))
  const scripts = createScripts(NOWHERE, scriptsId({ screen: 'lesson', lesson: parts.lesson.id, solution: true }), parts.files)
  const stopped = new AbortController()
  void playAll({ ...parts, scripts, stopped: stopped.signal }, at => store.setState({ at })).then(
    () => store.setState({ is: 'done', at: parts.lesson.solution.length }),
    (error: unknown) => store.setState(stopped.signal.aborted ? { is: 'stopped' } : { is: 'failed', message: wordsOf(error) }),
  )
  return { store, scripts, stop: () => stopped.abort() }
}

const wordsOf = (error: unknown): string => error instanceof Error ? error.message : String(error)

interface Playing extends SolutionParts { scripts: ScriptsStore; stopped: AbortSignal }

async function playAll(playing: Playing, begin: (at: number) => void): Promise<void> {
  const { lesson: { solution }, stopped } = playing
  for (const [at, act] of solution.entries()) {
    begin(at)
    if (act.say) await rest(playing.clock, stopped)
    await playOne(act, at, playing)
    stopped.throwIfAborted()
  }
}

/** The page is told less than the judge beside the world, so it is the judge who says when what an act waits for has come. */
async function playOne(act: Act, at: number, { scripts, terrarium, world, stopped }: Playing): Promise<void> {
  const files = { ...scripts.store.getState().files }
  const has = ({ judgement }: WorldState) => judgement?.comes[at] === true
  await perform([act], {
    files, act: action => terrarium.act(action), past: () => { throw new Error('the past is with the judge') },
    rewind: async () => {
      const moment = world.getState().judgement?.rewinds[at] ?? null
      return moment !== null && await terrarium.fork(moment) !== null
    },
    go: async (until, atMost) => {
      const { met } = await passes(world, until && has, atMost, stopped)
      if (until && !met) throw new NotComeError(at, atMost)
      return { met }
    },
  })
  for (const [file, source] of Object.entries(files)) if (source !== scripts.store.getState().files[file]) scripts.write(file, source)
  const opened = 'run' in act.do ? act.do.run : 'edit' in act.do ? act.do.edit : null
  if (opened) scripts.openFile(opened)
}

/**
 * World time passes until something has come, or for so long from what is shown now; what the judge has not looked at yet has not passed for
 * who waits for the judge. At full speed a minute lies between two looks: the last one may be from before what was just done.
 */
function passes(world: StoreApi<WorldState>, has: ((state: WorldState) => boolean) | null, atMost: Micros, stopped: AbortSignal): Promise<{ met: boolean }> {
  let end: Micros | null = null
  return new Promise((resolve, reject) => {
    const look = (state: WorldState) => {
      if (!state.view) return
      const now = has && state.judgement ? state.judgement.at : state.view.now
      end ??= state.view.now + atMost
      const met = has?.(state) === true
      if (met || now >= end) settle(() => resolve({ met }))
    }
    const stop = () => settle(() => reject(stopped.reason))
    const settle = (then: () => void) => {
      unlisten()
      stopped.removeEventListener('abort', stop)
      then()
    }
    const unlisten = world.subscribe(look)
    stopped.addEventListener('abort', stop)
    if (stopped.aborted) stop()
    else look(world.getState())
  })
}

const rest = (clock: RealClock, stopped: AbortSignal): Promise<void> => new Promise((resolve, reject) => {
  const cancel = clock.after(READING_MS, resolve)
  stopped.addEventListener('abort', () => { cancel(); reject(stopped.reason) }, { once: true })
})

const NOWHERE: WorkStore = { get: async () => undefined, put: async () => {}, list: async () => [], remove: async () => {} }
