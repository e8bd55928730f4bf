import type { StoreApi } from 'zustand/vanilla'
import { INTERRUPTED } from '../../tools/terminal.ts'
import type { Action } from '../../world/action.ts'
import type { ClusterView } from '../../world/view.ts'
import type { WorldState } from '../world-store.ts'
import { DESK, placeOf, serverAt, type Place } from './place.ts'
import { quoted } from './quoted.ts'
import type { Output } from './shell.ts'

/* Commands of the shell that do something: go to a machine, start and stop its server, wait, look again and again. */

export interface Bench {
  readonly output: Output
  readonly world: StoreApi<WorldState>
  readonly place: Place
  view(): ClusterView | null
  act(action: Action): Promise<unknown>
  go(place: Place): void
  run(text: string): Promise<number>
  /** Ctrl-C was pressed. */
  isStopped(): boolean
  /** Waits; Ctrl-C calls `interrupt` meanwhile. */
  during<T>(interrupt: () => void, wait: Promise<T>): Promise<T>
}

type Builtin = (args: readonly string[], bench: Bench) => Promise<number>

const UNREACHABLE = 255, MICROS = 1_000_000

const ssh: Builtin = async ([host = ''], { output, view, go }) => {
  const place = placeOf(view(), host), machine = place && view()!.machines[place.machine]
  if (!place || !machine) output.line('err', `ssh: Could not resolve hostname ${host}: Name or service not known`)
  else if (!machine.power) output.line('err', `ssh: connect to host ${host} port 22: No route to host`)
  else go(place)
  return machine?.power ? 0 : UNREACHABLE
}

const exit: Builtin = async (_args, { place, go, output }) => {
  if (place.machine === DESK.machine) return 0
  output.line('out', `Connection to ${place.host} closed.`)
  go(DESK)
  return 0
}

/** `-daemon` or not, and whatever properties are named: the server runs on as it was set up. */
const start: Builtin = async (_args, { output, place, view, act }) => {
  const server = serverAt(view(), place)
  if (server?.state !== 'down') {
    output.line('err', output.word(server ? { is: 'running', host: server.name } : { is: 'no-server', host: place.host }))
    return 1
  }
  await act({ do: 'process.start', process: server.name })
  output.line('out', output.word({ is: 'started', host: server.name }))
  return 0
}

const stop: Builtin = async (_args, { output, place, view, act }) => {
  const server = serverAt(view(), place)
  if (!server || server.state === 'down') {
    output.line('out', 'No kafka server to stop')
    return 1
  }
  await act({ do: 'process.stop', process: server.name })
  return 0
}

/** Seconds of the world; true: they are over, false: Ctrl-C came first. */
async function pause(seconds: number, { world, during }: Bench): Promise<boolean> {
  const until = (world.getState().view?.now ?? 0) + seconds * MICROS
  let interrupt = (): void => {}
  const over = new Promise<boolean>(resolve => {
    const end = (isOver: boolean): void => {
      unlisten()
      resolve(isOver)
    }
    const unlisten = world.subscribe(({ view }) => { if (view === null || view.now >= until) end(true) })
    interrupt = () => end(false)
  })
  return during(() => interrupt(), over)
}

const secondsOf = (text: string | undefined): number | null => text !== undefined && /^\d+(\.\d+)?$/.test(text) ? Number(text) : null

const sleep: Builtin = async ([text], bench) => {
  const seconds = secondsOf(text)
  if (seconds === null) {
    bench.output.line('err', `sleep: invalid time interval '${text ?? ''}'`)
    return 1
  }
  return await pause(seconds, bench) ? 0 : INTERRUPTED
}

/** `watch [-n SECONDS] COMMAND…`: until Ctrl-C, in the world's time. */
const watch: Builtin = async (args, bench) => {
  const [seconds, words] = args[0] === '-n' ? [secondsOf(args[1]), args.slice(2)] : [2, args]
  if (seconds === null || words.length === 0) {
    bench.output.line('err', 'Usage: watch [-n SECONDS] COMMAND')
    return 1
  }
  const command = words.length === 1 ? words[0]! : words.map(quoted).join(' ')
  for (;;) {
    bench.output.clear()
    bench.output.line('out', `Every ${seconds.toFixed(1)}s: ${command}\n`)
    await bench.run(command)
    if (bench.isStopped() || !await pause(seconds, bench)) return INTERRUPTED
  }
}

const clear: Builtin = async (_args, { output }) => {
  output.clear()
  return 0
}

export const builtins: Readonly<Record<string, Builtin>> = {
  clear, ssh, exit, sleep, watch, 'kafka-server-start.sh': start, 'kafka-server-stop.sh': stop,
}
