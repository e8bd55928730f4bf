import { deskScripts } from '../desk-scripts.ts'
import { keep } from '../kept.ts'
import type { Session } from '../session.ts'
import { Shell, type Desk } from './shell.ts'

/** The page's shell, with the history and files it had, and the editor's files beside them. */
export async function openShell(session: Pick<Session, 'door' | 'lesson' | 'route' | 'visits' | 'work' | 'world'>): Promise<Shell> {
  const kept = keep<Desk>(session.work, 'terminal', { history: [], files: {} })
  await kept.load()
  const desk = deskScripts(session)
  return new Shell({ door: () => session.door, world: session.world, kept, beside: () => desk.getState().scripts?.store.getState().files ?? {} })
}
