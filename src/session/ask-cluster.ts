import type { StoreApi } from 'zustand/vanilla'
import type { AdminCommand, AdminResults } from '../client/admin/operations.ts'
import type { HostDoor } from '../host/door.ts'
import { ADMIN } from '../host/perform.ts'
import type { AdminView } from '../world/view.ts'
import type { WorldState } from './world-store.ts'

/** What the cluster said: Kafka's result, or its refusal by name and in words. */
export type Answer<R> = { result: R; error: null } | { result: null; error: string; message: string | null }
export type ResultOf<C extends AdminCommand> = AdminResults[C['do'] & keyof AdminResults]

/**
 * Asks the cluster, as a real request of the world's admin process. It is answered when the answer is shown; in a world that
 * stands still that is when it goes on.
 */
export async function askCluster<C extends AdminCommand>(
  door: HostDoor, world: StoreApi<WorldState>, tag: string, command: C,
): Promise<Answer<ResultOf<C>>> {
  const answered = new Promise<Answer<ResultOf<C>>>(resolve => {
    const look = ({ view }: WorldState): boolean => {
      const admin = view?.processes[ADMIN]?.view as AdminView | null | undefined
      const answer = admin?.answers.find(each => each.tag === tag)
      if (!answer) return false
      const { result, error, message } = answer
      resolve(error === null ? { result: result as ResultOf<C>, error } : { result: null, error, message })
      return true
    }
    const unlisten = world.subscribe(state => { if (look(state)) unlisten() })
  })
  await door.act({ do: 'process.command', process: ADMIN, command: { tag, command } })
  return answered
}
