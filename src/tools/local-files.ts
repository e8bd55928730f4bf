import { DiskError } from '../env/disk.ts'
import { utf8Decode } from '../protocol/utf8.ts'
import type { LocalShell, LocalTool } from './local-program.ts'

/* What one needs to find one's way on a machine's disk. It has files with paths; a folder is what several of them begin with. */

/** `ls [-l] PATH…` */
export const listFiles: LocalTool = shell => {
  const isLong = shell.args.some(arg => /^-\w*l/.test(arg))
  const paths = pathsIn(shell)
  let code = 0
  for (const path of paths) {
    const names = namesIn(shell, path)
    if (names === null) {
      shell.err(`ls: cannot access '${path}': No such file or directory`)
      code = 2
      continue
    }
    if (paths.length > 1) shell.out(`${path}:`)
    for (const { name, size } of names) shell.out(isLong ? `${size === null ? 'd' : '-'} ${String(size ?? '').padStart(10)} ${name}` : name)
  }
  return code
}

/** Without the slashes at their ends. */
const pathsIn = ({ args }: LocalShell): string[] => args.filter(arg => !arg.startsWith('-')).map(path => path.replace(/(?<=.)\/+$/, ''))

/** Null: there is neither such a file nor a folder. `size` null: a folder. */
function namesIn({ disk }: LocalShell, path: string): { name: string; size: number | null }[] | null {
  if (disk.size(path) >= 0) return [{ name: path, size: disk.size(path) }]
  const folder = path === '/' ? '/' : `${path}/`, files = disk.list(folder)
  const names = [...new Set(files.map(file => file.slice(folder.length).split('/')[0]!))]
  return names.length === 0 ? null : names.map(name => ({ name, size: files.includes(folder + name) ? disk.size(folder + name) : null }))
}

/** `cat FILE…`, of files that hold text. */
export const printFiles: LocalTool = ({ args, disk, out, err }) => {
  let code = 0
  for (const file of args) {
    try {
      out(utf8Decode(disk.read(file, 0, Math.max(0, disk.size(file)))).replace(/\n$/, ''))
    } catch (error) {
      if (!(error instanceof DiskError)) throw error
      err(`cat: ${file}: No such file or directory`)
      code = 1
    }
  }
  return code
}

/** `mv PATH… TARGET`: into the folder, where the target is one; else under its name. */
export const moveFiles: LocalTool = shell => {
  const paths = pathsIn(shell), target = paths.pop()
  if (target === undefined || paths.length === 0) {
    shell.err(target === undefined ? 'mv: missing file operand' : `mv: missing destination file operand after '${target}'`)
    return 1
  }
  const isFolder = isFolderAt(shell, target)
  if (paths.length > 1 && !isFolder) {
    shell.err(`mv: target '${target}': No such file or directory`)
    return 1
  }
  const refused = paths.flatMap(path => moved(shell, path, isFolder ? `${target === '/' ? '' : target}${path.slice(path.lastIndexOf('/'))}` : target) ?? [])
  for (const why of refused) shell.err(`mv: ${why}`)
  return refused.length > 0 ? 1 : 0
}

const isFolderAt = ({ disk }: LocalShell, path: string): boolean => path === '/' || disk.list(`${path}/`).length > 0

/** Why it was not moved. */
function moved(shell: LocalShell, from: string, to: string): string | null {
  const { disk } = shell, inside = disk.list(`${from}/`)
  if (disk.size(from) < 0 && inside.length === 0) return `cannot stat '${from}': No such file or directory`
  if (from === to) return `'${from}' and '${to}' are the same file`
  if (to.startsWith(`${from}/`)) return `cannot move '${from}' to a subdirectory of itself, '${to}'`
  if (inside.length > 0 && isFolderAt(shell, to)) return `cannot overwrite '${to}': Directory not empty`
  for (const file of inside.length > 0 ? inside : [from]) disk.rename(file, to + file.slice(from.length))
  return null
}
