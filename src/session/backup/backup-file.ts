import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate'
import * as v from 'valibot'
import type { WorldCopy } from '../../storage/store.ts'
import { base64Of, bytesOf } from '../share/packing.ts'
import { ShareError } from '../share/problem.ts'
import type { Backup } from './backup.ts'
import { indexSchema, type worldSchema } from './schema.ts'

/*
 * A backup on its way: a zip with
 *
 *     index.json                  { "terrariumBackup": 1, "madeAt", "worlds": [{ head, log, disks }], "work": { kind: { id: value } } }
 *     disks/<nth world>/<machine>/<inode>
 *
 * Bytes within the index are { "$bytes": base64 }.
 */

const VERSION = 1
/** Bytes of the file, and of all that is packed in it. */
export const BACKUP_LIMIT = 256 * 1_048_576
const UNFOLDED_LIMIT = 4 * BACKUP_LIMIT
const INDEX = 'index.json'

export function fileOf({ madeAt, worlds, work }: Backup): Uint8Array {
  const index = { terrariumBackup: VERSION, madeAt, worlds: worlds.map(({ head, log, disks }) => ({ head, log, disks })), work }
  const bytes = worlds.flatMap(({ inodes }, n) => inodes.map(({ machine, inode, bytes }) => [pathOf(n, machine, inode), bytes] as const))
  return zipSync({ [INDEX]: strToU8(JSON.stringify(index, written)), ...Object.fromEntries(bytes) }, { level: 1, mtime: madeAt })
}

/** Throws ShareError. Whoever wrote it, it is plain data of known shapes and bounded size afterwards, and every file's bytes are there. */
export function readBackup(zip: Uint8Array): Backup {
  if (zip.length > BACKUP_LIMIT) throw new ShareError({ is: 'too-large', limit: BACKUP_LIMIT })
  const entries = unpacked(zip), index = entries[INDEX]
  if (!index) throw new ShareError({ is: 'not-ours' })
  const { madeAt, worlds, work } = readIndex(strFromU8(index))
  return { madeAt, work: work as Backup['work'], worlds: worlds.map((world, n) => ({ ...world, inodes: inodesOf(world, n, entries) })) }
}

const pathOf = (n: number, machine: string, inode: number): string => `disks/${n}/${encodeURIComponent(machine)}/${inode}`

function unpacked(zip: Uint8Array): Record<string, Uint8Array> {
  let size = 0
  try {
    return unzipSync(zip, {
      filter({ originalSize }) {
        size += originalSize
        if (size > UNFOLDED_LIMIT) throw new ShareError({ is: 'too-large', limit: UNFOLDED_LIMIT })
        return true
      },
    })
  } catch (error) {
    throw error instanceof ShareError ? error : new ShareError({ is: 'not-packed' })
  }
}

type Index = v.InferOutput<typeof indexSchema>

function readIndex(text: string): Index {
  const given = parsed(text) as { terrariumBackup?: unknown } | null
  if (typeof given?.terrariumBackup !== 'number') throw new ShareError({ is: 'not-ours' })
  if (given.terrariumBackup > VERSION) throw new ShareError({ is: 'newer', version: given.terrariumBackup })
  const read = v.safeParse(indexSchema, given)
  if (read.success) return read.output
  const [issue] = read.issues
  throw new ShareError({ is: 'malformed', where: v.getDotPath(issue) ?? '', said: issue.message.slice(0, 120) })
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text, revived)
  } catch {
    throw new ShareError({ is: 'not-json' })
  }
}

/** A file whose bytes are missing or short would be found out by a broker, much later. */
function inodesOf({ disks, head }: v.InferOutput<typeof worldSchema>, n: number, entries: Record<string, Uint8Array>): WorldCopy['inodes'] {
  const needed = new Map<string, { machine: string; inode: number; bytes: Uint8Array }>()
  for (const { machine, files } of disks) for (const { inode, bytes: least } of Object.values(files).flatMap(file => file.runs)) {
    const path = pathOf(n, machine, inode), bytes = entries[path] ?? new Uint8Array(0)
    if (bytes.length < least) throw new ShareError({ is: 'malformed', where: `${head.world} ${path}`, said: `${bytes.length} of ${least} bytes` })
    needed.set(path, { machine, inode, bytes })
  }
  return [...needed.values()]
}

const written = (_: string, value: unknown): unknown => value instanceof Uint8Array ? { $bytes: base64Of(value) } : value

const revived = (_: string, value: unknown): unknown =>
  typeof value === 'object' && value !== null && typeof (value as { $bytes?: unknown }).$bytes === 'string' ? bytesOf((value as { $bytes: string }).$bytes) : value
