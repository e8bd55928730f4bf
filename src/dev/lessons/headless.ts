import type { Codecs } from '../../env/codecs.ts'
import { LessonCompanion } from '../../host/companion.ts'
import { isChatter } from '../../host/frame.ts'
import { perform } from '../../host/perform.ts'
import { programs } from '../../host/programs.ts'
import type { Judgement } from '../../lesson/judge.ts'
import type { Act, Lesson, Past } from '../../lesson/types.ts'
import { toolProgram } from '../../tools/index.ts'
import { VmScripts } from '../../sandbox/vm-host.ts'
import { lessonAsk } from '../../session/worlds/lesson-world.ts'
import type { Action } from '../../world/action.ts'
import type { Micros, Told } from '../../world/view.ts'
import { World } from '../../world/world.ts'

/** What every world of a lesson is played with: codecs, and the text of the realm its scripts run in. */
export interface Kit { codecs: Codecs; realm: string }
/** A lesson and the scripts beside it. */
export interface Playable { lesson: Lesson; files: Readonly<Record<string, string>> }

/** What is chatter alone is seen no later than this. */
const GLANCE: Micros = 100_000

/** One world of a lesson under Node: begun as the page begins it, as fast as it goes, judged at the exact event. */
export class Headless {
  readonly world: World
  /** Every judgement since the learner arrived that said something new. */
  readonly judgements: Judgement[] = []
  readonly #companion: LessonCompanion
  readonly #files: Record<string, string>
  #unseen: Told[] = []

  private constructor({ lesson, files }: Playable, seed: number, { codecs, realm }: Kit) {
    this.world = new World({ seed, programs: { ...programs, tool: toolProgram }, codecs, scripts: new VmScripts(realm), profile: 'laptop', onCrash: 'throw' })
    this.world.told.listen(told => this.#unseen.push(told))
    this.#companion = new LessonCompanion(lesson, this.world)
    this.#files = { ...files }
    for (const action of lessonAsk(lesson, seed).definition.start) this.world.act(action)
  }

  /** A lesson's world at the moment its learner arrives. Throws when its opening does not come to its end. */
  static async arrive(playable: Playable, seed: number, kit: Kit): Promise<Headless> {
    const played = new Headless(playable, seed, kit)
    await played.play(playable.lesson.world.opening)
    played.#companion.arrive(played.world)
    played.#look()
    return played
  }

  get past(): Past { return this.#companion.past }
  /** What the judge said last. */
  get judgement(): Judgement { return this.judgements.at(-1)! }

  /** Throws `NotComeError` when something an act waits for does not come. */
  play(acts: readonly Act[]): Promise<void> {
    return perform(acts, {
      act: action => this.#act(action),
      go: async (until, atMost) => ({ met: this.#go(until, atMost) }),
      past: () => this.past,
      files: this.#files,
    })
  }

  #act(action: Action) {
    const logged = this.world.act(action)
    this.world.advance({ until: logged.at })
    this.#look()
    return logged
  }

  /** Judge and condition look up at whatever is not chatter, and every so often. */
  #go(until: (() => boolean) | null, atMost: Micros): boolean {
    const deadline = this.world.now + atMost
    while (!until?.()) {
      if (this.world.now >= deadline) return until === null
      this.world.advance({ until: Math.min(deadline, this.world.now + GLANCE), matches: told => !isChatter(told) })
      this.#look()
    }
    return true
  }

  #look(): void {
    const judgement = this.#companion.look(this.#unseen, this.world)
    this.#unseen = []
    if (judgement) this.judgements.push(judgement)
  }
}
