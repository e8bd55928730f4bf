import type { UnifiedLog } from '../../log/partition-log.ts'
import { openDirectory } from '../../log/log-manager.ts'
import { readMetaProperties, readTopicId } from '../../log/properties.ts'
import { readBatches } from '../../metadata/batches.ts'
import { annotateFile } from '../../protocol/annotate/file.ts'
import { goldenBytes, goldenFiles } from '../golden.ts'
import { batchOf, client, codecs, defaults } from '../log-fixture.ts'
import { MemoryDisk } from '../memory-disk.ts'
import { MIB, KIB, refusing, type Origin, type Target } from './target.ts'

const ROOT = 'disk/kafka-1'
const NOW = 1_795_300_000_000
interface StoredFile extends Origin { readonly folder: string; readonly isClean: boolean }

/** One file of the folders that Kafka left is damaged; its partition is opened, read, searched, written to, closed and opened again. */
export function foldersTarget(): Target {
  const folders = new Map<string, Map<string, Uint8Array>>()
  for (const file of goldenFiles(ROOT).filter(each => !each.endsWith('.dump.txt'))) {
    const folder = file.includes('/') ? file.slice(0, file.indexOf('/')) : ''
    folders.set(folder, (folders.get(folder) ?? new Map<string, Uint8Array>()).set(file, goldenBytes(`${ROOT}/${file}`)))
  }
  const origins: StoredFile[] = [...folders].flatMap(([folder, files]) => [...files].flatMap(([label, bytes]) =>
    [true, false].map(isClean => ({ label, bytes, folder, isClean }))))
  return {
    name: 'folders', share: 10, origins, room: size => 32 * MIB + size * KIB,
    feed: (bytes, origin) => feed(bytes, origin as StoredFile, folders.get((origin as StoredFile).folder)!),
  }
}

function feed(bytes: Uint8Array, { label, folder, isClean }: StoredFile, files: ReadonlyMap<string, Uint8Array>): void {
  const disk = new MemoryDisk()
  for (const [file, sound] of files) disk.write(`/data/${file}`, file === label ? bytes : sound)
  if (isClean) disk.write('/data/.kafka_cleanshutdown', new Uint8Array(0))
  refusing(() => {
    readMetaProperties(disk, '/data')
    readTopicId(disk, `/data/${folder}`)
  })
  refusing(() => { for (const { log } of opened(disk)) use(log) })
  refusing(() => { for (const { log } of opened(disk)) log.close() })
  const name = label.slice(label.indexOf('/') + 1)
  refusing(() => { annotateFile(name, bytes, codecs) })
  if (folder === '__cluster_metadata-0' && /\.(log|checkpoint)$/.test(name)) refusing(() => { readBatches(bytes, codecs) })
}

const opened = (disk: MemoryDisk) => openDirectory({ disk, codecs }, { root: '/data', now: NOW, configOf: () => defaults, isOurs: () => true }).logs

/** All that brokers do with a log; one refusal does not spare it the next question. */
function use(log: UnifiedLog): void {
  const upTo = log.logEndOffset
  const questions = [
    ...log.segments().flatMap(({ baseOffset, bytes }) => [baseOffset, baseOffset + 7].map(from => () => log.read(from, bytes, { upTo,
      minOneMessage: true }))),
    () => log.offsetForTimestamp(0, upTo), () => log.offsetForTimestamp(NOW - 3_600_000, upTo), () => log.offsetOfMaxTimestamp(), () => log.tail(5),
    () => log.appendAsLeader(batchOf(['a', 'b']), client(9_000, NOW)), () => log.applyRetention(NOW), () => log.truncateTo(upTo - 1),
      () => log.close(),
  ]
  for (const ask of questions) refusing(ask)
}
