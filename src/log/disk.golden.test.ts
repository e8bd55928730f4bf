import { describe, expect, test } from 'vitest'
import type { UnifiedLog } from './partition-log.ts'
import { joined } from '../env/bytes.ts'
import { compressionOf, isControl, isTransactional, lastSequenceOf, type BatchHeader } from '../protocol/records/batch.ts'
import { recordsIn } from '../protocol/records/records.ts'
import { batchesIn } from '../protocol/records/walk.ts'
import { utf8Decode } from '../protocol/utf8.ts'
import { goldenBytes, goldenFiles, goldenText, toHex } from '../testing/golden.ts'
import { codecs, defaults, goldenDisk } from '../testing/log-fixture.ts'
import { MemoryDisk } from '../testing/memory-disk.ts'
import { parseCheckpoint, parseOffset, printCheckpoint, printOffset } from './checkpoint.ts'
import { readWhole } from './files.ts'
import { openDirectory, type FoundLog } from './log-manager.ts'
import { lastSequence, firstSequence, type ProducerEntry } from './producer-entry.ts'
import { parseSnapshot, printSnapshot } from './producer-snapshot.ts'
import { readMetaProperties, writeMetaProperties } from './properties.ts'
import { openLog } from './recovery.ts'

const ROOT = 'disk/kafka-1'
/** `d-rolled` was made with these; Kafka keeps a topic's configs elsewhere. */
const configOf = (topic: string) => topic === 'd-rolled' ? { ...defaults, indexIntervalBytes: 256, segmentBytes: 16_384 } : defaults
const filesOf = (partition: string, kind: RegExp): string[] => goldenFiles(`${ROOT}/${partition}`).filter(file => kind.test(file))
const all = { root: '/data', now: 1_795_300_000_000, configOf, isOurs: () => true }
const opened = (): readonly FoundLog[] => openDirectory({ disk: goldenDisk(), codecs }, all).logs
const read = (log: UnifiedLog): Uint8Array[] => log.segments().map(({ baseOffset, bytes }, i, all) =>
  joined(log.read(Math.max(baseOffset, log.logStartOffset), bytes, { upTo: all[i + 1]?.baseOffset ?? log.logEndOffset, minOneMessage: true })))

describe('the folders of a broker that Kafka stopped', () => {
  const offsetsIn = (name: string): Map<string, number> =>
    new Map(parseCheckpoint(goldenText(`${ROOT}/${name}`)).map(parseOffset).map(each => [`${each.topic}-${each.partition}`, each.offset]))
  const starts = offsetsIn('log-start-offset-checkpoint'), marks = offsetsIn('replication-offset-checkpoint')

  const found = opened().map(each => [each.partition, each] as const)
  test.each(found)('%s opens with its topic, its ends and its epochs', (partition, { topicId, log }) => {
    const file = (name: string): string => goldenText(`${ROOT}/${partition}/${name}`)
    expect(file('partition.metadata')).toContain(`topic_id: ${topicId}`)
    expect(log.logStartOffset).toBe(starts.get(partition) ?? log.segments()[0]!.baseOffset)
    const lastDump = goldenFiles(`${ROOT}/${partition}`).findLast(each => each.endsWith('.log.dump.txt'))!
    const last = [...file(lastDump).matchAll(/^baseOffset: \d+ lastOffset: (\d+)/gm)].at(-1)![1]
    expect(log.logEndOffset).toBe(Number(last) + 1)
    if (marks.has(partition)) expect(log.highWatermark).toBe(marks.get(partition))
    const begun = parseCheckpoint(file('leader-epoch-checkpoint')).filter(line => Number(line.split(' ')[1]) < log.logEndOffset)
    expect(log.epochs().map(({ epoch, startOffset }) => `${epoch} ${startOffset}`)).toEqual(begun)
  })

  const segments = goldenFiles(ROOT).filter(file => file.endsWith('.log.dump.txt')).map(file => file.replace('.dump.txt', ''))
  test.each(segments)('%s holds what kafka-dump-log says', file => {
    const bytes = goldenBytes(`${ROOT}/${file}`)
    const said = goldenText(`${ROOT}/${file}.dump.txt`).trim().split('\n').filter(line => /^baseOffset|^\|/.test(line))
    const cut = file.startsWith('__') ? withoutContent : withoutMarker
    expect([...batchesIn(bytes)].flatMap(batch => described(bytes, batch)).map(cut)).toEqual(said.map(cut))
  })

  test('are read back whole through their logs', () => {
    for (const { partition, log } of opened().filter(each => each.log.logStartOffset === 0))
      expect(read(log).map(toHex), partition).toEqual(filesOf(partition, /\.log$/).map(file => toHex(goldenBytes(`${ROOT}/${partition}/${file}`))))
  })
})

