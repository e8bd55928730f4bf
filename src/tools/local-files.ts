import { DiskError } from '../env/disk.ts'
import { utf8Decode } from '../protocol/utf8.ts'
import type { LocalShell, LocalTool } from './local-program.ts'

/* What one needs to find one's way on a machine's disk. It has files with paths; a folder is what several of them begin with. */

/** `ls [-l] PATH…` */
export const listFiles: LocalTool = shell => {
  const isLong = shell.args.some(arg => /^-\w*l/.test(arg))
  const paths = shell.args.filter(arg => !arg.startsWith('-')).map(path => path.replace(/(?<=.)\/+$/, ''))
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
