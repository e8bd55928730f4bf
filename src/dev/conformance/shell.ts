import { spawn, spawnSync } from 'node:child_process'

export interface Ran { readonly status: number; readonly stdout: string; readonly stderr: string }
export interface RunOptions { readonly cwd?: string; readonly env?: Readonly<Record<string,
  string>>; readonly input?: string; readonly timeoutMs?: number }

const TIMEOUT_MS = 120_000
/** As `timeout(1)` says it. */
export const TIMED_OUT = 124

/** Runs a program to its end, or until its time is over; throws nothing. */
export function run(command: string, args: readonly string[], { cwd, env, input, timeoutMs = TIMEOUT_MS }: RunOptions = {}): Promise<Ran> {
  return new Promise(resolve => {
    const child = spawn(command, args, { cwd, env: { ...process.env, ...env }, stdio: 'pipe' })
    const out: string[] = [], err: string[] = []
    let isLate = false
    const timer = setTimeout(() => { isLate = true; child.kill('SIGKILL') }, timeoutMs)
    child.stdout.setEncoding('utf8').on('data', (text: string) => out.push(text))
    child.stderr.setEncoding('utf8').on('data', (text: string) => err.push(text))
    child.stdin.on('error', () => { /* it did not want to read all */ })
    child.stdin.end(input ?? '')
    child.on('error', error => { err.push(error.message) })
    child.on('close', code => {
      clearTimeout(timer)
      resolve({ status: isLate ? TIMED_OUT : code ?? 1, stdout: out.join(''), stderr: err.join('') })
    })
  })
}

/** Runs what must succeed: fetching, unpacking. */
export async function must(command: string, args: readonly string[], options: RunOptions = {}): Promise<string> {
  const { status, stdout, stderr } = await run(command, args, { timeoutMs: 600_000, ...options })
  if (status !== 0) throw new Error(`${command} ${args.join(' ')} ended with ${status}: ${(stderr || stdout).slice(-2_000)}`)
  return stdout
}

export const isThere = (command: string, ...args: readonly string[]): boolean => spawnSync(command, args, { stdio: 'ignore' }).status === 0