/** The lines kafka-dump-log prints for a batch. */
function described(bytes: Uint8Array, batch: BatchHeader): string[] {
  const time = batch.attributes & 8 ? 'LogAppendTime' : 'CreateTime'
  const horizon = batch.attributes & 64 ? `OptionalLong[${batch.baseTimestamp}]` : 'OptionalLong.empty'
  const head = `baseOffset: ${batch.baseOffset} lastOffset: ${batch.lastOffset} count: ${batch.count} baseSequence: ${batch.baseSequence} `
    + `lastSequence: ${lastSequenceOf(batch)} producerId: ${batch.producerId} producerEpoch: ${batch.producerEpoch} `
    + `partitionLeaderEpoch: ${batch.leaderEpoch} `
    + `isTransactional: ${isTransactional(batch)} isControl: ${isControl(batch)} deleteHorizonMs: ${horizon} position: ${batch.at} `
    + `${time}: ${batch.maxTimestamp} size: ${batch.size} magic: ${batch.magic} compresscodec: ${compressionOf(batch)} `
    + `crc: ${batch.crc} isvalid: true`
  return [head, ...[...recordsIn(bytes, batch, codecs)].map(({ offset, timestamp, key, value, headers }) => {
    const sequence = batch.baseSequence < 0 ? -1 : batch.baseSequence + offset - batch.baseOffset
    return `| offset: ${offset} ${time}: ${timestamp} keySize: ${key?.length ?? -1} valueSize: ${value?.length ?? -1} sequence: ${sequence} `
      + `headerKeys: [${headers.map(header => header.key).join(',')}]${isControl(batch) ? '' : plain(key, value)}`
  })]
}
const plain = (key: Uint8Array | null, value: Uint8Array | null): string =>
  `${key ? ` key: ${utf8Decode(key)}` : ''}${value ? ` payload: ${utf8Decode(value)}` : ''}`
/** Keys and payloads of internal topics, and what control records say, are decoded elsewhere. */
const withoutContent = (line: string): string => line.replace(/(headerKeys: \[.*?\]).*/s, '$1')
const withoutMarker = (line: string): string => line.replace(/ endTxnMarker: .*/, '')

describe('what Kafka keeps beside its segments', () => {
  const offsets = ['cleaner-offset-checkpoint', 'log-start-offset-checkpoint', 'recovery-point-offset-checkpoint', 'replication-offset-checkpoint']
  test.each(offsets)('%s is parsed, and printed as it was', name => {
    const text = goldenText(`${ROOT}/${name}`)
    expect(printCheckpoint(parseCheckpoint(text).map(parseOffset).map(printOffset))).toBe(text)
  })

  test('meta.properties says whose folder it is, and can be written anew', () => {
    const disk = goldenDisk()
    const meta = readMetaProperties(disk, '/data')!
    const said = goldenText(`${ROOT}/meta.properties`)
    const lines = [`node.id=${meta.nodeId}`, `cluster.id=${meta.clusterId}`, `directory.id=${meta.directoryId}`]
    for (const line of lines) expect(said).toContain(`${line}\n`)
    writeMetaProperties(disk, '/data', meta)
    const written = utf8Decode(readWhole(disk, '/data/meta.properties')!)
    expect(written.split('\n').sort()).toEqual(said.split('\n').filter(line => !line.startsWith('#')).sort())
  })

  const snapshots = goldenFiles(ROOT).filter(file => file.endsWith('.snapshot'))
  test.each(snapshots)('%s has the producers of its dump, and is printed as it was', file => {
    const bytes = goldenBytes(`${ROOT}/${file}`)
    const producers = parseSnapshot(bytes)
    expect(producers.map(describeProducer)).toEqual(goldenText(`${ROOT}/${file}.dump.txt`).trim().split('\n').slice(1))
    expect(toHex(printSnapshot(producers))).toBe(toHex(bytes))
  })
})

