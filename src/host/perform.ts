import type { Act, Past } from '../lesson/types.ts'
import type { Action } from '../world/action.ts'
import { isServerFile, restartActions } from '../world/server-file.ts'
import type { Micros } from '../world/view.ts'
import type { LoggedAction } from '../world/world.ts'

/** Where acts are performed: a host, with the past its companion remembers and the files that lie open. */
export interface Scene {
  act(action: Action): LoggedAction | Promise<LoggedAction>
  /** Lets the world go on until it holds, for at most so long. */
  go(until: (() => boolean) | null, atMost: Micros): Promise<{ met: boolean }>
  past(): Past
  /** Goes on from the moment this gives, on a new track; false when there is none. A scene of one track cannot. */
  rewind?(to: (past: Past) => Micros | null): Promise<boolean>
  files: Record<string, string>
}

/** The process that takes people's wishes to the cluster, as real requests. */
export const ADMIN = 'admin'

/** Something an act waited for did not come. */
export class NotComeError extends Error {
  constructor(index: number, atMost: Micros) {
    super(`act ${index}: it did not come within ${atMost / 1_000_000} s`)
    this.name = 'NotComeError'
  }
}

/** Performs a lesson's acts one after the other, as a person would: its opening, its solution, another way, a mistake. */
export async function perform(acts: readonly Act[], scene: Scene): Promise<void> {
  for (const [index, act] of acts.entries()) await performOne(act.do, index, scene)
}

async function performOne(what: Act['do'], index: number, scene: Scene): Promise<void> {
  if ('act' in what) await scene.act(what.act)
  else if ('admin' in what) await scene.act({ do: 'process.command', process: ADMIN, command: { tag: `act ${index}`, command: what.admin } })
  else if ('run' in what) for (const action of runOf(what, scene)) await scene.act(action)
  else if ('stop' in what) await scene.act({ do: 'script.stop', script: what.stop })
  else if ('edit' in what) scene.files[what.edit] = edited(fileOf(scene, what.edit), what.replace)
  else if ('for' in what) await scene.go(null, what.for)
  else if ('rewind' in what) await rewound(what.rewind, index, scene)
  else if (!(await scene.go(() => what.wait(scene.past()), what.atMost)).met) throw new NotComeError(index, what.atMost)
}

/** A text as an edit leaves it. */
export const edited = (source: string, [words, by]: readonly [string, string]): string => source.replace(words, () => by)

/** The moment to go back to has not been, or there is no going back. */
export class NoWayBackError extends Error {
  constructor(index: number) {
    super(`act ${index}: there is no such moment to go back to`)
    this.name = 'NoWayBackError'
  }
}

async function rewound(to: (past: Past) => Micros | null, index: number, scene: Scene): Promise<void> {
  if (!await scene.rewind?.(to)) throw new NoWayBackError(index)
}

/** A script is run; a broker is started again with its file of properties. */
function runOf({ run: file, as }: { run: string; as?: string }, scene: Scene): Action[] {
  const source = fileOf(scene, file)
  return isServerFile(file) ? restartActions(source) : [{ do: 'script.run', script: as ?? scriptName(file), file, source }]
}

/** `producer.ts` runs as `producer` unless it is given another name. */
export const scriptName = (file: string): string => file.replace(/^.*\//, '').replace(/\.[^.]*$/, '')

function fileOf({ files }: Scene, name: string): string {
  const source = files[name]
  if (source === undefined) throw new RangeError(`There is no file ${name}`)
  return source
}
