import type { JudgeState, Judgement } from '../lesson/judge.ts'
import { Judge } from '../lesson/judge.ts'
import { Remembered, type RememberedState } from '../lesson/past.ts'
import type { Forks, Lesson, Past } from '../lesson/types.ts'
import type { Told } from '../world/view.ts'
import { MAIN } from './time/tracks.ts'
import type { WorldLike } from './world-like.ts'

/** Looks on beside the world, at the exact event; what it answers is published with the next frame. */
export interface Companion {
  /** From this moment on it counts: what came before was the opening. */
  arrive(world: WorldLike): void
  look(told: readonly Told[], world: WorldLike): unknown
  /** What it said last. */
  readonly word: unknown
}

/** A moment of it; one may go on from there as often as one likes. */
export interface CompanionState { past: RememberedState; judge: JudgeState | null; word: Judgement | undefined }

/** A lesson's judge beside its world. */
export class LessonCompanion implements Companion {
  readonly #lesson: Lesson
  readonly #track: string
  #past: Remembered
  #judge: Judge | null = null
  #forks: Forks = []
  #lastText = ''
  #last: Judgement | undefined

  constructor(lesson: Lesson, world: WorldLike, track = MAIN) {
    this.#lesson = lesson
    this.#track = track
    this.#past = remember(world, track)
  }

  /** Goes on from there, on another track perhaps. */
  static load(lesson: Lesson, world: WorldLike, track: string, { past, judge, word }: CompanionState): LessonCompanion {
    const companion = new LessonCompanion(lesson, world, track)
    companion.#past = Remembered.load(past, track, world)
    if (judge) companion.#judge = judgeOf(lesson, judge)
    companion.#note(word)
    return companion
  }

  save(): CompanionState { return { past: this.#past.save(), judge: this.#judge?.save() ?? null, word: this.#last } }

  get past(): Past { return this.#past }
  get word(): Judgement | undefined { return this.#last }

  arrive(world: WorldLike): void {
    this.#past = remember(world, this.#track)
    this.#judge = new Judge(this.#lesson)
  }

  /** The learner's other tracks: they are asked about too, and what was met there is met. */
  beside(others: readonly LessonCompanion[]): void {
    this.#forks = others.map(other => other.past)
    for (const other of others) if (other.#judge) this.#judge?.credit(other.#judge.save())
  }

  /** A judgement that says something new, else undefined. */
  look(told: readonly Told[], world: WorldLike): Judgement | undefined {
    this.#past.add(told, world.view())
    const judgement = this.#judge?.look(this.#past, this.#forks)
    return this.#note(judgement) ? judgement : undefined
  }

  #note(judgement: Judgement | undefined): boolean {
    const text = judgement ? JSON.stringify(judgement) : ''
    if (text === this.#lastText) return false
    this.#lastText = text
    this.#last = judgement
    return true
  }
}

const remember = (world: WorldLike, track: string): Remembered => new Remembered(world.view(), track, world)

function judgeOf(lesson: Lesson, state: JudgeState): Judge {
  const judge = new Judge(lesson)
  judge.load(state)
  return judge
}
