import * as v from 'valibot'

/**
 * Everything a person, a lesson or a test does to a world, as data. One schema: types, checks, menus and docs come from it.
 * The world stamps an action with the next safe moment and appends it to its log; seed + log = the world.
 */

const name = v.pipe(v.string(), v.minLength(1), v.maxLength(100))
const oneOf = <T extends string>(value: T) => v.literal(value)
const whole = (min: number, max: number) => v.pipe(v.number(), v.integer(), v.minValue(min), v.maxValue(max))
const configs = v.record(v.pipe(v.string(), v.maxLength(200)), v.pipe(v.string(), v.maxLength(10_000)))

const path = v.pipe(v.string(), v.startsWith('/'), v.maxLength(1_000))
/** A little more than the segments of the largest import, for what stands beside them. */
const MAX_FILES_BYTES = 17 * 1024 * 1024
const files = v.pipe(
  v.record(path, v.custom<Uint8Array>(value => value instanceof Uint8Array)),
  v.check(each => Object.values(each).reduce((sum, bytes) => sum + bytes.length, 0) <= MAX_FILES_BYTES, `files of more than ${MAX_FILES_BYTES} bytes`),
)

const acts = {
  machineAdd: v.strictObject({ do: oneOf('machine.add'), machine: name, rack: v.nullish(name), profile: v.nullish(name), diskBytes: v.nullish(whole(1, 1e15)) }),
  powerOff: v.strictObject({ do: oneOf('machine.powerOff'), machine: name }),
  powerOn: v.strictObject({ do: oneOf('machine.powerOn'), machine: name }),
  /** Makes a process and starts it: `program` names an entry of `world/programs.ts`. */
  start: v.strictObject({ do: oneOf('process.start'), process: name, machine: v.nullish(name), program: v.nullish(name), args: v.nullish(v.unknown()) }),
  /** SIGTERM. */
  stop: v.strictObject({ do: oneOf('process.stop'), process: name }),
  /** SIGKILL: the page cache lives on. */
  kill: v.strictObject({ do: oneOf('process.kill'), process: name }),
  /** SIGSTOP and SIGCONT. */
  pause: v.strictObject({ do: oneOf('process.pause'), process: name }),
  resume: v.strictObject({ do: oneOf('process.resume'), process: name }),
  /** Hands a command to a process in its own vocabulary; admin requests travel this way to an admin process. */
  command: v.strictObject({ do: oneOf('process.command'), process: name, command: v.unknown() }),
  linkCut: v.strictObject({ do: oneOf('link.cut'), from: name, to: name, oneWay: v.nullish(v.boolean()) }),
  linkSlow: v.strictObject({ do: oneOf('link.slow'), from: name, to: name, oneWay: v.nullish(v.boolean()), delayMs: v.nullish(whole(0, 3_600_000)), bytesPerSecond: v.nullish(whole(1, 1e12)) }),
  linkMend: v.strictObject({ do: oneOf('link.mend'), from: name, to: name }),
  diskSlow: v.strictObject({ do: oneOf('disk.slow'), machine: name, factor: whole(1, 1e6) }),
  diskFill: v.strictObject({ do: oneOf('disk.fill'), machine: name, leaveBytes: whole(0, 1e15) }),
  /** Every access to it fails. */
  diskFail: v.strictObject({ do: oneOf('disk.fail'), machine: name }),
  /** A sector gone bad: one bit of a file turns over, in the cache and on the platter. Nothing where the file has no such byte. */
  diskFlip: v.strictObject({ do: oneOf('disk.flip'), machine: name, file: path, at: whole(0, 1e15), bit: whole(0, 7) }),
  /** Puts such a bit right, unless it went with what was cut from the file meanwhile. */
  diskUnflip: v.strictObject({ do: oneOf('disk.unflip'), machine: name, file: path, at: whole(0, 1e15), bit: whole(0, 7) }),
  diskMend: v.strictObject({ do: oneOf('disk.mend'), machine: name }),
  /** Sets a machine's wall clock apart from the others'; 0 puts it right. Timers do not run on it. */
  clockSkew: v.strictObject({ do: oneOf('clock.skew'), machine: name, ms: v.pipe(v.number(), v.integer(), v.minValue(-1e12), v.maxValue(1e12)) }),
  scriptRun: v.strictObject({ do: oneOf('script.run'), script: name, file: name, source: v.pipe(v.string(), v.maxLength(1_000_000)), dialect: v.nullish(name) }),
  scriptStop: v.strictObject({ do: oneOf('script.stop'), script: name }),
  /** Real files: a partition's segments, or a folder of them, put on a machine's disk while its broker is down. What `replaces` holds goes first. */
  importFolder: v.strictObject({ do: oneOf('folder.import'), machine: name, replaces: v.nullish(path), files }),
} as const

export const actionSchema = v.variant('do', [
  acts.machineAdd, acts.powerOff, acts.powerOn, acts.start, acts.stop, acts.kill, acts.pause, acts.resume, acts.command,
  acts.linkCut, acts.linkSlow, acts.linkMend, acts.diskSlow, acts.diskFill, acts.diskFail, acts.diskFlip, acts.diskUnflip, acts.diskMend, acts.clockSkew, acts.scriptRun, acts.scriptStop, acts.importFolder,
])
export type Action = v.InferOutput<typeof actionSchema>
export { configs as configsSchema }
