import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/** A folder that somebody else serves from. */
export class LockedError extends Error {
  constructor(dir: string, pid: number) {
    super(`Failed to acquire lock on file .lock in ${dir}. A Kafka instance in another process or thread is using this directory. (process ${pid})`)
    this.name = 'LockedError'
  }
}

/** Folders this very process serves from. */
const held = new Set<string>()

/**
 * One cluster a folder (LogManager.lockLogDirs). Node has no locks of the operating system: the file names the process that holds it,
 * and one that is dead holds nothing. Gives what lets go of it; throws `LockedError`.
 */
export function lockFolder(dir: string): () => void {
  mkdirSync(dir, { recursive: true })
  const file = join(dir, '.lock')
  const holder = Number(textOf(file))
  if (held.has(dir) || (holder !== process.pid && isAlive(holder))) throw new LockedError(dir, holder)
  writeFileSync(file, String(process.pid))
  held.add(dir)
  return () => {
    held.delete(dir)
    rmSync(file, { force: true })
  }
}

function textOf(file: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return ''
  }
}

function isAlive(pid: number): boolean {
  try {
    return pid > 0 && process.kill(pid, 0)
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}