function describeProducer(entry: ProducerEntry): string {
  const txn = entry.currentTxnFirstOffset < 0 ? 'OptionalLong.empty' : `OptionalLong[${entry.currentTxnFirstOffset}]`
  const head = `producerId: ${entry.producerId} producerEpoch: ${entry.epoch} coordinatorEpoch: ${entry.coordinatorEpoch} `
    + `currentTxnFirstOffset: ${txn} lastTimestamp: ${entry.lastTimestamp}`
  const last = entry.batches.at(-1)
  return last === undefined ? head : `${head} firstSequence: ${firstSequence(last)} lastSequence: ${lastSequence(entry)} `
    + `lastOffset: ${last.lastOffset} offsetDelta: ${last.offsetDelta} timestamp: ${last.timestamp}`
}

/** A partition's `.log` files alone, as after the loss of all that can be had from them. */
const logsAlone = (partition: string): MemoryDisk => {
  const disk = new MemoryDisk()
  for (const file of filesOf(partition, /\.log$/)) disk.write(`/data/${partition}/${file}`, goldenBytes(`${ROOT}/${partition}/${file}`))
  return disk
}
const at = (partition: string) => ({
  dir: `/data/${partition}`, partition, config: configOf(partition.slice(0, partition.lastIndexOf('-'))),
  now: 0, logStartOffset: 0, recoveryPoint: 0, highWatermark: 0,
})
const bytesAt = (disk: MemoryDisk, file: string): string => toHex(disk.read(file, 0, disk.size(file)))

const partitions: string[] = opened().map(each => each.partition)
const offsetsOf = (partition: string, kind: RegExp): number[] => filesOf(partition, kind).map(file => Number(file.slice(0, 20)))
/** A broker that stops in order leaves a snapshot at the end of each log: those inside a segment tell of restarts. */
const restartsOf = (partition: string): number[] => {
  const rolled = offsetsOf(partition, /\.log$/)
  return offsetsOf(partition, /\.snapshot$/).slice(0, -1).filter(offset => !rolled.includes(offset))
}
/** The cleaner indexes batches as it copies them, several at once. */
const wasCleaned = (partition: string): boolean => partition.startsWith('d-compacted')

describe('built anew from .log files alone', () => {
  const rebuilt = (partition: string): { disk: MemoryDisk; log: UnifiedLog } => {
    const disk = logsAlone(partition)
    const { log } = openLog({ disk, codecs }, { ...at(partition), clean: false })
    log.close()
    return { disk, log }
  }

  /*
   * Where a restart lies in a segment Kafka's own indexes differ from what recovery makes: `index.interval.bytes` is counted
   * anew from there, and the stop added the largest timestamp so far.
   */
  test.each(partitions.filter(each => !wasCleaned(each)))('%s has the indexes Kafka wrote, but for segments that saw a restart', partition => {
    const { disk } = rebuilt(partition)
    const rolled = offsetsOf(partition, /\.log$/)
    const disturbed = restartsOf(partition).map(restart => rolled.findLast(base => base <= restart))
    for (const file of filesOf(partition, /index$/).filter(each => !each.endsWith('.txnindex') && !disturbed.includes(Number(each.slice(0, 20)))))
      expect(bytesAt(disk, `/data/${partition}/${file}`), file).toBe(toHex(goldenBytes(`${ROOT}/${partition}/${file}`)))
  })

  test.each(partitions)('%s has the producers of the last snapshot', partition => {
    const last = filesOf(partition, /\.snapshot$/).at(-1)!
    const producers = [...rebuilt(partition).log.producers.entries].map(describeProducer).sort()
    expect(producers).toEqual(parseSnapshot(goldenBytes(`${ROOT}/${partition}/${last}`)).map(describeProducer).sort())
  })
})

/** The same batches appended again, the log closed and opened where this broker was restarted. */
test.each(partitions.filter(each => !wasCleaned(each)))('%s appended batch by batch gives the files that Kafka wrote', partition => {
  const disk = new MemoryDisk()
  const opening = { ...at(partition), clean: true }
  let { log } = openLog({ disk, codecs }, opening)
  const restarts = restartsOf(partition)
  for (const file of filesOf(partition, /\.log$/)) {
    const bytes = goldenBytes(`${ROOT}/${partition}/${file}`)
    for (const batch of batchesIn(bytes)) {
      if (restarts.includes(batch.baseOffset)) {
        log.close()
        log = openLog({ disk, codecs }, opening).log
      }
      log.appendAsFollower(bytes.subarray(batch.at, batch.at + batch.size), batch.maxTimestamp)
    }
  }
  log.close()
  for (const file of filesOf(partition, /\.(log|index|timeindex)$/))
    expect(bytesAt(disk, `/data/${partition}/${file}`), file).toBe(toHex(goldenBytes(`${ROOT}/${partition}/${file}`)))
})
