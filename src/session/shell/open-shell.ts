import { keep } from '../kept.ts'
import type { Session } from '../session.ts'
import { Shell, type Desk } from './shell.ts'

/** The page's shell, with the history and files it had. */
export async function openShell(session: Pick<Session, 'door' | 'work' | 'world'>): Promise<Shell> {
  const kept = keep<Desk>(session.work, 'terminal', { history: [], files: {} })
  await kept.load()
  return new Shell({ door: () => session.door, world: session.world, kept })
}
