import type { Codecs } from '../../env/codecs.ts'
import type { Lesson } from '../../lesson/types.ts'
import type { Programs } from '../../world/region.ts'
import type { ScriptHost } from '../../world/scripts.ts'
import type { Told } from '../../world/view.ts'
import { World, type WorldOptions } from '../../world/world.ts'
import { LessonCompanion, type CompanionState } from '../companion.ts'
import { isChatter } from '../frame.ts'
import { RememberingScripts, type AnswerScript, type Lives } from './scripts.ts'
import { Snapshots, type Snapshot } from './snapshots.ts'

/** A world with all that goes along with it from its first moment on, or from the one it goes on from. */
export interface Lived {
  readonly world: World
  /** A lesson's judge, where there is a lesson. */
  readonly companion: LessonCompanion | null
  readonly chronicle: Chronicle
  readonly scripts: RememberingScripts
  readonly snapshots: Snapshots
}

/** From where a world goes on, if not from nothing. */
export interface From { readonly snapshot: Snapshot; readonly lives: Lives; readonly snapshots: Snapshots }

/** Makes a world of the given seed, time, disks and past. The rest (programs, codecs, realms) is the host's. */
export type MakeLived = (options: Pick<WorldOptions, 'seed' | 'startAt' | 'disks' | 'replay'>, track: string, from?: From) => Lived

export interface LivedParts {
  programs: Programs
  codecs: Codecs
  realms(answer: AnswerScript): ScriptHost
  /** A realm has answered; only the world that is run has any use for it. */
  answered(scripts: RememberingScripts, script: string, calls: unknown): void
  lesson: Lesson | null
}

export const livedMaker = ({ programs, codecs, realms, answered, lesson }: LivedParts): MakeLived => (given, track, from) => {
  const scripts: RememberingScripts = new RememberingScripts(realms, (script, calls) => answered(scripts, script, calls), from?.lives)
  const options: WorldOptions = { ...given, programs, codecs, scripts, profile: 'laptop', onCrash: 'throw' }
  const world = from ? World.load(options, { ...from.snapshot.world, turns: given.replay?.turns ?? [] }) : new World(options)
  return {
    world, scripts, snapshots: from?.snapshots ?? new Snapshots(), chronicle: new Chronicle(world, from?.snapshot.chronicle),
    companion: lesson && companionOf(lesson, world, track, from?.snapshot.companion as CompanionState | undefined),
  }
}

const companionOf = (lesson: Lesson, world: World, track: string, state: CompanionState | undefined): LessonCompanion =>
  state ? LessonCompanion.load(lesson, world, track, state) : new LessonCompanion(lesson, world, track)

const KEPT = 5_000

/** What was told on a track since it began, the newest: single batches are left out. */
export class Chronicle {
  #told: Told[]

  constructor(world: World, told: readonly Told[] = []) {
    this.#told = told.slice()
    world.told.listen(each => { if (!isChatter(each)) this.#add(each) })
  }

  get told(): readonly Told[] { return this.#told.slice(-KEPT) }

  #add(told: Told): void {
    this.#told.push(told)
    if (this.#told.length > 2 * KEPT) this.#told = this.#told.slice(-KEPT)
  }
}

/** Takes a moment to go on from; nobody waits for a script. `isShared`: bytes of disks are those of the world itself. */
export function snapshotOf({ companion, chronicle, scripts }: Lived, world: Snapshot['world'], isShared: boolean): Snapshot {
  const disks = isShared ? 0 : world.region.machines.reduce((sum, { disk }) => sum + disk.usedBytes, 0)
  return { world, companion: companion?.save() ?? null, chronicle: chronicle.told, lived: scripts.lived, bytes: OWN_BYTES + disks }
}
/** What a snapshot of a world at work holds beyond the bytes of its disks, packed, the blocks that were not full among them. */
const OWN_BYTES = 500_000
