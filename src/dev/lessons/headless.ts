import type { Codecs } from '../../env/codecs.ts'
import { isChatter } from '../../host/frame.ts'
import { perform } from '../../host/perform.ts'
import { programs } from '../../host/programs.ts'
import { livedMaker, snapshotOf, type Lived, type MakeLived } from '../../host/time/lived.ts'
import { ALONE, reach } from '../../host/time/reach.ts'
import { MAIN } from '../../host/time/tracks.ts'
import type { Judgement } from '../../lesson/judge.ts'
import type { Act, Forks, Lesson, Past } from '../../lesson/types.ts'
import { toolProgram } from '../../tools/index.ts'
import { VmScripts } from '../../sandbox/vm-host.ts'
import { lessonAsk } from '../../session/worlds/lesson-world.ts'
import type { Action } from '../../world/action.ts'
import type { Micros, Told } from '../../world/view.ts'
import type { World } from '../../world/world.ts'

/** What every world of a lesson is played with: codecs, and the text of the realm its scripts run in. */
export interface Kit { codecs: Codecs; realm: string }
/** A lesson and the scripts beside it. */
export interface Playable { lesson: Lesson; files: Readonly<Record<string, string>> }

/** What is chatter alone is seen no later than this. */
const GLANCE: Micros = 100_000

/** One world of a lesson under Node, with its forks: begun as the page begins it, as fast as it goes, judged at the exact event. */
export class Headless {
  /** Every judgement since the learner arrived that said something new. */
  readonly judgements: Judgement[] = []
  readonly #seed: number
  readonly #make: MakeLived
  /** The track that is played, and those that were left. */
  #lived: Lived
  readonly #left: Lived[] = []
  /** Moments that were gone back to. */
  readonly #rewinds: Micros[] = []
  readonly #files: Record<string, string>
  #arrivedAt: Micros = 0
  #unseen: Told[] = []

  private constructor({ lesson, files }: Playable, seed: number, { codecs, realm }: Kit) {
    this.#seed = seed
    const realms = () => new VmScripts(realm)
    this.#make = livedMaker({ programs: { ...programs, tool: toolProgram }, codecs, lesson, realms, answered() {} })
    this.#lived = this.#listen(this.#make({ seed }, MAIN))
    this.#files = { ...files }
    for (const action of lessonAsk(lesson, seed).definition.start) this.world.act(action)
  }

  /** A lesson's world at the moment its learner arrives. Throws when its opening does not come to its end. */
  static async arrive(playable: Playable, seed: number, kit: Kit): Promise<Headless> {
    const played = new Headless(playable, seed, kit)
    await played.play(playable.lesson.world.opening)
    played.#arrive()
    return played
  }

  get world(): World { return this.#lived.world }
  get past(): Past { return this.#lived.companion!.past }
  /** The learner's other tracks. */
  get forks(): Forks { return this.#left.map(({ companion }) => companion!.past) }
  /** When the learner came to a track. */
  beganAt(track: string): Micros { return this.#rewinds[Number(track) - 2] ?? this.past.start.now }
  /** What the judge said last. */
  get judgement(): Judgement { return this.judgements.at(-1)! }

  /** Throws `NotComeError` when something an act waits for does not come. */
  play(acts: readonly Act[]): Promise<void> {
    return perform(acts, {
      act: action => this.#act(action),
      go: async (until, atMost) => ({ met: this.#go(until, atMost) }),
      past: () => this.past,
      rewind: async to => {
        const at = to(this.past)
        if (at !== null) await this.#rewind(at)
        return at !== null
      },
      files: this.#files,
    })
  }

  #arrive(): void {
    this.#arrivedAt = this.world.now
    this.#lived.companion!.arrive(this.world)
    this.#lived.snapshots.add(snapshotOf(this.#lived, this.world.save(), true))
    this.#look()
  }

  async #rewind(at: Micros): Promise<void> {
    const { world, snapshots, scripts } = this.#lived
    const life = { kind: 'lesson', seed: this.#seed, life: 1, startAt: 0, arrivedAt: this.#arrivedAt } as const
    const log = { actions: world.log(), turns: world.turns() }
    const lived = await reach({ snapshots, scripts, log, life }, at, `${this.#left.length + 2}`, this.#make, ALONE)
    this.#left.push(this.#lived)
    this.#rewinds.push(at)
    this.#lived = this.#listen(lived!)
    this.#lived.companion!.beside(this.#left.map(({ companion }) => companion!))
    this.#look()
  }

  #listen(lived: Lived): Lived {
    lived.world.told.listen(told => this.#unseen.push(told))
    return lived
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
    const judgement = this.#lived.companion!.look(this.#unseen, this.world)
    this.#unseen = []
    if (judgement) this.judgements.push(judgement)
  }
}
