import type { Plain } from '../env/process.ts'
import type { Micros } from '../env/units.ts'
import { hashText, mixPlain, newHash } from './hash.ts'

/**
 * Where the code of scripts runs. The world hands over what a script's process asks of its realm and stands still until
 * the calls are there: at once (Node's vm), or later through `World.answer` (a worker in a sandboxed frame).
 */
export interface ScriptHost {
  /** Gives the calls, or null: they come later. A realm that had to be stopped answers too; its process knows the words. */
  deliver(script: string, turn: number, input: Plain): Plain | null
  /** A turn that was recorded is lived again without a realm; whoever wants the script to go on by itself later has to know it. */
  relived?(script: string, turn: number, input: Plain, calls: Plain): void
  /** The script's process is gone: so is its realm. */
  ended(script: string): void
}

/** One turn as it was: a replay feeds the calls and needs no realm. */
export interface RecordedTurn {
  readonly script: string
  readonly turn: number
  readonly at: Micros
  readonly inputHash: string
  readonly calls: Plain
}

/** A replay that leaves its recording: the script would have been asked something else. */
export class DivergedError extends Error {
  readonly script: string
  readonly turn: number
  constructor(script: string, turn: number) {
    super(`Script ${script} diverged from its recording at turn ${turn}`)
    this.name = 'DivergedError'
    this.script = script
    this.turn = turn
  }
}

/** All turns of a world so far, by script and number. */
export class TurnLog {
  #turns = new Map<string, RecordedTurn>()

  constructor(recorded: readonly RecordedTurn[] = []) {
    for (const turn of recorded) this.#turns.set(keyOf(turn.script, turn.turn), turn)
  }

  add(turn: Omit<RecordedTurn, 'inputHash'>, input: Plain): void {
    this.#turns.set(keyOf(turn.script, turn.turn), { ...turn, inputHash: inputHash(input) })
  }

  /** What the realm answered when it was asked this before; undefined when it never was. */
  find(script: string, turn: number, input: Plain): RecordedTurn | undefined {
    const recorded = this.#turns.get(keyOf(script, turn))
    if (recorded && recorded.inputHash !== inputHash(input)) throw new DivergedError(script, turn)
    return recorded
  }

  all(): RecordedTurn[] { return [...this.#turns.values()] }
}

const keyOf = (script: string, turn: number): string => `${script} ${turn}`

function inputHash(input: Plain): string {
  const hash = newHash()
  mixPlain(hash, input)
  return hashText(hash)
}
