import type { Judgement } from '../lesson/judge.ts'
import { Judge } from '../lesson/judge.ts'
import { Remembered } from '../lesson/past.ts'
import type { Lesson, Past } from '../lesson/types.ts'
import type { Told } from '../world/view.ts'
import type { WorldLike } from './world-like.ts'

/** Looks on beside the world, at the exact event; what it answers is published with the next frame. */
export interface Companion {
  /** From this moment on it counts: what came before was the opening. */
  arrive(world: WorldLike): void
  look(told: readonly Told[], world: WorldLike): unknown
  /** What it said last. */
  readonly word: unknown
}

/** A lesson's judge beside its world. */
export class LessonCompanion implements Companion {
  readonly #lesson: Lesson
  #past: Remembered
  #judge: Judge | null = null
  #lastText = ''
  #last: Judgement | undefined

  constructor(lesson: Lesson, world: WorldLike) {
    this.#lesson = lesson
    this.#past = remember(world)
  }

  get past(): Past { return this.#past }
  get word(): Judgement | undefined { return this.#last }

  arrive(world: WorldLike): void {
    this.#past = remember(world)
    this.#judge = new Judge(this.#lesson)
  }

  /** A judgement that says something new, else undefined. */
  look(told: readonly Told[], world: WorldLike): Judgement | undefined {
    this.#past.add(told, world.view())
    const judgement = this.#judge?.look(this.#past)
    const text = judgement ? JSON.stringify(judgement) : ''
    if (text === this.#lastText) return undefined
    this.#lastText = text
    return this.#last = judgement
  }
}

const remember = (world: WorldLike): Remembered => new Remembered(world.view(), (partition, view) => world.records(partition, view))
