import {
  batchAt, compressionOf, ensureValid, hasDeleteHorizon, isControl, isTransactional, lastSequenceOf, timestampTypeOf, type BatchHeader,
} from '../../protocol/records/batch.ts'
import { RecordsError } from '../../protocol/records/failure.ts'
import { recordsIn, type KafkaRecord } from '../../protocol/records/records.ts'
import { sequenceAfter } from '../../protocol/records/batch.ts'
import { nextBatchSize } from '../../protocol/records/walk.ts'
import type { LocalShell } from '../local-program.ts'
import { controlText } from './control-text.ts'
import { parserFor, type Parser } from './contents.ts'
import type { DumpSettings } from './options.ts'
import type { Findings } from './findings.ts'

/** Batches of a log or snapshot, and with deep iteration their records (DumpLogSegments.dumpLog). */
export function dumpLog(shell: LocalShell, file: string, settings: DumpSettings, findings: Findings): void {
  const name = file.slice(file.lastIndexOf('/') + 1)
  shell.out(heading(name))
  const size = shell.disk.size(file), read = Math.min(size, settings.maxBytes ?? size)
  const bytes = shell.disk.read(file, 0, read), parse = parserFor(settings)
  let at = 0, last = -1
  for (let length; (length = nextBatchSize(bytes, at, bytes.length)) > 0 && at + length <= bytes.length; at += length) {
    const batch = batchAt(bytes, at)
    shell.out(batchText(batch, isSound(bytes, batch)))
    if (!settings.isDeep) continue
    for (const record of recordsIn(bytes, batch, shell.codecs)) {
      if (record.offset !== last + 1) findings.jumps.push({ file, from: last, to: record.offset })
      last = record.offset
      shell.out(recordText(record, batch, settings, parse))
    }
  }
  if (at < read && settings.maxBytes === null) shell.out(`Found ${read - at} invalid bytes at the end of ${name}`)
}

function heading(name: string): string {
  if (name === 'bootstrap.checkpoint') return 'KRaft bootstrap snapshot'
  const [, offset, epoch] = /^(\d+)(?:-(\d+))?/.exec(name) ?? []
  return name.endsWith('.checkpoint') ? `Snapshot end offset: ${Number(offset)}, epoch: ${Number(epoch)}` : `Log starting offset: ${Number(offset)}`
}

function isSound(bytes: Uint8Array, batch: BatchHeader): boolean {
  try {
    ensureValid(bytes, batch)
    return true
  } catch (error) {
    if (error instanceof RecordsError) return false
    throw error
  }
}

function batchText(batch: BatchHeader, isValid: boolean): string {
  const horizon = hasDeleteHorizon(batch) ? `OptionalLong[${batch.baseTimestamp}]` : 'OptionalLong.empty'
  const where = batch.magic < 2 ? `offset: ${batch.lastOffset}` : `baseOffset: ${batch.baseOffset} lastOffset: ${batch.lastOffset} count: ${batch.count} `
    + `baseSequence: ${batch.baseSequence} lastSequence: ${lastSequenceOf(batch)} producerId: ${batch.producerId} producerEpoch: ${batch.producerEpoch} `
    + `partitionLeaderEpoch: ${batch.leaderEpoch} isTransactional: ${isTransactional(batch)} isControl: ${isControl(batch)} deleteHorizonMs: ${horizon}`
  return `${where} position: ${batch.at} ${timestampTypeOf(batch)}: ${batch.maxTimestamp} size: ${batch.size} magic: ${batch.magic} `
    + `compresscodec: ${compressionOf(batch)} crc: ${batch.crc} isvalid: ${isValid}`
}

function recordText(record: KafkaRecord, batch: BatchHeader, { skipsMetadata, printsData }: DumpSettings, parse: Parser): string {
  const facts = skipsMetadata ? '|' : `| ${recordFacts(record, batch)}`
  if (!printsData || isControl(batch)) return facts
  const { key, payload } = parse(record)
  return `${facts}${key === null ? '' : ` key: ${key}`}${payload === null ? '' : ` payload: ${payload}`}`
}

function recordFacts(record: KafkaRecord, batch: BatchHeader): string {
  const { offset, timestamp, key, value, headers } = record
  const facts = `offset: ${offset} ${timestampTypeOf(batch)}: ${timestamp} keySize: ${key?.length ?? -1} valueSize: ${value?.length ?? -1}`
  if (batch.magic < 2) return facts
  const sequence = batch.baseSequence < 0 ? -1 : sequenceAfter(batch.baseSequence, offset - batch.baseOffset)
  return `${facts} sequence: ${sequence} headerKeys: [${headers.map(header => header.key).join(',')}]${isControl(batch) ? controlText(record) : ''}`
}
